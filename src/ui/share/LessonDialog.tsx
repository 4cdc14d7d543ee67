/** Picks the controls that a lesson hides, and gives the link. Loaded when it is first wanted. */
import { Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { CONTROL_NAMES, withLesson, type LessonControl } from '../../library/lesson.ts';
import { LESSON_LABELS } from '../../library/lessonLabels.ts';
import { page } from '../../store/useStore.ts';
import { Dialog } from '../Dialog.tsx';
import { LinkField } from './LinkField.tsx';

interface Props {
  readonly link: string;
  readonly onClose: () => void;
}

export function LessonDialog({ link, onClose }: Props) {
  const [hidden, setHidden] = useState<readonly LessonControl[]>([...page.store.getState().hidden]);
  const toggle = (name: LessonControl) =>
    setHidden(hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name]);
  return (
    <Dialog onClose={onClose} title="Make a lesson link" closeLabel="Close the lesson link">
      <p>
        A lesson opens with the settings of the run on display, or of now before there is one, and without the
        controls that you hide:
      </p>
      <Group component="fieldset" aria-label="Controls to hide" className="lesson-controls" gap="xs" my="sm">
        {CONTROL_NAMES.map((name) => (
          <Checkbox
            key={name}
            size="xs"
            label={LESSON_LABELS[name]}
            checked={hidden.includes(name)}
            onChange={() => toggle(name)}
          />
        ))}
      </Group>
      <LinkField label="Link of the lesson" text={withLesson(link, hidden)} />
    </Dialog>
  );
}
