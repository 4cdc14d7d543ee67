/** The steps of the Story, by the names in a link. */
import { STORY_STEPS, type StoryStep } from '../../library/storySteps.ts';
import type { Step } from './step.ts';
import { darkKnowledge } from './steps/darkKnowledge.ts';
import { evidence } from './steps/evidence.ts';
import { logits } from './steps/logits.ts';
import { losses } from './steps/losses.ts';
import { readers } from './steps/readers.ts';
import { temperature } from './steps/temperature.ts';

const BY_NAME: Readonly<Record<StoryStep, Step>> = {
  readers,
  logits,
  temperature,
  'dark-knowledge': darkKnowledge,
  losses,
  evidence,
};

export const STEPS = STORY_STEPS.map((name) => BY_NAME[name]);
