import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { createCohort } from '../../../src/engine/cohort.ts';
import { requireSound, trainCohort, type RunCommand } from '../../../src/engine/training.ts';
import { run, type RunInput } from '../../../src/engine/run.ts';
import { denseLayers } from '../../../src/distillation/layers.ts';
import type { Predictor } from '../../../src/distillation/ensemble.ts';
import type { NetworkName } from '../../../src/experiment/arms.ts';
import type { RunCheckpoint } from '../../../src/experiment/checkpoint.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 200, numTest: 60 });
const config = parseConfig({
  teacher: 'trained',
  ...{ labels: 80, hidden: [6], epochs: 3, batchSize: 20, seeds: 2, weightDecay: 0.01 },
  ...{ teacherHidden: [9], teacherEpochs: 2, teacherBatchSize: 25, teacherJitter: 2, teacherNetworks: 2 },
});

function inputOf(changes: Partial<RunInput> = {}): RunInput {
  return { preset: 'test', config, digits, backend: 'test', teachers: new Map(), ...changes };
}

/** Runs to the end, or until the checkpoint asked for at the n-th step of all. */
async function execute(input: RunInput, stopAtStep = Infinity) {
  let numSteps = 0;
  let command: RunCommand;
  const generator = run(input);
  const events: RunEvent[] = [];
  for (;;) {
    const { done, value } = await generator.next(command);
    if (done) return { events, result: value.result, checkpoint: null };
    events.push(value);
    const isStep = value.type === 'progress' && value.phase !== 'softTargets' && value.step > 0;
    if (isStep) numSteps += 1;
    command = isStep && numSteps === stopAtStep ? 'checkpoint' : undefined;
    if (value.type === 'checkpoint') {
      await generator.return(undefined as never);
      return { events, result: null, checkpoint: value.checkpoint };
    }
  }
}
const lastWeights = (events: readonly RunEvent[]) => {
  const all: Partial<Record<NetworkName, Predictor>> = {};
  for (const event of events) if (event.type === 'weights') Object.assign(all, event.weights);
  return all;
};

describe.each(['cpu', 'wasm'] as const)('a run that was interrupted (%s)', (backend) => {
  beforeAll(() => openInNode(backend));

  it.each([
    ['in the teacher', 5, 'teacher'],
    ['in the students, in mid-epoch', 16 + 6, 'students'],
  ] as const)(
    'goes on from its checkpoint and ends with the same weights, to the bit: %s',
    async (_, at, phase) => {
      const whole = await execute(inputOf());
      const { checkpoint } = await execute(inputOf(), at);
      expect(checkpoint?.phase).toBe(phase);
      // As it comes back from storage or another worker.
      const stored: RunCheckpoint = structuredClone(checkpoint!);
      const resumed = await execute(inputOf({ checkpoint: stored }));
      expect(lastWeights(resumed.events)).toEqual(lastWeights(whole.events));
      // Losses are means since the last report, which was made before the checkpoint.
      const reports = (events: readonly RunEvent[]) =>
        events.filter(
          (each) => each.type === 'cohortReport' || (each.type === 'teacherReport' && each.loss !== null),
        );
      const told = reports(resumed.events);
      expect(told.length).toBeGreaterThan(0);
      expect(reports(whole.events).slice(-told.length)).toEqual(told);
      expect(resumed.result!.gain).toEqual(whole.result!.gain);
      expect(resumed.events.filter((event) => event.type === 'progress').length).toBeLessThan(
        whole.events.filter((event) => event.type === 'progress').length,
      );
    },
  );
});

describe('a checkpoint', () => {
  beforeAll(() => openInNode('wasm'));

  it('is refused by a run with other settings or digits, with both named', async () => {
    const { checkpoint } = await execute(inputOf(), 3);
    const other = inputOf({ checkpoint, config: { ...config, epochs: 4 } });
    await expect(execute(other)).rejects.toThrow('with epochs = 3, but the run has 4');
    const moved = inputOf({ checkpoint: { ...checkpoint!, data: 'mnist-1' } });
    await expect(execute(moved)).rejects.toThrow(
      `made on the digits mnist-1, but ${digits.id} are in use. Load those first.`,
    );
  });

  it('is refused where it is damaged, and on another kind of arithmetic', async () => {
    const { checkpoint } = await execute(inputOf(), 3);
    const damaged = structuredClone(checkpoint!);
    damaged.training!.cohort.averages[0]![5]! += 1e-7;
    await expect(execute(inputOf({ checkpoint: damaged }))).rejects.toThrow('The checkpoint is damaged');
    await expect(execute(inputOf({ checkpoint, backend: 'other' }))).rejects.toThrow(
      /made with test \(tfjs .*\), but this is other \(tfjs .*\): the run would not end with the numbers/,
    );
    const takenOver = await execute(inputOf({ checkpoint, backend: 'test, then other' }));
    expect(takenOver.result!.backend).toBe('test, then other');
  });

  it('is none where a weight is no number: the run stops, and says so', async () => {
    const wild = { ...config, teacherLearningRate: 1e38, teacherNetworks: 1 }; // past the limits that settings have
    await expect(execute(inputOf({ config: wild }), 3)).rejects.toThrow(
      /weights of the teacher were no longer numbers by step 3\. The networks are back at step 0/,
    );
  });

  it('of other networks is refused', async () => {
    const member = { seed: 1, temperature: 1, softWeight: 0, squareTemperature: true };
    const make = (hidden: number) =>
      createCohort({
        ...{ layers: denseLayers([784, hidden, 10]), members: [member], dropout: 0 },
        optimiser: { name: 'adam', weightDecay: 0 },
      });
    const [small, large] = [make(3), make(4)];
    const checkpoint = await small.checkpoint();
    expect(() => large.restore(checkpoint)).toThrow('it has 2352 numbers where these have 3136');
    [small, large].forEach((cohort) => cohort.dispose());
  });
});

