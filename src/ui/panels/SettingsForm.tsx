/** The settings of the next run that the story is about; the drawer holds all of them. */
import { ActionIcon, Button, Select, Slider, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconLock, IconLockOpen } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { LIMITS, type Config } from '../../experiment/config.ts';
import { studentsInWords, teacherInWords } from '../networksInWords.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { later } from '../later.ts';
import { KeptDigits } from './KeptDigits.tsx';
import { LabelsSlider } from './LabelsSlider.tsx';
import { SettingNumber } from './SettingNumber.tsx';
import { SettingRow } from './SettingRow.tsx';

const AllSettings = later(() => import('./AllSettings.tsx'), 'AllSettings');

const TEACHERS = [
  { value: 'trained', label: 'trained in this run' },
  { value: 'shipped', label: 'shipped CNN, 421 642 weights' },
  { value: 'middle', label: 'shipped CNN, half trained' },
  { value: 'early', label: 'shipped CNN, hardly trained' },
] as const;

export function SettingsForm() {
  const config = useStore((state) => state.config);
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <div className="settings">
      <SettingRow name="teacher" label="Teacher">
        <Select
          size="xs"
          className="grow"
          aria-label="Teacher"
          data={[...TEACHERS]}
          value={config.teacher}
          allowDeselect={false}
          title={teacherInWords(config)}
          onChange={(value) => {
            const chosen = TEACHERS.find((each) => each.value === value);
            if (chosen) actions.setConfig({ teacher: chosen.value });
          }}
        />
      </SettingRow>
      <SettingRow name="students" label="Students">
        <Button
          className="grow students-button"
          size="xs"
          variant="default"
          rightSection={<IconAdjustmentsHorizontal size={14} aria-hidden="true" />}
          aria-label={`All settings. Students: ${studentsInWords(config)}`}
          onClick={() => {
            setWasOpened(true);
            setIsOpen(true);
          }}
        >
          {studentsInWords(config)}
        </Button>
      </SettingRow>
      <SettingRow name="labels" label="Labels">
        <LabelsSlider />
      </SettingRow>
      <SettingRow name="softWeight" label="Taught by">
        <span className="small">labels</span>
        <Slider
          className="grow"
          size="xs"
          min={0}
          max={1}
          step={0.05}
          label={(value) => value.toFixed(2)}
          thumbLabel="Taught by: hard labels to teacher"
          value={config.softWeight}
          onChange={(softWeight) => actions.setConfig({ softWeight: Number(softWeight.toFixed(2)) })}
        />
        <span className="small">teacher</span>
      </SettingRow>
      <SettingRow name="trainedAt" label="Trained at">
        <TrainingTemperature config={config} />
      </SettingRow>
      <SettingRow name="loss" label="Loss">
        <span className="formula">{lossFormula(config)}</span>
      </SettingRow>
      <SettingRow name="digitsKept" label="Digits kept">
        <KeptDigits />
      </SettingRow>
      {wasOpened && (
        <Suspense>
          <AllSettings isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function TrainingTemperature({ config }: { readonly config: Config }) {
  const isLocked = useStore((state) => state.isTemperatureLocked);
  const lock = isLocked ? 'Trained at the temperature on display' : 'Trained at its own temperature';
  return (
    <>
      <SettingNumber
        label="Trained at T"
        isLabelHidden
        prefix="T = "
        value={config.temperature}
        limits={LIMITS.temperature}
        step={1}
        isWhole={false}
        onChange={(temperature) => actions.setConfig({ temperature })}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Lock to the temperature on display"
        aria-pressed={isLocked}
        title={lock}
        onClick={() => actions.setTemperatureLock(!isLocked)}
      >
        {isLocked ? <IconLock size={15} /> : <IconLockOpen size={15} />}
      </ActionIcon>
      <Switch
        size="xs"
        label="times T²"
        checked={config.squareTemperature}
        onChange={(event) => actions.setConfig({ squareTemperature: event.currentTarget.checked })}
      />
    </>
  );
}

/** The loss with the numbers of the next run filled in. */
function lossFormula({ softWeight, temperature, squareTemperature }: Config): string {
  const hard = Number((1 - softWeight).toFixed(2));
  const soft = Number(softWeight.toFixed(2));
  const t = Number(temperature.toFixed(2));
  return `${hard} · CE(labels) + ${soft} · ${squareTemperature ? `${t}² · ` : ''}CE(teacher at T = ${t})`;
}
