/** A script that trains students as the run did, and the two things that it wants beside it. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../experiment/messageOf.ts';
import type { RunRecord } from '../../experiment/record.ts';
import { trainingCode } from '../../library/models/code/pytorch.ts';
import { writeModel } from '../../library/models/takeAway.ts';
import { actions } from '../../store/useStore.ts';
import { saveFile } from '../saveFile.ts';
import { LinkField } from '../share/LinkField.tsx';

const TEACHER_FILE = 'distillery-teacher.json';
const SCRIPT_FILE = 'distillery-training.py';

export function SameTraining({ record }: { readonly record: RunRecord }) {
  const { teacher } = record.weights;
  const [problem, setProblem] = useState<string | null>(null);
  const [isPacking, setIsPacking] = useState(false);
  const script = trainingCode(record.config, TEACHER_FILE, record.data.name);
  const saveTeacher = async () => {
    if (teacher) saveFile(TEACHER_FILE, await writeModel('json', teacher, 'The teacher of the run'));
  };
  const saveDigits = async () => {
    setProblem(null);
    setIsPacking(true);
    try {
      const zip = await actions.packDigits(record.data.id);
      saveFile(zip.name, zip);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setIsPacking(false);
    }
  };
  return (
    <>
      <p className="small">
        The same method with this run’s settings, in PyTorch. It wants the run’s teacher and digits beside it:
        save all three, unpack the digits, and start it with Python.
      </p>
      <Group my="sm">
        <Button size="xs" onClick={() => saveFile(SCRIPT_FILE, new Blob([script]))}>
          Download {SCRIPT_FILE}
        </Button>
        <Button size="xs" variant="default" disabled={!teacher} onClick={() => void saveTeacher()}>
          Download {TEACHER_FILE}
        </Button>
        <Button size="xs" variant="default" loading={isPacking} onClick={() => void saveDigits()}>
          Download the digits
        </Button>
      </Group>
      {problem && (
        <p className="small" role="alert">
          {problem}
        </p>
      )}
      <LinkField label="Script that trains the same way" rows={14} text={script} />
    </>
  );
}