describe('any weights of a teacher', () => {
  const given = { ...config, teacher: 'shipped' } as const;

  beforeAll(() => openInNode('wasm'));

  it('can teach: an early checkpoint of the teacher does, worse than the finished one', async () => {
    const { events } = await execute(inputOf());
    const teachers = events.flatMap((event) =>
      event.type === 'weights' && event.weights.teacher ? [event.weights.teacher] : [],
    );
    const early = { id: 'early', predictor: teachers[0]! };
    const { result } = await execute(inputOf({ teacher: early, config: given }));
    const { result: finished } = await execute(
      inputOf({ teacher: { id: 'final', predictor: teachers.at(-1) } }),
    );
    const { result: own } = await execute(inputOf());
    expect(result!.teacher.accuracy).toBeLessThan(finished!.teacher.accuracy);
    expect(finished!.gain).toEqual(own!.gain);
    expect(result!.gain).not.toEqual(own!.gain);
  });

  it('are refused when they cannot read digits, with what was received and expected', async () => {
    const { events } = await execute(inputOf());
    const event = events.findLast((event) => event.type === 'weights' && event.weights.teacher);
    const good = event?.type === 'weights' ? event.weights.teacher! : null;
    const [network] = good!.networks;
    const withFirst = (change: object) => ({
      average: 'logits' as const,
      networks: [{ layers: [{ ...network!.layers[0]!, ...change }, ...network!.layers.slice(1)] }],
    });
    const refusal = async (predictor: ReturnType<typeof withFirst>) =>
      execute(inputOf({ teacher: { id: 'x', predictor }, config: given })).then(
        () => 'nothing',
        (error: unknown) => String(error),
      );
    const { weights } = network!.layers[0]!;
    const poisoned = weights.slice();
    poisoned[7] = NaN;
    expect(await refusal(withFirst({ weights: poisoned }))).toMatch(/Layer 1 .* weight that is NaN/);
    expect(await refusal(withFirst({ numInputs: 100 }))).toMatch(/takes 100 inputs; 784 come to it/);
    expect(await refusal(withFirst({ weights: weights.slice(1) }))).toMatch(/has 7055 weights .* 7056/);
    expect(await refusal({ average: 'logits', networks: [{ layers: network!.layers.slice(0, 1) }] })).toMatch(
      /last layer .* ends in 9 outputs; 10 were expected/,
    );
    expect(await refusal({ average: 'logits', networks: [] })).toMatch(/no networks/);
  });
});

describe('a run whose loss explodes', () => {
  beforeAll(() => openInNode('wasm'));

  it('names the step of the last good report', async () => {
    const member = { seed: 1, temperature: 1, softWeight: 0, squareTemperature: true };
    const cohort = createCohort({
      ...{ layers: denseLayers([784, 5, 10]), members: [member], dropout: 0 },
      optimiser: { name: 'adam', weightDecay: 0 },
    });
    const events = trainCohort(
      cohort,
      { digits: digits.train, teacherLogits: null },
      {
        stage: { config, data: digits.id, phase: 'teacher', teacher: null },
        ...{ epochs: 1, batchSize: 20, learningRate: 1e-2, schedule: 'constant', seed: 1 },
        augment: (images) => images,
        isReportDue: (step) => step % 3 === 0,
        async *report(step, _, lastGoodStep) {
          if (step === 6) requireSound([NaN], 'teacher', step, lastGoodStep, 'teacherLearningRate', 1e-2);
          yield* [];
        },
      },
      { arithmetic: { backend: 'test', versions: {} }, elapsedMs: () => 0 },
    );
    const all = async () => {
      for await (const event of events) void event;
    };
    await expect(all()).rejects.toThrow('became NaN by step 6. The networks are back at step 3.');
    cohort.dispose();
  });

  it('stops, says at which step and setting, and which report was the last good one', async () => {
    const wild = { ...config, learningRate: 1e25, teacherNetworks: 1 }; // past the limits that settings have
    await expect(execute(inputOf({ config: wild }))).rejects.toThrow(
      /loss of the students became .* by step 4\. The networks are back at step 0\. learningRate is 1e\+25/,
    );
  });
});
