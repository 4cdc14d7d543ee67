/** What is taken for what; a cell opens the digits behind its number. */
import { useMemo, useState } from 'react';
import { mean } from '../../distillation/statistics.ts';
import { logitsNamed, readAs } from '../../experiment/readings.ts';
import { recordNames } from '../../store/selectors.ts';
import { recordNouns } from '../nouns.ts';
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { useStore } from '../../store/useStore.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { DigitMatrix, type MatrixCell } from '../charts/DigitMatrix.tsx';
import { matrixNumbers } from '../charts/matrixNumbers.ts';
import { count } from '../../experiment/words/numbers.ts';
import { NETWORK_LABEL } from '../theme.ts';
import { DigitGallery } from './DigitGallery.tsx';
import { NetworkSwitch } from './NetworkSwitch.tsx';
import { Nothing } from './Nothing.tsx';

/** Digits that one cell opens at most. */
const MAX_OPENED = 60;

export function ConfusionView() {
  const network = useStore((state) => state.shownNetwork);
  const record = useStore((state) => state.run.record);
  const names = useStore(recordNames);
  const { images } = useStore(recordNouns);
  const [chosen, setChosen] = useState<MatrixCell | null>(null);
  const teacher = record?.teacher ? [record.teacher] : [];
  const arm = record?.arms.find(({ name }) => name === network);
  const measured = network === 'teacher' ? teacher : (arm?.seeds ?? []);
  const counts = Array.from({ length: NUM_CLASSES ** 2 }, (_, cell) =>
    measured.length ? mean(measured.map(({ confusion }) => confusion[cell]!)) : 0,
  );
  const mostWrong = Math.max(
    1,
    ...counts.filter((_, cell) => Math.floor(cell / NUM_CLASSES) !== cell % NUM_CLASSES),
  );
  if (measured.length === 0) return <p className="empty">The matrix appears with the first report.</p>;
  return (
    <div className="matrix-and-digits">
      <ChartFrame
        title={`${NETWORK_LABEL[network]}: ${measured.length > 1 ? `mean of ${measured.length} seeds, ` : ''}of ${count(measured[0]!.numTested)} test ${images}`}
        fileName="distillery-confusion"
        numbers={() => matrixNumbers(counts, names)}
        isTable
      >
        <DigitMatrix
          name="Confusion"
          axes="is \ read"
          names={names}
          values={counts}
          strength={(value, { label, digit }) => (label === digit ? 0 : value / mostWrong)}
          format={(value) => (value === 0 ? '·' : String(Number(value.toFixed(value < 10 ? 1 : 0))))}
          chosen={chosen}
          onChoose={setChosen}
        />
      </ChartFrame>
      <div className="opened-digits">
        <NetworkSwitch label="Network of the matrix" />
        <OpenedDigits chosen={chosen} />
      </div>
    </div>
  );
}

function OpenedDigits({ chosen }: { readonly chosen: MatrixCell | null }) {
  const readings = useStore((state) => state.run.record?.readings ?? null);
  const names = useStore(recordNames);
  const { image, images } = useStore(recordNouns);
  const network = useStore((state) => state.shownNetwork);
  const found = useMemo(
    () => (readings && chosen ? readAs(readings, network, chosen.label, chosen.digit) : []),
    [readings, network, chosen],
  );
  const indices = useMemo(() => found.slice(0, MAX_OPENED).map(({ index }) => index), [found]);
  const numSeeds = readings ? logitsNamed(readings, network).length : 0;
  if (!readings || numSeeds === 0)
    return <Nothing className="muted small">Cells open their {images} once the run has finished.</Nothing>;
  if (!chosen) return <p className="muted small">Choose a cell to see its {images}.</p>;
  const votes = new Map(found.map((each) => [each.index, each.votes]));
  return (
    <>
      <p className="small" role="status">
        {names[chosen.label]} read as {names[chosen.digit]}: {found.length}{' '}
        {found.length === 1 ? image : images}
        {numSeeds > 1 && ', by so many of the seeds'}
        {found.length > MAX_OPENED && `; the first ${MAX_OPENED}`}
      </p>
      <DigitGallery
        readings={readings}
        indices={indices}
        captionOf={(index) => (numSeeds > 1 ? `${votes.get(index) ?? 0} of ${numSeeds}` : `no. ${index}`)}
      />
    </>
  );
}
