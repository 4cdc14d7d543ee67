/** The figures of the article, live: their numbers are those of the probe and of the run on this page. */
import { useEffect, useState } from 'react';
import { describeLayers, type LayerShape } from '../../distillation/layers.ts';
import { softmax } from '../../distillation/softmax.ts';
import { layersOf } from '../../experiment/architecture.ts';
import { usesGivenTeacher } from '../../experiment/config.ts';
import { PRESETS } from '../../experiment/presets.ts';
import type { Recorded } from '../../experiment/recorded.ts';
import { loadRecorded } from '../../library/recordedResults.ts';
import { namesReadBy, probeNames } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { Diagram } from '../charts/Diagram.tsx';
import {
  bytes,
  count,
  latency,
  percent,
  probability,
  temperatureLabel,
} from '../../experiment/words/numbers.ts';
import { Findings } from '../experiments/Findings.tsx';
import { probeSentence } from '../sentence.ts';
import { useProbeLogits } from '../useProbeLogits.ts';

/** Layer by layer, what a copy of the teacher's weights would have to fit into. */
export function WeightsThatDoNotFit() {
  const config = useStore((state) => state.config);
  const shipped = useStore((state) => state.shipped);
  const given = shipped.status === 'ready' ? shipped.teacher.predictor.networks[0]?.layers : undefined;
  // Its younger versions have the same layers.
  const teacher = usesGivenTeacher(config)
    ? given
    : layersOf({ convolutions: config.teacherConvolutions, hidden: config.teacherHidden });
  if (!teacher) return <p className="muted">The network that ships with the page is not there yet.</p>;
  const student = layersOf({ convolutions: [], hidden: config.hidden });
  const shape = (layer: LayerShape | undefined) =>
    layer ? `${layer.numInputs} × ${layer.numOutputs}` : 'no such layer';
  const rows = Array.from({ length: Math.max(teacher.length, student.length) }, (_, at) => at);
  const fits = (at: number) =>
    shape(teacher[at]) === shape(student[at]) &&
    Boolean(teacher[at]?.convolution) === Boolean(student[at]?.convolution);
  return (
    <figure className="article-figure">
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Layers of teacher and student">
        <table>
          <thead>
            <tr>
              <th scope="col">layer</th>
              <th scope="col">teacher {describeLayers(teacher)}</th>
              <th scope="col">student {describeLayers(student)}</th>
              <th scope="col">can be copied</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((at) => (
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                <td>{shape(teacher[at])}</td>
                <td>{shape(student[at])}</td>
                <td>{fits(at) ? 'yes' : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** From logits to probabilities, for the probe and the temperature of the slider. */
export function LiveSoftmax() {
  const logitsAt = useProbeLogits('teacher');
  const temperature = useStore((state) => state.displayTemperature);
  const names = useStore((state) => namesReadBy(state, 'teacher'));
  if (!logitsAt) return <p className="muted">Draw a digit above to see its numbers.</p>;
  const logits = Array.from(logitsAt(1));
  const [sharp, soft] = [softmax(logits), softmax(logitsAt(temperature), temperature)];
  const rows = [
    { name: 'logit z', cells: logits.map((value) => value.toFixed(1)) },
    { name: 'p at T = 1', cells: Array.from(sharp, probability) },
    { name: `p at ${temperatureLabel(temperature)}`, cells: Array.from(soft, probability) },
  ];
  return (
    <figure className="article-figure">
      <div className="table-scroll" tabIndex={0} role="group" aria-label="From logits to probabilities">
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">digit</th>
              {logits.map((_, digit) => (
                <th scope="col" key={digit}>
                  {names[digit]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, digit) => (
                  <td key={digit}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** What the teacher sees in the probe just now. */
export function LiveSentence() {
  const logitsAt = useProbeLogits('teacher');
  const temperature = useStore((state) => state.displayTemperature);
  const names = useStore((state) => namesReadBy(state, 'teacher'));
  const ownNames = useStore(probeNames);
  const label = useStore(({ probe }) => (probe.source === 'test' ? (probe.digit?.label ?? null) : null));
  return (
    <p>
      {logitsAt
        ? probeSentence(logitsAt, temperature, label, 'the teacher', names, ownNames)
        : 'Draw a digit above.'}
    </p>
  );
}

export function LiveDiagram() {
  return (
    <figure className="article-figure">
      <Diagram />
    </figure>
  );
}

/** Size, work, time and accuracy of the last finished run. */
export function WhatItBuys() {
  const result = useStore((state) => state.run.record?.result);
  if (!result) return <p className="muted">These numbers come with the end of a run.</p>;
  const { teacher, arms } = result;
  const [standalone, distilled] = arms;
  const columns = [
    { ...teacher, name: 'Teacher' },
    ...(standalone ? [{ ...standalone, name: 'Standalone student', accuracy: standalone.meanAccuracy }] : []),
    ...(distilled ? [{ ...distilled, name: 'Distilled student', accuracy: distilled.meanAccuracy }] : []),
  ];
  return (
    <figure className="article-figure">
      <div className="table-scroll" tabIndex={0} role="group" aria-label="What distilling buys">
        <table>
          <thead>
            <tr>
              <th scope="col">network</th>
              <th scope="col">weights</th>
              <th scope="col">size</th>
              <th scope="col">multiplications a digit</th>
              <th scope="col">time a digit</th>
              <th scope="col">accuracy</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, parameters, multiplyAdds, latencyMs, accuracy, ...network }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{count(parameters)}</td>
                <td>{bytes(network.bytes)}</td>
                <td>{count(multiplyAdds)}</td>
                <td>{latency(latencyMs)}</td>
                <td>{percent(accuracy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="muted small">
        {result.data.name}, {count(result.data.test)} test digits, {count(result.config.labels)} labels;
        students are means over {result.config.seeds} seeds.
      </figcaption>
    </figure>
  );
}

/** The claims of the paper and others beside what was recorded of them. */
export function PaperAndHere() {
  const [recorded, setRecorded] = useState<readonly Recorded[]>([]);
  useEffect(() => {
    let isWanted = true;
    Promise.all(Object.keys(PRESETS).map(loadRecorded))
      .then((all) => isWanted && setRecorded(all.filter((each) => each !== null)))
      .catch(() => undefined); // the text stands without its table
    return () => {
      isWanted = false;
    };
  }, []);
  return (
    <figure className="article-figure">
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Paper and here">
        <table className="paper-and-here" aria-label="Paper and here">
          <thead>
            <tr>
              <th scope="col">experiment</th>
              <th scope="col">there</th>
              <th scope="col">here</th>
            </tr>
          </thead>
          <tbody>
            {recorded.map(({ preset: name, data, variants, verdicts }) => {
              const preset = PRESETS[name]!;
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{preset.sourceNumber}</td>
                  <td>
                    <Findings
                      title={`on ${data.name}`}
                      findings={variants}
                      verdicts={verdicts}
                      preset={preset}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
