/** How often intervals hold the true mean: made-up differences of two arms on replicates × students × test digits, of which it is known. */
import { createRandom, type Random } from '../../src/data/random.ts';
import { halfWidthOf, intervalOf, type Estimate } from '../../src/distillation/estimate.ts';
import { studentsFor } from '../../src/distillation/twoStage.ts';
import { twoWay } from '../../src/distillation/twoWay.ts';
import { meanRow } from '../../src/experiment/replicates.ts';

type Row = ArrayLike<number>;

/** One draw of labels, order and teacher: students are drawn of it, as many as are asked for. */
interface DrawnReplicate {
  /** The mean for these labels and this teacher, which an interval of one replicate speaks of. */
  readonly truth: number;
  /** A student. */
  next(): Row;
  /** The mean of so many students. */
  meanOf(count: number): Row;
}

/** Draws test digits, then as many replicates on them as are asked for. */
interface Model {
  readonly name: string;
  /** Over all replicates. */
  readonly truth: number;
  draw(random: Random, numDigits: number): () => DrawnReplicate;
}

interface Spreads {
  /** Of a replicate's mean and of a student's, in those that the rest gives a student. */
  readonly replicate?: number;
  readonly student?: number;
  /** Of a digit; of a digit in a replicate; of the rest. */
  readonly digit?: number;
  readonly digitInReplicate?: number;
}

function crossedNormal(name: string, spreads: Spreads): Model {
  const { replicate = 0, student = 0, digit = 0, digitInReplicate = 0 } = spreads;
  return {
    name: `normal, ${name}`,
    truth: 0,
    draw(random, numDigits) {
      const unit = 1 / Math.sqrt(numDigits);
      const digits = Float64Array.from({ length: numDigits }, () => digit * random.normal());
      return () => {
        const truth = replicate * unit * random.normal();
        const own =
          digitInReplicate === 0 ? digits : digits.map((each) => each + digitInReplicate * random.normal());
        // The mean of normal students is a normal one with less of a spread, drawn in one go.
        const meanOf = (count: number) => {
          const less = 1 / Math.sqrt(count);
          const mean = truth + less * student * unit * random.normal();
          return own.map((each) => mean + each + less * random.normal());
        };
        return { truth, next: () => meanOf(1), meanOf };
      };
    },
  };
}

/** Share of the test digits, and the chance of each arm to read one right: as a gain of 2 points at 91 % comes about. */
const KINDS = [
  { share: 0.06, chances: [0.35, 0.65] },
  { share: 0.08, chances: [0.5, 0.5] },
  { share: 0.86, chances: [0.995, 0.997] },
] as const;
const HARD_SHARE = KINDS[0].share + KINDS[1].share;

/**
 * @param ofStudent standard deviation of a student's own share of right answers, on digits that are not easy
 * @param ofReplicate likewise of what its teacher gives to the distilled arm @param known how much more or less likely a
 * single digit is read right by all that one teacher taught
 */
function crossedBernoulli(name: string, ofStudent: number, ofReplicate = 0, known = 0): Model {
  // Uniform, so that a chance stays one.
  const spread = (random: Random, deviation: number) => deviation * Math.sqrt(12) * (random.uniform() - 0.5);
  const truth = KINDS.reduce((sum, { share, chances: [first, second] }) => sum + share * (second - first), 0);
  return {
    name: `Bernoulli, ${name}`,
    truth,
    draw(random, numDigits) {
      const kinds = Uint8Array.from({ length: numDigits }, () => {
        const u = random.uniform();
        return u < KINDS[0].share ? 0 : u < HARD_SHARE ? 1 : 2;
      });
      return () => {
        // Of labels, order and teacher: three causes.
        const taught = [1, 2, 3].reduce((sum) => sum + spread(random, ofReplicate / Math.sqrt(3)), 0);
        // 0 … 2 where its teacher knows the digit, 3 … 5 where not.
        const own = known === 0 ? kinds : kinds.map((kind) => kind + (random.uniform() < 0.5 ? 3 : 0));
        const next = () => {
          const skills = [0, taught].map((shift) => shift + spread(random, ofStudent));
          /** By kind, known and not: up to which uniform number only the second arm is right, and up to which either. */
          const [only, either] = [new Float64Array(6), new Float64Array(6)];
          KINDS.forEach(({ chances: [first, second] }, kind) =>
            [known, -known].forEach((more, at) => {
              const [p, q] = kind === 2 ? [first, second] : [first + skills[0]!, second + skills[1]! + more];
              only[kind + 3 * at] = q * (1 - p);
              either[kind + 3 * at] = q * (1 - p) + p * (1 - q);
            }),
          );
          const row = new Int8Array(numDigits);
          for (let i = 0; i < numDigits; i++) {
            const [kind, u] = [own[i]!, random.uniform()];
            row[i] = u < only[kind]! ? 1 : u < either[kind]! ? -1 : 0;
          }
          return row;
        };
        const meanOf = (count: number) => meanRow(Array.from({ length: count }, next));
        return { truth: truth + HARD_SHARE * taught, next, meanOf };
      };
    },
  };
}

