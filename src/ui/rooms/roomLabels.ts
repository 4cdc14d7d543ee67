/** What the rooms are called, in their links and in the title of the window. */
import type { Room } from '../../library/permalink.ts';

export const ROOM_LABEL: Readonly<Record<Room, string>> = {
  playground: 'Playground',
  story: 'Story',
  experiments: 'Experiments',
};
