/** What each direction of the KL punishes on the probe, between teacher and distilled student. Loaded when it is first wanted. */
import { useDeferredValue } from 'react';
import { logSoftmax } from '../../distillation/softmax.ts';
import { namesReadBy } from '../../store/selectors.ts';
import { useStore } from '../../store/useStore.ts';
import { DirectionsChart } from '../charts/DirectionsChart.tsx';
import { useProbeLogits } from '../useProbeLogits.ts';

export function Directions({ temperature }: { readonly temperature: number }) {
  const [ofTeacher, ofStudent] = [useProbeLogits('teacher'), useProbeLogits('distilled')];
  const [teacher, student] = [useDeferredValue(ofTeacher), useDeferredValue(ofStudent)];
  const names = useStore((state) => namesReadBy(state, 'distilled'));
  if (!ofTeacher || !ofStudent || !teacher || !student)
    return (
      <p className="empty">The KL is between two: it appears as soon as both have been trained a little.</p>
    );
  return (
    <DirectionsChart
      logP={logSoftmax(teacher(temperature), temperature)}
      logQ={logSoftmax(student(temperature), temperature)}
      temperature={temperature}
      names={names}
    />
  );
}