/** Students differ, test digits differ; all of one replicate. */
const OF_STUDENTS: readonly Model[] = [
  crossedNormal('nothing but the rest', {}),
  crossedNormal('digits as much as the rest', { digit: 1 }),
  crossedNormal('digits as much, students thrice', { digit: 1, student: 3 }),
  crossedNormal('students ten times the rest', { student: 10 }),
  crossedBernoulli('students alike', 0),
  crossedBernoulli('students as measured', 0.02),
  crossedBernoulli('students far apart', 0.2),
];

/** Replicates differ too, in their mean and in which digits they read. */
const OF_REPLICATES: readonly Model[] = [
  crossedNormal('nothing but the rest', {}),
  crossedNormal('digits as much, replicates thrice', { digit: 1, replicate: 3, student: 1 }),
  crossedNormal('other digits in each replicate', { digit: 0.5, digitInReplicate: 1, replicate: 1 }),
  crossedNormal('replicates ten times the rest', { replicate: 10, digit: 1 }),
  crossedBernoulli('replicates as measured', 0.02, 0.02, 0.1),
  crossedBernoulli('replicates far apart', 0.02, 0.06, 0.15),
];

export interface Cell {
  readonly model: Model;
  readonly numReplicates: number;
  readonly numStudents: number;
  readonly numDigits: number;
}

const cellsOf = (models: readonly Model[], replicates: readonly number[], students: readonly number[]) =>
  replicates.flatMap((numReplicates) =>
    models.flatMap((model) =>
      students.flatMap((numStudents) =>
        [2000, 10_000].map((numDigits): Cell => ({ model, numReplicates, numStudents, numDigits })),
      ),
    ),
  );

export const CELLS: readonly Cell[] = [
  ...cellsOf(OF_STUDENTS, [1], [3, 5, 10]),
  ...cellsOf(OF_REPLICATES, [2], [3]),
  ...cellsOf(OF_REPLICATES, [3, 5], [3, 5, 10]),
];

/** Of the half-width of the first stage, that is asked of --until. */
const SHARE = 2 / 3;

export interface Cover {
  readonly ofRun: number;
  readonly ofUntil: number;
}

/**
 * Share of the trials in which the interval holds the truth, as a run gives it and as --until does; none holds nothing. Draws
 * of their own are the students of one replicate, else the means of replicates, as in experiment/replicates.ts.
 */
export function coverOf({ model, numReplicates, numStudents, numDigits }: Cell, numTrials: number): Cover {
  const random = createRandom(numReplicates * numStudents * numDigits, model.name);
  const covered = { ofRun: 0, ofUntil: 0 };
  for (let trial = 0; trial < numTrials; trial++) {
    const replicate = model.draw(random, numDigits);
    const only = numReplicates === 1 ? replicate() : null;
    const truth = only ? only.truth : model.truth;
    const next = only ? only.next : () => replicate().meanOf(numStudents);
    const rows = Array.from({ length: only ? numStudents : numReplicates }, next);
    const numFirst = rows.length;
    const isCovered = (estimate: Estimate) => {
      const [low, high] = intervalOf(estimate);
      return Number(low <= truth && truth <= high);
    };
    const first = twoWay(rows).estimate;
    if (!first) continue;
    covered.ofRun += isCovered(first);
    const count = studentsFor(first.parts, numFirst, SHARE * halfWidthOf(first.parts), 20);
    while (rows.length < count) rows.push(next());
    covered.ofUntil += isCovered(twoWay(rows, numFirst).estimate!);
  }
  return { ofRun: covered.ofRun / numTrials, ofUntil: covered.ofUntil / numTrials };
}
