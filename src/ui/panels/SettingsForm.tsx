/** The settings of the next run that the story is about; the drawer holds all of them. */
import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconLock, IconLockOpen } from '@tabler/icons-react';
import { Suspense, useDeferredValue, useState } from 'react';
import { LIMITS } from '../../experiment/config.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';
import { later } from '../later.tsx';
import { capitalised, dataNouns } from '../nouns.ts';
import { lossFormula, lossSentence } from '../lossInWords.ts';
import { studentsInWords, teacherInWords, TEACHER_NAMES } from '../networksInWords.ts';
import { Select } from '../Select.tsx';
import { KeptDigits } from './KeptDigits.tsx';
import { LabelsSlider } from './LabelsSlider.tsx';
import { SettingNumber } from './SettingNumber.tsx';
import { SoftWeightSlider } from './SoftWeightSlider.tsx';
import { SettingRow } from './SettingRow.tsx';

const FindSettings = later(() => import('./FindSettings.tsx'), 'FindSettings');
const BringTeacher = later(() => import('../networks/BringTeacher.tsx'), 'BringTeacher');
const AllSettings = later(() => import('./AllSettings.tsx'), 'AllSettings');

/** Those that can be chosen by hand: a student teaches within an experiment alone. */
const TEACHERS = (['trained', 'shipped', 'middle', 'early'] as const).map((value) => ({
  value,
  label: TEACHER_NAMES[value],
}));

export function SettingsForm() {
  const { kinds } = useStore(dataNouns);
  return (
    <div className="settings">
      <SettingRow name="teacher" label="Teacher" help="teacher">
        <TeacherSelect />
      </SettingRow>
      <SettingRow name="students" label="Students" help="students">
        <StudentsButton />
      </SettingRow>
      <SettingRow name="labels" label="Labels" help="labels">
        <LabelsSlider />
      </SettingRow>
      <SettingRow name="softWeight" label="Taught by" help="softWeight">
        <SoftWeightSlider />
      </SettingRow>
      <SettingRow name="trainedAt" label="Trained at" help="temperature">
        <TrainingTemperature />
      </SettingRow>
      <Suspense>
        <FindSettings />
      </Suspense>
      <SettingRow name="loss" label="Loss" help="loss">
        <LossFormula />
      </SettingRow>
      <SettingRow name="digitsKept" label={`${capitalised(kinds)} kept`} help="keptDigits">
        <KeptDigits />
      </SettingRow>
    </div>
  );
}

function TeacherSelect() {
  const teacher = useStore((state) => state.config.teacher);
  const title = useStore((state) => teacherInWords(state.config));
  const brought = useStore(({ config, brought: last }) =>
    config.teacher === 'brought' ? config.teacherFile : last?.teacher.id,
  );
  const [isBringing, setIsBringing] = useState(false);
  return (
    <>
      <Select
        size="xs"
        className="grow"
        aria-label="Teacher"
        data={[
          ...TEACHERS,
          ...(brought === undefined ? [] : [{ value: 'brought', label: brought || TEACHER_NAMES.brought }]),
          { value: BRING, label: 'bring your own …' },
        ]}
        value={teacher}
        allowDeselect={false}
        title={title}
        onChange={(value) => {
          const chosen = TEACHERS.find((each) => each.value === value);
          if (chosen) actions.setConfig({ teacher: chosen.value, teacherFile: '' });
          else if (value === BRING) setIsBringing(true);
          else actions.setConfig({ teacher: 'brought', teacherFile: brought ?? '' });
        }}
      />
      {isBringing && (
        <Suspense>
          <BringTeacher onClose={() => setIsBringing(false)} />
        </Suspense>
      )}
    </>
  );
}

/** No teacher, but what opens the dialog. */
const BRING = 'bring';

/** Opens the drawer with all settings. */
function StudentsButton() {
  const students = useStore(({ config }) => studentsInWords(config));
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      <Button
        className="grow students-button"
        size="xs"
        variant="default"
        rightSection={<IconAdjustmentsHorizontal size={14} aria-hidden="true" />}
        aria-label={`All settings. Students: ${students}`}
        onClick={() => {
          setWasOpened(true);
          setIsOpen(true);
        }}
      >
        {students}
      </Button>
      {wasOpened && (
        <Suspense>
          <AllSettings isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function TrainingTemperature() {
  // Typed numbers may follow a dragged slider a frame later.
  const temperature = useDeferredValue(useStore((state) => state.config.temperature));
  const squareTemperature = useStore((state) => state.config.squareTemperature);
  const isLocked = useStore((state) => state.isTemperatureLocked);
  return (
    <>
      <SettingNumber
        label="Trained at T"
        isLabelHidden
        prefix="T = "
        value={temperature}
        limits={LIMITS.temperature}
        step={1}
        isWhole={false}
        onChange={(value) => actions.setConfig({ temperature: value })}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Lock to the temperature on display"
        aria-pressed={isLocked}
        {...helped('temperatureLock')}
        onClick={() => actions.setTemperatureLock(!isLocked)}
      >
        {isLocked ? <IconLock size={15} /> : <IconLockOpen size={15} />}
      </ActionIcon>
      <Switch
        size="xs"
        label="times T²"
        wrapperProps={helped('squareTemperature')}
        checked={squareTemperature}
        onChange={(event) => actions.setConfig({ squareTemperature: event.currentTarget.checked })}
      />
    </>
  );
}

function LossFormula() {
  const formula = useStore((state) => lossFormula(state.config));
  const sentence = useStore((state) => lossSentence(state.config));
  return (
    <span className="formula" title={sentence}>
      {formula}
    </span>
  );
}
