/** What the rooms are made of: fetched when somebody enters, or is about to. */
import type { Room } from '../../library/permalink.ts';
import { actions, readKeptAhead } from '../../store/useStore.ts';

export const LOAD_ROOM = {
  story: () => import('../story/StoryRoom.tsx'),
  experiments: () => import('./ExperimentsRoom.tsx'),
} as const;

/** A room that is not there by then says that it is being loaded; React would show that for 300 ms at least. */
const PATIENCE_MS = 150;

const there = new Set<Room>(['playground']);
let lastWish = 0;

/** Called when somebody points at the way there. What cannot be had now is asked for again, and said, when they enter. */
export async function prepareRoom(room: Room): Promise<void> {
  if (room === 'experiments') void readKeptAhead();
  if (room !== 'playground') await LOAD_ROOM[room]();
  there.add(room);
}

/** At once where the room is there, else when it is, or soon. */
export function enterRoom(room: Room): void {
  const wish = ++lastWish;
  const enter = () => wish === lastWish && actions.enterRoom(room);
  if (there.has(room)) enter();
  else
    Promise.race([prepareRoom(room), new Promise((done) => setTimeout(done, PATIENCE_MS))]).then(
      enter,
      enter,
    );
}
