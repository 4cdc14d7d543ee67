/** What went wrong and what still works, in words, above everything else. */
import { roomOf } from '../store/selectors.ts';
import { useStore } from '../store/useStore.ts';
import { Remarks } from './Remarks.tsx';
import { ROOM_LABEL } from './rooms/roomLabels.ts';

export function Notices() {
  const engine = useStore((state) => state.engine);
  const data = useStore((state) => state.data);
  const run = useStore((state) => state.run);
  const shipped = useStore((state) => state.shipped);
  const refusal = useStore((state) => state.refusal);
  const notice = useStore((state) => state.notice);
  const linkProblem = useStore((state) => state.linkProblem);
  const lessonProblem = useStore((state) => state.lessonProblem);
  const hiddenRoom = useStore((state) => (roomOf(state) === state.view ? null : state.view));
  const slow =
    engine.status === 'ready' ? engine.backend.notes.filter((note) => note.startsWith('wasm:')) : [];
  const messages = [
    ...(engine.status === 'failed'
      ? [`${engine.message} Nothing can be trained; drawing and the text still work.`]
      : []),
    ...(linkProblem ? [linkProblem] : []),
    ...(lessonProblem ? [lessonProblem] : []),
    ...(hiddenRoom ? [`This lesson hides the room ${ROOM_LABEL[hiddenRoom]}: this is the Playground.`] : []),
    ...slow.map((note) => `${note}. Everything works, but training takes longer.`),
    ...(shipped.status === 'failed'
      ? [`The shipped teacher could not be loaded: ${shipped.message} A teacher is trained instead.`]
      : []),
    ...(data.message ? [`${data.message}${data.summary ? ` ${data.summary.name} is in use.` : ''}`] : []),
    ...(run.status === 'failed' && run.message
      ? [`${run.message} What was measured before stays below.`]
      : []),
    ...(refusal ? [`${refusal} Nothing was begun; what is shown stays.`] : []),
    ...(notice ? [notice] : []),
  ];
  return (
    <>
      {messages.length > 0 && (
        <div className="notices" role="alert">
          {[...new Set(messages)].map((message) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      )}
      <Remarks />
      <OwnSeed />
      {data.note && (
        <p className="notices muted" role="status" aria-label="About the digits">
          {data.note}
        </p>
      )}
    </>
  );
}

/** Said as long as the seed that a link for a class drew is the one in use. */
function OwnSeed() {
  const seed = useStore(({ drawnSeed, config }) => (drawnSeed === config.seed ? drawnSeed : null));
  if (seed === null) return null;
  return (
    <p className="notices muted" role="status" aria-label="Your seed">
      This link drew seed <span translate="no">{seed}</span> for you alone: your run is a replicate of its
      own. It stands in the address now, so a reload trains the same run.
    </p>
  );
}
