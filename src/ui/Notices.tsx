/** What went wrong and what still works, in words, above everything else. */
import { Suspense } from 'react';
import { isUnderWay, roomOf } from '../store/selectors.ts';
import { useStore } from '../store/useStore.ts';
import { later, Nothing } from './later.tsx';
import { ROOM_LABEL } from './rooms/roomLabels.ts';

const Remarks = later(() => import('./Remarks.tsx'), 'Remarks');
const OwnSeed = later(() => import('./OwnSeed.tsx'), 'OwnSeed');
const UnfinishedRun = later(() => import('./UnfinishedRun.tsx'), 'UnfinishedRun');
const NewerPage = later(() => import('./offline/NewerPage.tsx'), 'NewerPage', { instead: Nothing });

export function Notices() {
  const hasNewerPage = useStore((state) => state.hasNewerPage);
  const engine = useStore((state) => state.engine);
  const data = useStore((state) => state.data);
  const run = useStore((state) => state.run);
  const shipped = useStore((state) => state.shipped);
  const refusal = useStore((state) => state.refusal);
  const notice = useStore((state) => state.notice);
  const linkProblem = useStore((state) => state.linkProblem);
  const lessonProblem = useStore((state) => state.lessonProblem);
  const hiddenRoom = useStore((state) => (roomOf(state) === state.view ? null : state.view));
  const isOwnSeed = useStore(({ drawnSeed, config }) => drawnSeed === config.seed);
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
      {data.remarks.length > 0 && (
        <Suspense>
          <Remarks />
        </Suspense>
      )}
      <Offered />
      {hasNewerPage && (
        <Suspense>
          <NewerPage />
        </Suspense>
      )}
      {isOwnSeed && (
        <Suspense>
          <OwnSeed />
        </Suspense>
      )}
      {data.note && (
        <p className="notices muted" role="status" aria-label="About the digits">
          {data.note}
        </p>
      )}
    </>
  );
}

/** What an earlier visit left, as long as nothing else is trained. */
function Offered() {
  const offer = useStore(({ run, offer: found }) => (isUnderWay(run) ? null : found));
  return (
    offer && (
      <Suspense>
        <UnfinishedRun offer={offer} />
      </Suspense>
    )
  );
}
