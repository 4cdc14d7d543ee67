/** A panel below the first screen: its heading stands at once, what is in it is made when somebody comes near. */
import { Suspense, type ReactNode } from 'react';
import { useNear } from '../useNear.ts';
import { Panel } from './Panel.tsx';

/** A panel's head alone may be in sight on opening: more than that must be. */
const IN_SIGHT = -60;

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

export function PanelBelow({ title, children }: Props) {
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
