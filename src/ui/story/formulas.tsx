/** The formulas of the Story as MathML, which browsers set and screen readers read by themselves. */
import type { ReactNode } from 'react';
import type { Config } from '../../experiment/config.ts';
import { useStore } from '../../store/useStore.ts';
import { usePart } from './lighting.tsx';
import type { FormulaName, PartName } from './step.ts';

const FORMULAS: Readonly<Record<FormulaName, () => ReactNode>> = {
  softmax: () => <Softmax />,
  softened: () => <Softmax isSoftened />,
  loss: () => <Loss />,
};

export function Formula({ name }: { readonly name: FormulaName }) {
  return <div className="story-formula">{FORMULAS[name]()}</div>;
}

/** p_i = e^z_i / Σ e^z_j; softened, the logits are divided by T. */
function Softmax({ isSoftened = false }: { readonly isSoftened?: boolean }) {
  const power = (index: string) => (
    <msup>
      <mi>e</mi>
      <mrow>
        <Sub of="z" index={index} />
        {isSoftened && (
          <>
            <mo>/</mo>
            <Lit part="temperature">
              <mi>T</mi>
            </Lit>
          </>
        )}
      </mrow>
    </msup>
  );
  const sum = (
    <>
      <munder>
        <mo>∑</mo>
        <mi>j</mi>
      </munder>
      {power('j')}
    </>
  );
  return (
    <math display="block">
      <mrow>
        <Sub of="p" index="i" />
        <mo>=</mo>
        <mfrac>
          {isSoftened ? <mrow>{power('i')}</mrow> : <Lit part="power">{power('i')}</Lit>}
          {isSoftened ? <mrow>{sum}</mrow> : <Lit part="sum">{sum}</Lit>}
        </mfrac>
      </mrow>
    </math>
  );
}

/** The loss of the run on display; of the settings before there is one. */
function Loss() {
  const form = useStore(({ run, config }) => (run.record?.config ?? config).softLoss);
  const isSquared = useStore(({ run, config }) => (run.record?.config ?? config).squareTemperature);
  return (
    <math display="block">
      <mrow>
        <Lit part="total">
          <mi>L</mi>
        </Lit>
        <mo>=</mo>
        <Lit part="hard">
          <mo>(</mo>
          <mn>1</mn>
          <mo>−</mo>
          <mi>w</mi>
          <mo>)</mo>
          <mo>·</mo>
          <Of name="CE" one={<mi>y</mi>} other={<At of="p" />} />
        </Lit>
        <mo>+</mo>
        <Lit part="soft">
          <mi>w</mi>
          <mo>·</mo>
          {isSquared && form !== 'logits' && (
            <>
              <msup>
                <mi>T</mi>
                <mn>2</mn>
              </msup>
              <mo>·</mo>
            </>
          )}
          <SoftTerm form={form} />
        </Lit>
      </mrow>
    </math>
  );
}

function SoftTerm({ form }: { readonly form: Config['softLoss'] }) {
  const between = { one: <At of="q" temperature="T" />, other: <At of="p" temperature="T" /> };
  switch (form) {
    case 'probabilities':
      return <Of name="KL" {...between} />;
    case 'standardised':
      return <Of name="KL, logits standardised" {...between} />;
    case 'topK':
      return <Of name="KL, highest of q" {...between} />;
    case 'jensenShannon':
      return (
        <Of
          name="JS"
          one={
            <>
              <mi>β</mi>
              <mo>;</mo>
              {between.one}
            </>
          }
          other={between.other}
        />
      );
    case 'decoupled':
      return (
        <mrow>
          <mo>(</mo>
          <mtext>TCKD</mtext>
          <mo>+</mo>
          <mi>β</mi>
          <mo>·</mo>
          <mtext>NCKD</mtext>
          <mo>)</mo>
        </mrow>
      );
    case 'logits':
      return (
        <mrow>
          <mfrac>
            <mn>1</mn>
            <mn>2</mn>
          </mfrac>
          <mo>·</mo>
          <mtext>mean</mtext>
          <msup>
            <mrow>
              <mo>(</mo>
              <mi>z</mi>
              <mo>−</mo>
              <mi>v</mi>
              <mo>)</mo>
            </mrow>
            <mn>2</mn>
          </msup>
        </mrow>
      );
    default:
      throw new Error(`Unknown soft loss ${String(form satisfies never)}.`);
  }
}

function Lit({ part, children }: { readonly part: PartName; readonly children: ReactNode }) {
  return (
    <mrow className="story-part" tabIndex={0} {...usePart(part)}>
      {children}
    </mrow>
  );
}

function Sub({ of, index }: { readonly of: string; readonly index: string }) {
  return (
    <msub>
      <mi>{of}</mi>
      <mi>{index}</mi>
    </msub>
  );
}

/** p(T), or p(1). */
function At({ of, temperature }: { readonly of: string; readonly temperature?: string }) {
  return (
    <mrow>
      <mi>{of}</mi>
      <mo>(</mo>
      {temperature ? <mi>{temperature}</mi> : <mn>1</mn>}
      <mo>)</mo>
    </mrow>
  );
}

function Of({
  name,
  one,
  other,
}: {
  readonly name: string;
  readonly one: ReactNode;
  readonly other: ReactNode;
}) {
  return (
    <mrow>
      <mtext>{name}</mtext>
      <mo>(</mo>
      {one}
      <mo>,</mo>
      {other}
      <mo>)</mo>
    </mrow>
  );
}
