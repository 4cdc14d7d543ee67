/** A panel below the first screen: its heading stands at once, what is in it is made when somebody comes near. */
import { Suspense, type ReactNode } from 'react';
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
  const head = (
    <Panel title={title}>
      <div className="panel-to-come" />
    </Panel>
  );
  return (
    <div className="below" ref={place}>
      {isNear ? <Suspense fallback={head}>{children}</Suspense> : head}
    </div>
  );
}
