/** Two settings swept against each other: every pair of values is a distilled arm, beside one standalone arm. */
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SweepAxis } from '../../experiment/preset.ts';
import { messageOf } from '../../store/messageOf.ts';
import { actions, page, useStore } from '../../store/useStore.ts';
import type { ExperimentOrder } from '../../worker/experimentApi.ts';
import { count, minutes } from '../format.ts';
import { Panel } from '../panels/Panel.tsx';
import { ExperimentProgress } from './ExperimentProgress.tsx';
import { HeatMap } from './HeatMap.tsx';
import { sweepOrder, SWEEPS, valuesOf, type SweepName } from './sweeps.ts';

/** Cells, or minutes, from which a sweep asks before it begins. */
const MANY_CELLS = 100;
const LONG_MS = 3 * 60_000;
const SEEDS = 3;

interface Asking {
  readonly order: ExperimentOrder;
  readonly numCells: number;
  readonly ms: number;
}

export function SweepPanel() {
  const [name, setName] = useState<SweepName>('temperature × softWeight');
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [isEstimating, setIsEstimating] = useState(false);
  const experiment = useStore((state) => state.experiments['sweep']);
  const isFree = useStore(
    (state) => state.presentExperiment === null && state.data.summary !== null && !state.data.loading,
  );
  const { axes } = SWEEPS[name];
  const begin = (order: ExperimentOrder) => {
    setAsking(null);
    actions.runExperiment('sweep', order);
  };
  const sweep = async () => {
    const wanted: SweepAxis[] = axes.map((axis, at) => ({
      name: axis.name,
      values: valuesOf(typed[at] ?? axis.values),
    }));
    const order = sweepOrder(page.store.getState().config, wanted, SEEDS);
    const numCells = wanted.reduce((product, { values }) => product * values.length, 1);
    setMessage(numCells === 0 ? 'Each setting needs at least one value.' : null);
    if (numCells === 0) return;
    setIsEstimating(true);
    try {
      const ms = await actions.estimateExperiment(order);
      if (numCells > MANY_CELLS || ms > LONG_MS) setAsking({ order, numCells, ms });
      else begin(order);
    } catch (error) {
      setMessage(messageOf(error));
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
            setTyped([]);
          }}
        />
        {axes.map((axis, at) => (
          <TextInput
            key={`${name} ${axis.name}`}
            size="xs"
            label={axis.title}
            value={typed[at] ?? axis.values}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped(axes.map((each, index) => (index === at ? value : (typed[index] ?? each.values))));
            }}
          />
        ))}
        <Button size="xs" variant="default" disabled={!isFree || isEstimating} onClick={() => void sweep()}>
          Run the sweep
        </Button>
        <span className="muted small">
          {SEEDS} seeds; all other settings as above. Each cell is one distilled arm.
        </span>
      </div>
      {message && <p role="alert">{message}</p>}
      {asking && (
        <p role="alert" className="row">
          This sweep has {count(asking.numCells)} cells and would take about {minutes(asking.ms)} minutes
          here.
          <Button size="compact-xs" variant="default" onClick={() => begin(asking.order)}>
            Run it all the same
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsking(null)}>
            Not now
          </Button>
        </p>
      )}
      {experiment && <ExperimentProgress experiment={experiment} />}
      {experiment?.result && <HeatMap result={experiment.result} curves={experiment.curves} />}
    </Panel>
  );
}
