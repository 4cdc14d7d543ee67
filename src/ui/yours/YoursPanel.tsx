/** What a person drew when asked, and what each network takes it for. */
import { countedDigits } from '../../data/askedDigits.ts';
import { splitOf } from '../../data/drawnDigits.ts';
import { NETWORKS_IN_TABLE, NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import { readSentence } from '../../experiment/words/yours.ts';
import { recordNames } from '../../store/selectors.ts';
import { areOtherClasses, yoursOf, type Yours } from '../../store/yours.ts';
import { useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { SaveDigits } from '../own/SaveDigits.tsx';
import { Panel } from '../panels/Panel.tsx';

/** So called, another program, and this page too, takes them for digits to test on. */
const STEM = 'yours-test';

export function YoursPanel() {
  const yours = useStore(yoursOf);
  const isOther = useStore(areOtherClasses);
  const names = useStore((state) => state.drawn.classNames);
  const taught = useStore(recordNames);
  const counted = countedDigits(useStore((state) => state.drawn.digits));
  return (
    <Panel title="Yours">
      {yours && <WhatIsRead yours={yours} names={names} />}
      {!yours && counted.length > 0 && (
        <p className="lede">
          {isOther
            ? `You drew ${names.join(', ')}; the networks of this run are taught ${taught.join(', ')}. So they are not asked.`
            : `What networks read of your ${counted.length} stands here with the first run.`}
        </p>
      )}
      {counted.length === 0 && (
        <p className="lede">When all ten are drawn, what the networks read of them stands here.</p>
      )}
      {counted.length > 0 && (
        <div className="row">
          <SaveDigits split={splitOf(counted)} names={names} stem={STEM} />
        </div>
      )}
    </Panel>
  );
}

function WhatIsRead({
  yours: { digits, read },
  names,
}: {
  readonly yours: Yours;
  readonly names: readonly string[];
}) {
  const networks = NETWORKS_IN_TABLE.filter(({ network }) => read[network]);
  return (
    <>
      <p className="lede">
        {digits.length} digits of one hand, none chosen for how it was read. So few say little: in brackets
        stand the shares of all that you might draw that still fit such a count (95 %, Wilson’s interval).
      </p>
      <ul className="yours-sentences">
        {networks.map(({ network, header }) => (
          <li key={network}>
            <strong style={{ color: NETWORK_COLOUR[network] }}>{header}</strong>{' '}
            {readSentence(read[network]!, digits, names)}
          </li>
        ))}
      </ul>
      <ul className="gallery yours-digits" aria-label="What you drew">
        {digits.map(({ id, label, image }, at) => (
          <li key={id}>
            <DigitPreview image={image} label={`Your ${names[label]}`} className="thumbnail" />
            <span className="yours-name">{names[label]}</span>
            {networks.map(({ network }) => (
              <ReadAs
                key={network}
                who={NETWORK_LABEL[network]}
                colour={NETWORK_COLOUR[network]}
                names={names}
                label={label}
                read={read[network]![at]!}
              />
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ReadAsProps {
  readonly who: string;
  readonly colour: string;
  readonly names: readonly string[];
  readonly label: number;
  readonly read: number;
}

function ReadAs({ who, colour, names, label, read }: ReadAsProps) {
  const isRight = read === label;
  return (
    <span className="small yours-read" style={{ color: colour }}>
      {who}
      <strong>
        <span aria-hidden="true">{isRight ? '✓' : '✗'}</span>{' '}
        <span className={isRight ? 'unseen' : undefined}>{names[read]}</span>
      </strong>
    </span>
  );
}
