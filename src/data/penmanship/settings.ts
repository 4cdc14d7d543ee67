/** How sloppily a set is written. *mid* is as hard as MNIST for a small student; *default* teaches networks to read anybody. */

import type { Sloppiness } from '../../experiment/config.ts';

export interface HandSettings {
  /** Independent jitter of each point, in hundredths of the box. */
  readonly jitter: number;
  /** Jitter that drifts along a stroke. */
  readonly drift: number;
  /** Amplitude of the elastic warp. */
  readonly elastic: number;
  /** Spread of the log exponent that moves the weight of the digit up or down. */
  readonly yPower: number;
  /** Spread of the taper: wider above or below. */
  readonly taper: number;
  /** Spread of the slant. */
  readonly slant: number;
  /** Spread of the log width. */
  readonly width: number;
  readonly rotationDegrees: number;
}

export const HANDS: Readonly<Record<Sloppiness, HandSettings>> = {
  calm: {
    jitter: 2.6,
    drift: 1.9,
    elastic: 2.6,
    yPower: 0.08,
    taper: 0.12,
    slant: 0.15,
    width: 0.12,
    rotationDegrees: 3,
  },
  mid: {
    jitter: 3.2,
    drift: 2.4,
    elastic: 3.4,
    yPower: 0.13,
    taper: 0.18,
    slant: 0.26,
    width: 0.22,
    rotationDegrees: 7,
  },
  default: {
    jitter: 4.2,
    drift: 3,
    elastic: 4.5,
    yPower: 0.16,
    taper: 0.22,
    slant: 0.28,
    width: 0.24,
    rotationDegrees: 7,
  },
  hard: {
    jitter: 5.5,
    drift: 4,
    elastic: 6,
    yPower: 0.16,
    taper: 0.22,
    slant: 0.28,
    width: 0.24,
    rotationDegrees: 7,
  },
};
