/** Keeps what breaks inside of it from taking the rest of the page along; says what happened, and lets one try again. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Broken } from './Broken.tsx';

interface Props {
  /** For what can be closed, as a dialog. */
  readonly onClose?: (() => void) | undefined;
  /** Of a dialog; of a closed one nothing is said. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

interface State {
  readonly failure: { readonly error: unknown } | null;
  /** The components around the one that broke, as React tells them. */
  readonly components: string;
}

const WHOLE: State = { failure: null, components: '' };

export class Boundary extends Component<Props, State> {
  override state = WHOLE;

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failure: { error } };
  }

  override componentDidCatch(_: unknown, { componentStack }: ErrorInfo) {
    this.setState({ components: componentStack ?? '' });
  }

  override componentDidUpdate({ isOpen: wasOpen = true }: Props) {
    if (wasOpen && this.props.isOpen === false && this.state.failure) this.again(); // opened once more, it may do
  }

  again = () => this.setState(WHOLE);

  override render() {
    const { failure, components } = this.state;
    const { children, onClose, isOpen = true } = this.props;
    if (!failure) return children;
    if (!isOpen) return null;
    return <Broken error={failure.error} components={components} onAgain={this.again} onClose={onClose} />;
  }
}
