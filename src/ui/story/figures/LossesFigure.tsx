/** Step 5: Figure 1 of the paper with the probe flowing through it, and the losses and weights of the run. */
import { softmax } from '../../../distillation/softmax.ts';
import { shownNumber } from '../../../experiment/typedNumber.ts';
import { temperatureLabel } from '../../../experiment/words/numbers.ts';
import { recordNames } from '../../../store/selectors.ts';
import type { State } from '../../../store/state.ts';
import { useStore } from '../../../store/useStore.ts';
import { hardWeightOf, lossUnits } from '../../lossInWords.ts';
import { SoftWeightSlider } from '../../panels/SoftWeightSlider.tsx';
import { useProbeLogits } from '../../useProbeLogits.ts';
import { ClassBars } from '../ClassBars.tsx';
import { Part } from '../lighting.tsx';

/** Of the run on display: what is shown was made with it. */
const configOf = ({ run, config }: State) => run.record?.config ?? config;
/** The probe's class, where it is one of the run's; of the set in use before there is a run. */
const labelOf = ({ probe, run, data }: State) =>
  probe.source === 'test' && probe.digit && probe.digit.setId === (run.record?.data ?? data.summary)?.id
    ? probe.digit.label
    : null;

export function LossesFigure() {
  const config = useStore(configOf);
  const distilled = useStore((state) => state.run.record?.arms[1] ?? null);
  const { temperature, softWeight } = config;
  const hardWeight = hardWeightOf(config);
  const { hardLoss = null, softLoss = null } = distilled ?? {};
  const shownLoss = (loss: number | null) => (loss === null ? '…' : loss.toFixed(3));
  return (
    <div className="losses-figure">
      <Flow temperature={temperature} />
      <Part part="soft" label="Soft loss" className="loss-box loss-soft">
        <Arrow weight={softWeight} colour="var(--teacher)" />
        <p>
          soft loss
          <strong>{shownLoss(softLoss)}</strong>
          <span className="muted">weight {shownNumber(softWeight)}</span>
        </p>
      </Part>
      <Part part="hard" label="Hard loss" className="loss-box loss-hard">
        <Arrow weight={hardWeight} colour="var(--muted)" />
        <p>
          hard loss
          <strong>{shownLoss(hardLoss)}</strong>
          <span className="muted">weight {shownNumber(hardWeight)}</span>
        </p>
      </Part>
      <Part part="total" label="Weighted sum" className="loss-total">
        {hardLoss === null || softLoss === null ? (
          <span className="muted">The numbers come with the first epoch of a run.</span>
        ) : (
          <>
            L = {shownNumber(hardWeight)} × {shownLoss(hardLoss)} + {shownNumber(softWeight)} ×{' '}
            {shownLoss(softLoss)} ={' '}
            <strong>{shownLoss(hardWeight * hardLoss + softWeight * softLoss)}</strong>{' '}
            <span className="muted small">
              {lossUnits(config)}; last epoch of this run{config.squareTemperature && ', T² in the soft loss'}
            </span>
          </>
        )}
      </Part>
      <div className="row loss-weights">
        <span className="small">Next run taught by</span>
        <SoftWeightSlider />
      </div>
    </div>
  );
}

/** What teacher, student and label say of the probe, where the losses compare them. */
function Flow({ temperature }: { readonly temperature: number }) {
  const [teacher, student] = [useProbeLogits('teacher'), useProbeLogits('distilled')];
  const names = useStore(recordNames);
  const label = useStore(labelOf);
  const isDrawn = useStore(({ probe }) => probe.source === 'drawn');
  const softened = temperatureLabel(temperature);
  const bars = (name: string, probabilities: ArrayLike<number> | null, colour: string, without: string) =>
    probabilities ? (
      <ClassBars name={name} probabilities={probabilities} names={names} colour={colour} />
    ) : (
      <p className="muted small">{without}</p>
    );
  return (
    <>
      <div className="flow-box flow-teacher">
        <h3 style={{ color: 'var(--teacher)' }}>teacher, {softened}</h3>
        {bars(
          `Teacher at ${softened}`,
          teacher && softmax(teacher(temperature), temperature),
          'var(--teacher)',
          'nothing to say yet',
        )}
      </div>
      <div className="flow-box flow-label">
        <h3>label</h3>
        {bars(
          'Label',
          label === null ? null : names.map((_, at) => Number(at === label)),
          'var(--muted)',
          isDrawn ? 'A drawing has none: press Another.' : 'None of this run’s: press Another.',
        )}
      </div>
      <div className="flow-student">
        <div className="flow-box">
          <h3 style={{ color: 'var(--distilled)' }}>student, {softened}</h3>
          {bars(
            `Student at ${softened}`,
            student && softmax(student(temperature), temperature),
            'var(--distilled)',
            'nothing to say yet',
          )}
        </div>
        <div className="flow-box">
          <h3 style={{ color: 'var(--distilled)' }}>student, T = 1</h3>
          {bars('Student at T = 1', student && softmax(student(1)), 'var(--distilled)', 'nothing to say yet')}
        </div>
      </div>
    </>
  );
}

/** As thick as its weight. */
function Arrow({ weight, colour }: { readonly weight: number; readonly colour: string }) {
  return (
    <svg className="loss-arrow" viewBox="0 0 28 12" aria-hidden="true">
      <path d="M0 6 H20" stroke={colour} strokeWidth={0.6 + 4 * weight} />
      <path d="M19 1 L27 6 L19 11 Z" fill={colour} opacity={weight === 0 ? 0.3 : 1} />
    </svg>
  );
}
