/** The elements of MathML Core that formulas use; React knows them, its types do not. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type MathElement = DetailedHTMLProps<HTMLAttributes<MathMLElement>, MathMLElement> & {
  readonly display?: 'block';
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      math: MathElement;
      mrow: MathElement;
      mi: MathElement;
      mn: MathElement;
      mo: MathElement;
      mtext: MathElement;
      mfrac: MathElement;
      msub: MathElement;
      msup: MathElement;
      munder: MathElement;
    }
  }
}
