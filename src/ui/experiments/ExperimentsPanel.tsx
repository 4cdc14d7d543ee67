/** The literature's claims as cards in a grid, to be taken in at a glance. */
import { Switch } from '@mantine/core';
import { useState } from 'react';
import { LIMITS } from '../../experiment/config.ts';
import { PRESETS } from '../../experiment/presets.ts';
import { useStore } from '../../store/useStore.ts';
import { Panel } from '../panels/Panel.tsx';
import { SettingNumber } from '../panels/SettingNumber.tsx';
import { ExperimentCard } from './ExperimentCard.tsx';

/** With the switch on: points to either side, and the time that is given to it. */
const NARROW = { halfWidth: 0.5, totalMs: 10 * 60_000 };
const FEWEST_SEEDS = 3;

const NUM_CLAIMS = Object.keys(PRESETS).length;
const NUM_PARTS = Object.values(PRESETS).reduce((sum, { expects }) => sum + expects.length, 0);

export function ExperimentsPanel() {
  const [seeds, setSeeds] = useState(FEWEST_SEEDS);
  const [isNarrow, setIsNarrow] = useState(false);
  const name = useStore((state) => state.data.summary?.name);
  return (
    <Panel
      title="Experiments"
      aside={
        <div className="row">
          <SettingNumber
            label="Seeds of experiments"
            isLabelHidden
            prefix="seeds "
            value={seeds}
            limits={LIMITS.seeds}
            step={1}
            onChange={setSeeds}
          />
          <Switch
            size="xs"
            label={`more, until intervals are ± ${NARROW.halfWidth} points or as narrow as test digits allow, or ${NARROW.totalMs / 60_000} min are over`}
            checked={isNarrow}
            onChange={(event) => setIsNarrow(event.currentTarget.checked)}
          />
        </div>
      }
    >
      <p className="lede">
        Claims to be tried, those too where distillation loses. Grey was recorded with the same engine; in
        colour is what this page measures on your machine{name && `, on ${name}`}. A part of a claim holds, or
        not, where chance would seldom make it seem so (Holm, over all of its parts); else it is open.{' '}
        {NUM_CLAIMS} claims are tried here, {NUM_PARTS} parts in all: of so many claims one may be judged
        wrongly.
      </p>
      <div className="claims">
        {Object.values(PRESETS).map((preset) => (
          <ExperimentCard key={preset.name} preset={preset} seeds={seeds} budget={isNarrow ? NARROW : null} />
        ))}
      </div>
    </Panel>
  );
}
