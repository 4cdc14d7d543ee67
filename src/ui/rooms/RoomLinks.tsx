/** The links from room to room. Each carries all that is set, for whoever opens it in a window of its own. */
import type { MouseEvent } from 'react';
import { ROOMS, writeHash, type Room } from '../../library/permalink.ts';
import { linkTo } from '../../store/link.ts';
import { isOpenRoom, roomOf } from '../../store/selectors.ts';
import { page, useStore } from '../../store/useStore.ts';
import { enterRoom, prepareRoom } from './loadRoom.ts';
import { ROOM_LABEL } from './roomLabels.ts';

export function RoomLinks() {
  const current = useStore(roomOf);
  const hidden = useStore((state) => state.hidden);
  const rooms = ROOMS.filter((room) => isOpenRoom({ hidden }, room));
  if (rooms.length < 2) return null;
  return (
    <nav className="rooms" aria-label="Rooms">
      {rooms.map((room) => (
        <a
          key={room}
          href={`#view=${room}`}
          aria-keyshortcuts={String(ROOMS.indexOf(room) + 1)}
          aria-current={room === current ? 'page' : undefined}
          onPointerEnter={() => prepare(room)}
          onPointerDown={bringUpToDate(room)}
          onFocus={(event) => {
            prepare(room);
            bringUpToDate(room)(event);
          }}
          onClick={(event) => {
            if (isForAnotherWindow(event)) return;
            event.preventDefault();
            enterRoom(room);
          }}
        >
          {ROOM_LABEL[room]}
        </a>
      ))}
    </nav>
  );
}

/** What fails is said when somebody enters. */
const prepare = (room: Room) => void prepareRoom(room).catch(() => undefined);

/** Only when somebody may follow it: settings change with every move of a slider. */
function bringUpToDate(view: Room) {
  return ({ currentTarget }: { readonly currentTarget: HTMLAnchorElement }) => {
    currentTarget.hash = writeHash({ ...linkTo(page.store.getState()), view }) || `#view=${view}`;
  };
}

const isForAnotherWindow = ({ metaKey, ctrlKey, shiftKey, altKey, button }: MouseEvent) =>
  metaKey || ctrlKey || shiftKey || altKey || button !== 0;
