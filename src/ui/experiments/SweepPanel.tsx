/** Two settings swept against each other: every pair of values is a distilled arm, beside one standalone arm. */
import { Button, Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { count, minutes } from '../../experiment/words/numbers.ts';
import { messageOf } from '../../experiment/messageOf.ts';
import { isFreeForExperiments } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { Panel } from '../panels/Panel.tsx';
import { ExperimentProgress } from './ExperimentProgress.tsx';
import { HeatMap } from './HeatMap.tsx';
import { readValues, sweepOrder, SWEEPS, type SweepName } from './sweeps.ts';

/** Cells, or minutes, from which a sweep asks before it begins. */
const MANY_CELLS = 100;
const LONG_MS = 3 * 60_000;
const SEEDS = 3;

/** What is said of a sweep belongs to that sweep: with other values, settings or digits it is gone. */
interface Said {
  readonly about: string;
  readonly message: string | null;
  /** How long it takes, where it asks first. */
  readonly ms: number | null;
}

export function SweepPanel() {
  const [name, setName] = useState<SweepName>('temperature × softWeight');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [said, setSaid] = useState<Said | null>(null);
  const [isEstimating, setIsEstimating] = useState(false);
  const config = useStore((state) => state.config);
  const summary = useStore((state) => state.data.summary);
  const isFree = useStore(isFreeForExperiments);
  const keyOf = (title: string) => `${name}: ${title}`;
  const axes = SWEEPS[name].map((axis) => {
    const text = typed[keyOf(axis.title)] ?? axis.values;
    return { ...axis, text, ...readValues(axis.name, text) };
  });
  const order = sweepOrder(
    config,
    axes.map((axis) => ({ name: axis.name, values: axis.values })),
    SEEDS,
  );
  const numCells = axes.reduce((product, { values }) => product * values.length, 1);
  const about = JSON.stringify([order, summary]);
  const current = said?.about === about ? said : null;
  const latest = useRef(about);
  useEffect(() => {
    latest.current = about;
  });
  const begin = () => {
    setSaid(null);
    actions.runExperiment('sweep', order);
  };
  const sweep = async () => {
    setSaid(null);
    if (numCells === 0) return;
    setIsEstimating(true);
    try {
      const ms = await actions.estimateExperiment(order);
      if (latest.current !== about) return; // another sweep is wanted by now
      if (numCells > MANY_CELLS || ms > LONG_MS) setSaid({ about, message: null, ms });
      else begin();
    } catch (error) {
      setSaid({ about, message: messageOf(error), ms: null });
    } finally {
      setIsEstimating(false);
    }
  };
  return (
    <Panel title="Sweep">
      <div className="row sweep-form">
        <Select
          size="xs"
          label="Sweep"
          data={Object.keys(SWEEPS)}
          value={name}
          allowDeselect={false}
          onChange={(value) => {
            if (value !== null && value in SWEEPS) setName(value as SweepName);
          }}
        />
        {axes.map(({ title, text, values, problem }) => (
          <TextInput
            key={keyOf(title)}
            size="xs"
            label={title}
            value={text}
            error={problem}
            errorProps={{ role: 'alert' }}
            description={problem === null && `runs ${values.join(' · ')}`}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={(event) => setTyped({ ...typed, [keyOf(title)]: event.currentTarget.value })}
          />
        ))}
        <Button size="xs" variant="default" disabled={!isFree || isEstimating} onClick={() => void sweep()}>
          Run the sweep
        </Button>
        <span className="muted small">
          {SEEDS} seeds; all other settings as above. Each cell is one distilled arm.
        </span>
      </div>
      {current?.message && <p role="alert">{current.message}</p>}
      {current && current.ms !== null && (
        <p role="alert" className="row">
          This sweep has {count(numCells)} cells and would take about {minutes(current.ms)} minutes here.
          <Button size="compact-xs" variant="default" disabled={!isFree} onClick={begin}>
            Run it all the same
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setSaid(null)}>
            Not now
          </Button>
        </p>
      )}
      <SweepFound />
    </Panel>
  );
}

/** Progress comes often; the map is drawn anew when a cell is done. */
function SweepFound() {
  const experiment = useStore((state) => state.experiments['sweep']);
  return (
    <>
      {experiment && <ExperimentProgress experiment={experiment} />}
      {experiment?.result && <HeatMap result={experiment.result} />}
    </>
  );
}
