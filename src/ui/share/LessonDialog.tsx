/** Picks the controls that a lesson hides, and gives the link. Loaded when it is first wanted. */
import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useState } from 'react';
import { CONTROL_NAMES, LESSON_CONTROLS, withLesson, type LessonControl } from '../../library/lesson.ts';
import { page } from '../../store/useStore.ts';

interface Props {
  readonly link: string;
  readonly onClose: () => void;
}

export function LessonDialog({ link, onClose }: Props) {
  const [hidden, setHidden] = useState<readonly LessonControl[]>([...page.store.getState().hidden]);
  const clipboard = useClipboard({ timeout: 60_000 });
  const lesson = withLesson(link, hidden);
  const toggle = (name: LessonControl) =>
    setHidden(hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name]);
  return (
    <Modal
      opened
      onClose={onClose}
      title="Make a lesson link"
      closeButtonProps={{ 'aria-label': 'Close the lesson link' }}
    >
      <p>
        A lesson opens with the settings of the run on display, or of now before there is one, and without the
        controls that you hide:
      </p>
      <Group component="fieldset" aria-label="Controls to hide" className="lesson-controls" gap="xs" my="sm">
        {CONTROL_NAMES.map((name) => (
          <Checkbox
            key={name}
            size="xs"
            label={LESSON_CONTROLS[name]}
            checked={hidden.includes(name)}
            onChange={() => toggle(name)}
          />
        ))}
      </Group>
      <TextInput
        label="Link of the lesson"
        size="xs"
        readOnly
        value={lesson}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group mt="sm" gap="sm">
        <Button size="xs" onClick={() => clipboard.copy(lesson)}>
          Copy
        </Button>
        <span role="status" aria-label="Link of the lesson">
          {clipboard.error && 'The browser does not let this page copy: select the link and copy it.'}
          {clipboard.copied && 'Copied.'}
        </span>
      </Group>
    </Modal>
  );
}
