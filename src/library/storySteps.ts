/** The steps of the Story, in their order, as a link names them: `#view=story&step=temperature`. */
export const STORY_STEPS = [
  'readers',
  'logits',
  'temperature',
  'dark-knowledge',
  'losses',
  'evidence',
] as const;

export type StoryStep = (typeof STORY_STEPS)[number];
