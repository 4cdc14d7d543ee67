/** A named region of the page; if what is inside breaks, the rest of the page goes on. */
import { Component, useId, type ReactNode } from 'react';
import { messageOf } from '../../experiment/messageOf.ts';

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
      <PanelBoundary>{children}</PanelBoundary>
    </section>
  );
}

interface BoundaryState {
  readonly message: string | null;
}

export class PanelBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { message: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { message: messageOf(error) };
  }

  override render() {
    if (this.state.message === null) return this.props.children;
    return (
      <p role="alert">
        This panel broke: {this.state.message}. The rest of the page goes on; reload to mend it.
      </p>
    );
  }
}
