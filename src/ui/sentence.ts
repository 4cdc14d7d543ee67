/** Sentences made from the numbers, right for any digit and any result. */
import { DIGIT_NAMES } from '../data/drawnDigits.ts';
import { entropyBits } from '../distillation/divergence.ts';
import { logSoftmax, softmax } from '../distillation/softmax.ts';
import type { RunResult } from '../experiment/results.ts';
import type { LogitsAt } from '../store/reading.ts';
import { probability, temperatureLabel, withArticle } from '../experiment/words/numbers.ts';

/** Below this no digit has the say. */
const UNDECIDED = 0.5;

/**
 * What a network sees in the probe.
 * @param logitsAt its logits at a temperature @param label the true class, or null for a drawing
 * @param who e.g. "the teacher" @param names of the classes it was taught @param probeNames of the classes of the probe's own set
 */
export function probeSentence(
  logitsAt: LogitsAt,
  temperature: number,
  label: number | null,
  who: string,
  names: readonly string[] = DIGIT_NAMES,
  probeNames: readonly string[] = names,
): string {
  const [logits, softLogits] = [logitsAt(1), logitsAt(temperature)];
  // A class of another set, as a sandal, is none of those that the network was taught.
  const truth = label !== null && probeNames[label] === names[label] ? label : null;
  const sharp = softmax(logits);
  const soft = softmax(softLogits, temperature);
  // By the logits: probabilities may all be 0 but one. Of equal ones the true class goes first, then the lower.
  const order = Array.from(sharp.keys()).sort(
    (a, b) => logits[b]! - logits[a]! || Number(b === truth) - Number(a === truth) || a - b,
  );
  const [best, second, third, least] = [order[0]!, order[1]!, order[2]!, order.at(-1)];
  const probe = label === null ? 'this drawing' : `this ${probeNames[label]}`;
  const opening = openingOf(who, probe, truth, best, second, sharp, names);
  const entropy = bits(logits, 1);
  if (temperature === 1) return `${opening} Entropy ${entropy} bits.`;
  const told = (digit: number) => `${withArticle(names[digit]!)} (${probability(soft[digit]!)})`;
  return (
    `${opening} At ${temperatureLabel(temperature)} it ${temperature > 1 ? 'also sees' : 'sees'} ${told(second)} ` +
    `and ${told(third)}, least of all ${told(least)}; ` +
    `at T = 1 these have ${[second, third, least].map((digit) => probability(sharp[digit]!)).join(', ')}. ` +
    `Entropy ${entropy} → ${bits(softLogits, temperature)} bits.`
  );
}

function openingOf(
  who: string,
  probe: string,
  truth: number | null,
  best: number,
  second: number,
  sharp: Float64Array,
  names: readonly string[],
): string {
  const Who = who[0]!.toUpperCase() + who.slice(1);
  const [share, next] = [probability(sharp[best]!), probability(sharp[second]!)];
  if (sharp[best]! < UNDECIDED)
    return `${Who} is undecided about ${probe}: ${names[best]} (${share}) or ${names[second]} (${next}).`;
  const read = `${withArticle(names[best]!)} (${share})`;
  if (truth === null || best === truth) return `${Who} reads ${probe} as ${read}.`;
  return `${Who} takes ${probe} for ${read}; the ${names[truth]} gets ${probability(sharp[truth]!)}.`;
}

const bits = (logits: ArrayLike<number>, temperature: number) =>
  entropyBits(logSoftmax(logits, temperature)).toFixed(1);

/** How much smaller the student is than its teacher. */
export function weightsSentence({ teacher, arms }: RunResult): string {
  const student = arms[0]?.parameters ?? teacher.parameters;
  const times = teacher.parameters / student;
  if (times < 1.05)
    return times > 0.95 ? 'Teacher and student are of one size.' : 'The student is the larger one.';
  return `The student has ${times < 10 ? times.toFixed(1) : times.toFixed(0)} times fewer weights than the teacher.`;
}
