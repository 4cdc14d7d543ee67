/** All that is fuzzed, by name: every reader of other people's text or bytes, and every reducer. */
import { COMMAND_TARGETS } from './commandTargets.ts';
import { FILE_TARGETS } from './fileTargets.ts';
import { KEPT_TARGETS } from './keptTargets.ts';
import type { Target } from './law.ts';
import { LINK_TARGETS } from './linkTargets.ts';
import { NETWORK_TARGETS } from './networkTargets.ts';
import { REDUCER_TARGETS } from './reducerTargets.ts';
import { RESULT_TARGETS } from './resultTargets.ts';

export const TARGETS: Readonly<Record<string, Target>> = {
  ...LINK_TARGETS,
  ...FILE_TARGETS,
  ...NETWORK_TARGETS,
  ...RESULT_TARGETS,
  ...KEPT_TARGETS,
  ...COMMAND_TARGETS,
  ...REDUCER_TARGETS,
};
