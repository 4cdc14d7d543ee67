/** The networks that a run compares, by name. */

export const ARMS = ['standalone', 'distilled'] as const;
export type Arm = (typeof ARMS)[number];

export const NETWORKS = ['teacher', 'distilled', 'standalone'] as const;
export type NetworkName = (typeof NETWORKS)[number];
