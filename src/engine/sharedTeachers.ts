/** Teachers that several workers or machines have in common: whoever asks first trains one, and the others wait for it. */
import type { Predictor } from '../distillation/ensemble.ts';

/** Keys say all that makes a teacher: two with one key are the same to the bit. */
export interface SharedTeachers {
  /**
   * The teacher of a key; 'yours' where the caller is to train it, and then to keep it or let it go; 'awaited' where
   * somebody else trains it: to be asked again. Answers within about a second, so that who waits can be stopped.
   */
  take(key: string): Promise<Predictor | 'yours' | 'awaited'>;
  /** Hands over what the caller has trained. */
  keep(key: string, teacher: Predictor): Promise<void>;
  /** The caller trains it no longer: somebody else may. After keep, too. */
  letGo(key: string): Promise<void>;
}

/** What one worker sees of them. @returns with what lets go of all that it had in training when it died, for others to train */
export function teachersOfOne(shared: SharedTeachers): {
  teachers: SharedTeachers;
  letAllGo(): Promise<void>;
} {
  const inTraining = new Set<string>();
  const letGo = async (key: string) => {
    inTraining.delete(key);
    await shared.letGo(key);
  };
  return {
    teachers: {
      async take(key) {
        const taken = await shared.take(key);
        if (taken === 'yours') inTraining.add(key);
        return taken;
      },
      keep: (key, teacher) => shared.keep(key, teacher),
      letGo,
    },
    letAllGo: async () => void (await Promise.all([...inTraining].map(letGo))),
  };
}

/** The oldest gives way: it is trained again where it is asked for later. */
const MAX_KEPT = 8;
const LOOK_AGAIN_MS = 100;

/** For the workers of one page or process. */
export function createSharedTeachers(): SharedTeachers {
  const kept = new Map<string, Predictor>();
  const inTraining = new Set<string>();
  return {
    async take(key) {
      const teacher = kept.get(key);
      if (teacher) return teacher;
      if (inTraining.has(key)) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
        return 'awaited';
      }
      inTraining.add(key);
      return 'yours';
    },
    async keep(key, teacher) {
      kept.set(key, teacher);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    async letGo(key) {
      inTraining.delete(key);
    },
  };
}
