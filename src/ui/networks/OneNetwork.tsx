/** One network of a run: which, in which format, its file, and the code for it. */
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { imageAt } from '../../data/digitSet.ts';
import { predictorParameters } from '../../distillation/ensemble.ts';
import { NUM_PIXELS } from '../../distillation/shape.ts';
import { NETWORKS, type NetworkName } from '../../experiment/arms.ts';
import type { RunRecord } from '../../experiment/record.ts';
import { count } from '../../experiment/words/numbers.ts';
import { CODE_PAGES, MODEL_FORMATS, writeModel, type ModelFormat } from '../../library/models/takeAway.ts';
import { saveFile } from '../saveFile.ts';
import { LinkField } from '../share/LinkField.tsx';
import { NETWORKS_IN_TABLE } from '../theme.ts';

const FORMATS = Object.keys(MODEL_FORMATS) as ModelFormat[];

/** Where the run has no test digits yet. */
const BLANK = { image: new Uint8Array(NUM_PIXELS), label: 0 };

export function OneNetwork({ record }: { readonly record: RunRecord }) {
  const there = NETWORKS.filter((network) => record.weights[network]);
  const [chosen, setNetwork] = useState<NetworkName>(there.includes('distilled') ? 'distilled' : 'teacher');
  const [format, setFormat] = useState<ModelFormat>('onnx');
  const [codeLabel, setCode] = useState('');
  const predictor = record.weights[chosen];
  const pages = CODE_PAGES.filter((each) => each.format === format);
  const code = pages.find(({ label }) => label === codeLabel) ?? pages[0];
  const file = `distillery-${chosen}.${MODEL_FORMATS[format].extension}`;
  const who = `The ${headerOf(chosen).toLowerCase()} of a run on ${record.data.name}`;
  if (!predictor)
    return <p className="small">This run keeps no weights yet: they come with its first report.</p>;
  const { networks } = predictor;
  return (
    <>
      <Group grow align="start">
        <NativeSelect
          label="Network"
          size="xs"
          data={there.map((value) => ({ value, label: headerOf(value) }))}
          value={chosen}
          onChange={({ currentTarget: { value } }) =>
            setNetwork(there.find((each) => each === value) ?? chosen)
          }
        />
        <NativeSelect
          label="Format"
          size="xs"
          data={FORMATS.map((value) => ({ value, label: MODEL_FORMATS[value].label }))}
          value={format}
          onChange={({ currentTarget: { value } }) =>
            setFormat(FORMATS.find((each) => each === value) ?? format)
          }
        />
      </Group>
      <p className="small muted">
        {count(predictorParameters(predictor))} weights as this run left them
        {chosen === 'teacher' ? '' : ', of the student of its first seed'}. It takes 28 × 28 grey levels from
        0 to 1 and gives logits
        {networks.length > 1
          ? ` of ${networks.length} networks, whose ${predictor.average} are averaged`
          : ''}
        .
      </p>
      <Group my="sm">
        <Button
          size="xs"
          onClick={() => void writeModel(format, predictor, who).then((blob) => saveFile(file, blob))}
        >
          Download {file}
        </Button>
      </Group>
      {code && (
        <>
          <NativeSelect
            label="Code"
            size="xs"
            mb="xs"
            data={pages.map(({ label }) => label)}
            value={code.label}
            onChange={({ currentTarget: { value } }) => setCode(value)}
          />
          <LinkField
            label="Code that reads a digit"
            rows={14}
            text={code.write({ who, file, predictor, digit: sampleDigit(record) })}
          />
        </>
      )}
    </>
  );
}

const headerOf = (network: NetworkName) =>
  NETWORKS_IN_TABLE.find((each) => each.network === network)?.header ?? network;

/** The first test digit of the run, for the code to read. */
function sampleDigit({ readings }: RunRecord) {
  const label = readings?.labels[0];
  return readings && label !== undefined ? { image: imageAt(readings, 0), label } : BLANK;
}
