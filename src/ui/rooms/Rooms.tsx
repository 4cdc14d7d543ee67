/** The rooms of the page: each is loaded when it is first wanted, and stays as it was left. */
import { Activity, Suspense, useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Room } from '../../library/permalink.ts';
import { roomOf } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { later } from '../later.tsx';
import { Boundary } from '../Boundary.tsx';
import { LOAD_ROOM } from './loadRoom.ts';
import { Playground } from './Playground.tsx';
import { ROOM_LABEL } from './roomLabels.ts';
import { usePlaces } from './usePlaces.ts';

const StoryRoom = later(LOAD_ROOM.story, 'StoryRoom');
const ExperimentsRoom = later(LOAD_ROOM.experiments, 'ExperimentsRoom');

/** @param onMounted called when there is something on the screen to look at */
export function Rooms({ onMounted }: { readonly onMounted: () => void }) {
  const wanted = useStore(roomOf);
  const room = useDeferredValue(wanted); // the room before stays until this one is there
  const [visited, setVisited] = useState<readonly Room[]>([room]);
  if (!visited.includes(room)) setVisited([...visited, room]);
  const main = useRef<HTMLElement>(null);
  usePlaces(main, room);
  useEffect(() => {
    document.title = `${ROOM_LABEL[room]} · Distillery`;
  }, [room]);

  const made: Readonly<Record<Room, ReactNode>> = {
    playground: <Playground onFigureMounted={onMounted} />,
    story: <StoryRoom />,
    experiments: <ExperimentsRoom />,
  };
  return (
    <main ref={main} tabIndex={-1} aria-label={ROOM_LABEL[room]}>
      {visited.map((each) => (
        // A room out of sight keeps its state and does nothing: its effects are undone until somebody comes back.
        <Activity key={each} mode={each === room ? 'visible' : 'hidden'}>
          <Boundary>
            <Suspense fallback={<p className="empty room-to-come">Loading {ROOM_LABEL[each]} …</p>}>
              {made[each]}
              {each !== 'playground' && <Mounted onMounted={onMounted} />}
            </Suspense>
          </Boundary>
        </Activity>
      ))}
    </main>
  );
}

/** Tells that what is beside it stands. */
function Mounted({ onMounted }: { readonly onMounted: () => void }) {
  useEffect(onMounted, [onMounted]);
  return null;
}
