/** Architectures as people write them. */
import { describeLayers } from '../distillation/layers.ts';
import { layersOf } from '../experiment/architecture.ts';
import type { Config } from '../experiment/config.ts';

/** e.g. "784-64-10 × 5 seeds × 2 arms" */
export function studentsInWords({ hidden, seeds }: Pick<Config, 'hidden' | 'seeds'>): string {
  const layers = describeLayers(layersOf({ convolutions: [], hidden }));
  return `${layers} × ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} × 2 arms`;
}

/** e.g. "784-300-100-10, trained in this run" */
export function teacherInWords({
  teacher,
  teacherConvolutions,
  teacherHidden,
  teacherNetworks,
}: Pick<Config, 'teacher' | 'teacherConvolutions' | 'teacherHidden' | 'teacherNetworks'>): string {
  if (teacher !== 'trained') return 'The CNN that ships with this page';
  const layers = describeLayers(layersOf({ convolutions: teacherConvolutions, hidden: teacherHidden }));
  return `${teacherNetworks > 1 ? `${teacherNetworks} × ` : ''}${layers}, trained in this run`;
}
