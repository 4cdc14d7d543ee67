/** Every setting of the next run, by whom it concerns. Opened from the training panel, and loaded only then. */
import { Button, Drawer, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { configSchema, DEFAULT_CONFIG, LIMITS, type Config } from '../../experiment/config.ts';
import { parseSettings, SettingsError } from '../../experiment/settings.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { SettingNumber } from './SettingNumber.tsx';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type NumberName = {
  [Name in keyof Config]: Config[Name] extends number ? Name : never;
}[keyof Config];

interface NumberField {
  readonly name: NumberName;
  readonly label: string;
  readonly limits: { readonly min: number; readonly max: number };
  readonly step: number;
  readonly isWhole?: boolean;
}

const STUDENT_NUMBERS: readonly NumberField[] = [
  { name: 'seeds', label: 'Seeds', limits: LIMITS.seeds, step: 1 },
  { name: 'seed', label: 'First seed', limits: LIMITS.seed, step: 1 },
  { name: 'epochs', label: 'Epochs', limits: LIMITS.epochs, step: 10 },
  { name: 'batchSize', label: 'Batch size', limits: LIMITS.batchSize, step: 16 },
  { name: 'learningRate', label: 'Learning rate', limits: LIMITS.learningRate, step: 0.001, isWhole: false },
  { name: 'weightDecay', label: 'Weight decay', limits: LIMITS.weightDecay, step: 0.01, isWhole: false },
];

const TRANSFER_NUMBERS: readonly NumberField[] = [
  { name: 'labels', label: 'Labelled digits', limits: LIMITS.labels, step: 500 },
  { name: 'unlabelled', label: 'Digits without labels', limits: LIMITS.unlabelled, step: 1_000 },
  {
    name: 'wrongLabels',
    label: 'Share of labels redrawn',
    limits: LIMITS.wrongLabels,
    step: 0.05,
    isWhole: false,
  },
  {
    name: 'labelSmoothing',
    label: 'Label smoothing',
    limits: LIMITS.labelSmoothing,
    step: 0.05,
    isWhole: false,
  },
];

const TEACHER_NUMBERS: readonly NumberField[] = [
  { name: 'teacherNetworks', label: 'Networks', limits: LIMITS.networks, step: 1 },
  { name: 'teacherEpochs', label: 'Epochs', limits: LIMITS.epochs, step: 1 },
  { name: 'teacherBatchSize', label: 'Batch size', limits: LIMITS.batchSize, step: 16 },
  {
    name: 'teacherLearningRate',
    label: 'Learning rate',
    limits: LIMITS.learningRate,
    step: 0.001,
    isWhole: false,
  },
  { name: 'teacherDropout', label: 'Dropout', limits: LIMITS.dropout, step: 0.05, isWhole: false },
  { name: 'teacherJitter', label: 'Jitter, pixels', limits: LIMITS.jitter, step: 1 },
  { name: 'teacherMaxNorm', label: 'Max norm (0: none)', limits: LIMITS.maxNorm, step: 1, isWhole: false },
  {
    name: 'teacherLabelSmoothing',
    label: 'Label smoothing',
    limits: LIMITS.labelSmoothing,
    step: 0.05,
    isWhole: false,
  },
];

/** Settings that are one of a few words. */
const { schedule, optimiser, softLoss, control, teacherAverage } = configSchema.shape;
const CHOICES = {
  schedule: schedule.unwrap().options,
  optimiser: optimiser.unwrap().options,
  softLoss: softLoss.unwrap().options,
  control: control.unwrap().options,
  teacherAverage: teacherAverage.unwrap().options,
};

export function AllSettings({ isOpen, onClose }: Props) {
  const { data, sloppiness } = useStore((state) => state.config);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={420}
      title="All settings"
      closeButtonProps={{ 'aria-label': 'Close the settings' }}
    >
      <p className="muted small">
        They act at the next run. The command line and links know them by the same names.
      </p>
      <Fields title="Students" numbers={STUDENT_NUMBERS}>
        <TypedSetting name="hidden" label="Hidden units, layer by layer" />
        <Choice name="schedule" label="Learning rate over time" />
        <Choice name="optimiser" label="Optimiser" />
      </Fields>
      <Fields title="What they learn from" numbers={TRANSFER_NUMBERS}>
        <Choice name="softLoss" label="Form of the soft loss" />
        <Choice name="control" label="A sceptic’s control" />
      </Fields>
      <Fields title="Teacher trained in this run" numbers={TEACHER_NUMBERS}>
        <TypedSetting name="teacherHidden" label="Hidden units, layer by layer" />
        <TypedSetting name="teacherConvolutions" label="Convolutions, e.g. 3x3x16+pool" />
        <Choice name="teacherAverage" label="Ensembles average" />
      </Fields>
      <Button
        mt="md"
        size="xs"
        variant="default"
        onClick={() => actions.setConfig({ ...DEFAULT_CONFIG, data, sloppiness })}
      >
        Back to the defaults
      </Button>
    </Drawer>
  );
}

interface FieldsProps {
  readonly title: string;
  readonly numbers: readonly NumberField[];
  readonly children: React.ReactNode;
}

function Fields({ title, numbers, children }: FieldsProps) {
  const config = useStore((state) => state.config);
  return (
    <fieldset className="all-settings">
      <legend>{title}</legend>
      {numbers.map(({ name, ...field }) => (
        <SettingNumber
          key={name}
          {...field}
          value={config[name]}
          onChange={(value) => actions.setConfig({ [name]: value })}
        />
      ))}
      {children}
    </fieldset>
  );
}

function Choice({ name, label }: { readonly name: keyof typeof CHOICES; readonly label: string }) {
  const value = useStore((state) => state.config[name]);
  return (
    <Select
      size="xs"
      label={label}
      data={[...CHOICES[name]]}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && actions.setConfig(parseSettings([`${name}=${chosen}`]))}
    />
  );
}

/** A list, typed as on the command line; taken when the field is left, and refused in words. */
function TypedSetting({
  name,
  label,
}: {
  readonly name: 'hidden' | 'teacherHidden' | 'teacherConvolutions';
  readonly label: string;
}) {
  const inUse = useStore((state) => state.config[name].join(','));
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = () => {
    if (typed === null) return;
    try {
      actions.setConfig(parseSettings([`${name}=${typed.replaceAll(' ', '')}`]));
      setRefusal(null);
      setTyped(null);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      setRefusal(error.message);
    }
  };
  return (
    <TextInput
      size="xs"
      label={label}
      value={typed ?? inUse}
      error={refusal}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}
