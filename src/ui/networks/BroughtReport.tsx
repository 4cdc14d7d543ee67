/** What was found out of a network that a person brought: how it wants images, what it gives, how well it reads; and a person's say in it. */
import '../styles/networks.css';
import { NativeSelect } from '@mantine/core';
import { softmax } from '../../distillation/softmax.ts';
import { count, decimal, percent, probability } from '../../experiment/words/numbers.ts';
import type { BroughtTeacher, MeasuredReading, Wish } from '../../library/models/bringTeacher.ts';
import { spanOf } from '../../library/models/outputs.ts';
import { imageToRead, logitsOnce } from '../../store/reading.ts';
import { probeNames } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';

/** Below, its classes may be others, or in another order. */
const LEAST_ACCURACY = 0.5;

const OUTPUTS = ['logits', 'probabilities', 'log-probabilities'] as const;

interface Props {
  readonly brought: BroughtTeacher;
  /** Null while nothing can be asked again. */
  readonly onWish: ((wish: Wish) => void) | null;
}

export function BroughtReport({ brought, onWish }: Props) {
  const { teacher, layers, parameters, outputs, readings, found, chosen, numAsked, metrics, digits } =
    brought;
  const best = readings[found]!;
  const second = runnerUp(brought);
  const asked = `${count(numAsked)} training digits`;
  return (
    <section aria-label="The network">
      <p>
        <strong translate="no">{teacher.id}</strong>
        <br />
        <span className="small">
          <span translate="no">{layers}</span>, {count(parameters)} weights. It reads{' '}
          {percent(metrics.accuracy)} of the {count(metrics.numTested)} test digits of {digits}:{' '}
          {count(metrics.errors)} errors.
        </span>
      </p>
      {metrics.accuracy < LEAST_ACCURACY && (
        <p className="small" role="note">
          That is few, in whatever way it is read: its classes may be others, or in another order. It can
          teach all the same.
        </p>
      )}
      <NativeSelect
        size="xs"
        my="sm"
        label="It takes grey levels of"
        description={`Found out on ${asked}: ${inWords(best)}${second ? `, the next best reading ${inWords(second)}` : ''}.`}
        disabled={!onWish}
        data={readings.map((reading, at) => ({
          value: String(at),
          label: optionText(reading),
          disabled: !reading.measured,
        }))}
        value={String(chosen)}
        onChange={({ currentTarget: { value } }) => onWish?.({ reading: Number(value), outputs: null })}
      />
      <NativeSelect
        size="xs"
        my="sm"
        label="It gives"
        description={`Found out on ${asked}: its outputs lie ${spanOf(outputs)}${ADDED[outputs.kind]}.`}
        disabled={!onWish}
        data={[...OUTPUTS]}
        value={outputs.kind}
        onChange={({ currentTarget: { value } }) =>
          onWish?.({ reading: chosen, outputs: OUTPUTS.find((each) => each === value) ?? null })
        }
      />
      <Probed brought={brought} />
    </section>
  );
}

const ADDED = {
  logits: '',
  probabilities: ' and add up to 1; the logits before its softmax teach',
  'log-probabilities': '; as probabilities they add up to 1',
} as const;

function runnerUp({ readings, found }: BroughtTeacher): MeasuredReading | undefined {
  return readings
    .filter((each, at) => at !== found && each.measured)
    .sort((one, other) => one.measured!.nll - other.measured!.nll)[0];
}

const nameOf = ({ range, isTransposed }: MeasuredReading) =>
  `${range}${isTransposed ? ', rows and columns exchanged' : ''}`;

/** "0 … 1 reads 97.2 % (loss 0.10)" */
const inWords = (reading: MeasuredReading) =>
  `${nameOf(reading)} reads ${percent(reading.measured!.accuracy, 1)} (loss ${decimal(reading.measured!.nll, 2)})`;

const optionText = (reading: MeasuredReading) =>
  `${nameOf(reading)}: ${reading.measured ? `${percent(reading.measured.accuracy, 1)} right` : 'no numbers'}`;

/** What it reads in the digit on display. */
function Probed({ brought: { teacher } }: Pick<Props, 'brought'>) {
  const image = useStore(imageToRead);
  const names = useStore(probeNames);
  if (!image) return null;
  const probabilities = softmax(logitsOnce(teacher.predictor, image)(1));
  const [first, second] = Array.from(probabilities.keys()).sort(
    (one, other) => probabilities[other]! - probabilities[one]!,
  );
  const reading = (at: number) => `${names[at]} (${probability(probabilities[at]!)})`;
  return (
    <p className="small brought-probe" role="status" aria-label="Read by the network">
      <DigitPreview image={image} label="The digit on display" className="preview" />
      It reads the digit on display as {reading(first!)}, then {reading(second!)}.
    </p>
  );
}
