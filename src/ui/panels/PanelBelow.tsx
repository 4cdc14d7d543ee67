/** A panel below the first screen: its heading stands at once, what is in it is made when somebody comes near. */
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import type { LessonControl } from '../../library/lesson.ts';
import { Shown } from '../Shown.tsx';
import { useNear } from '../useNear.ts';
import { Panel } from './Panel.tsx';

/** A panel's head alone may be in sight on opening: more than that must be. */
const IN_SIGHT = -60;

interface Props {
  /** By which a lesson may hide it. */
  readonly name: LessonControl;
  readonly title: string;
  readonly children: ReactNode;
}

export function PanelBelow({ name, ...panel }: Props) {
  return (
    <Shown name={name}>
      <MadeWhenNear {...panel} />
    </Shown>
  );
}

function MadeWhenNear({ title, children }: Omit<Props, 'name'>) {
  const [place, isNear] = useNear<HTMLDivElement>(IN_SIGHT);
  const [isMade, setIsMade] = useState(false);
  const head = (
    <Panel title={title}>
      <div className="panel-to-come" />
    </Panel>
  );
  return (
    // Before it is made there is nothing in it that Tab could come to: the place itself takes the focus, and is near then.
    <div
      className="below"
      ref={place}
      role={isMade ? undefined : 'group'}
      aria-label={isMade ? undefined : title}
      tabIndex={isMade ? -1 : 0}
    >
      {isNear ? (
        <Suspense fallback={head}>
          {children}
          <Made onMade={setIsMade} />
        </Suspense>
      ) : (
        head
      )}
    </div>
  );
}

/** Tells that what is beside it is no longer awaited. */
function Made({ onMade }: { readonly onMade: (isMade: boolean) => void }) {
  useEffect(() => onMade(true), [onMade]);
  return null;
}
