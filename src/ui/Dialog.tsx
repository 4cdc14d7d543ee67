/** A dialog of this page: named, closed by a button that says what it closes, and the focus goes back to what opened it. */
import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from './useFocusBack.ts';

interface Props extends Omit<ModalProps, 'opened' | 'title' | 'closeButtonProps'> {
  readonly title: string;
  /** Left out where it is there only while it is open. */
  readonly isOpen?: boolean;
  /** What the button that closes it is called. */
  readonly closeLabel: string;
}

export function Dialog({ isOpen = true, closeLabel, ...props }: Props) {
  useFocusBack(isOpen);
  return <Modal {...props} opened={isOpen} closeButtonProps={{ 'aria-label': closeLabel }} />;
}
