/** Which teachers are kept for later runs, so that another temperature does not cost another teacher. */
import { predictorParameters } from '../distillation/ensemble.ts';
import type { DataSummary } from '../experiment/events.ts';
import { bytesOfRun, type RunSize } from '../experiment/memory.ts';
import { MEMORY_LIMIT } from '../experiment/memoryLimit.ts';
import type { Teacher, TeacherCache } from './teacher.ts';

/** As many as one compares at a time, where there is room for them. */
const MAX_KEPT = 4;

/** Keeps a teacher; the oldest gives way. */
export function keepTeacher(teachers: TeacherCache, key: string, teacher: Teacher): void {
  teachers.set(key, teacher);
  const [oldest] = teachers.keys();
  if (teachers.size > MAX_KEPT && oldest !== undefined) letGo(teachers, oldest);
}

/** Lets kept teachers go, the oldest first, until a run has room beside the others. @param key of its own, which stays */
export function makeRoom(
  teachers: TeacherCache,
  key: string,
  run: RunSize,
  digits: DataSummary,
  limit = MEMORY_LIMIT,
): void {
  const others = [...teachers].filter(([each]) => each !== key);
  let wanted = others.reduce((sum, [, teacher]) => sum + bytesOf(teacher), bytesOfRun(run, digits).total);
  for (const [other, teacher] of others) {
    if (wanted <= limit) return;
    wanted -= bytesOf(teacher);
    letGo(teachers, other);
  }
}

/** Its weights lie in tensors, and in plain arrays. */
const bytesOf = ({ predictor }: Teacher) =>
  2 * Float32Array.BYTES_PER_ELEMENT * predictorParameters(predictor);

function letGo(teachers: TeacherCache, key: string): void {
  teachers.get(key)?.cohort.dispose();
  teachers.delete(key);
}
