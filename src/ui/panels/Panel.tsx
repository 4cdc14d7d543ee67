/** A named region of the page; if what is inside breaks, the rest of the page goes on. */
import { useId, type ReactNode } from 'react';
import { Boundary } from '../Boundary.tsx';

interface Props {
  readonly title: string;
  /** Names the region all the same. */
  readonly isTitleHidden?: boolean;
  /** In the place of the title. */
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, isTitleHidden = false, lead, aside, children }: Props) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-header">
        <h2 id={id} className={isTitleHidden ? 'unseen' : undefined}>
          {title}
        </h2>
        {lead}
        {aside}
      </header>
      <Boundary>{children}</Boundary>
    </section>
  );
}
