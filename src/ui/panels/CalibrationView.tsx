/** Whether the networks are as sure as they are right, all seeds of an arm together. */
import { useMemo } from 'react';
import { pooledBins } from '../../distillation/calibration.ts';
import { useStore } from '../../store/useStore.ts';
import { ReliabilityChart } from '../charts/ReliabilityChart.tsx';
import { Nothing } from './Nothing.tsx';

export function CalibrationView() {
  const teacher = useStore((state) => state.run.record?.teacher ?? null);
  const arms = useStore((state) => state.run.record?.arms);
  const bins = useMemo(() => {
    const ofArm = (arm: 'standalone' | 'distilled') =>
      pooledBins(arms?.find(({ name }) => name === arm)?.seeds.map(({ reliability }) => reliability) ?? []);
    return {
      teacher: teacher?.reliability ?? [],
      standalone: ofArm('standalone'),
      distilled: ofArm('distilled'),
    };
  }, [teacher, arms]);
  if (bins.teacher.length === 0)
    return <Nothing>The diagram appears with the first report of the teacher.</Nothing>;
  return <ReliabilityChart bins={bins} />;
}
