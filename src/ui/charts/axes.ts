/** What the axes of all charts share. */

const TICKS = { tick: { fill: 'var(--muted)', fontSize: 12 }, tickLine: false } as const;

export const X_AXIS = { ...TICKS, stroke: 'var(--hairline)' } as const;
export const Y_AXIS = { ...TICKS, axisLine: false, width: 56 } as const;

export const TOOLTIP = {
  isAnimationActive: false,
  contentStyle: { background: 'var(--ground)', borderColor: 'var(--hairline)', fontSize: 12 },
} as const;
