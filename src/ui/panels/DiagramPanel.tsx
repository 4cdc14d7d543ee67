/** How the student of this run is taught. */
import { useStore } from '../../store/useStore.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { Diagram } from '../charts/Diagram.tsx';
import type { Numbers } from '../charts/numbers.ts';
import { hardWeightOf, lossUnits } from '../lossInWords.ts';
import { Panel } from './Panel.tsx';

export function DiagramPanel() {
  const config = useStore((state) => state.run.record?.config ?? state.config);
  const distilled = useStore((state) => state.run.record?.arms[1] ?? null);
  const { hardLoss = null, softLoss = null } = distilled ?? {};
  const numbers = (): Numbers => {
    const lines = [
      ['hard loss', hardLoss, hardWeightOf(config)],
      ['soft loss', softLoss, config.softWeight],
    ] as const;
    const weighted = lines.map(([, loss, weight]) => (loss === null ? NaN : weight * loss));
    return {
      header: ['loss', `value in ${lossUnits(config)}`, 'weight', 'weighted'],
      rows: [
        ...lines.map(([name, loss, weight], at) => [name, loss ?? '', weight, weighted[at]!]),
        ['sum', '', '', weighted[0]! + weighted[1]!],
      ],
    };
  };
  return (
    <Panel title="How it is taught">
      <ChartFrame
        title="Two losses"
        detail={`of the last epoch, in ${lossUnits(config)}`}
        fileName="distillery-losses"
        numbers={numbers}
        hasOwnHeight
      >
        <Diagram config={config} hardLoss={hardLoss} softLoss={softLoss} />
      </ChartFrame>
    </Panel>
  );
}
