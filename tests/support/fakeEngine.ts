/** The worker boundary, faked: answers at once, remembers what it was asked, and says what a test makes it say. */
import type { DataSummary } from '../../src/experiment/events.ts';
import type { EngineClient } from '../../src/worker/client.ts';
import type { EngineEvent } from '../../src/worker/engineApi.ts';

export const SUMMARY: DataSummary = {
  name: 'Test digits',
  provenance: 'made up',
  numTrain: 5000,
  numTest: 10,
  numUnlabelled: 0,
  isEndless: false,
};

const NO_DIGITS = { images: new Uint8Array(), labels: new Uint8Array() };
const EMPTY_SET = { name: 'Test digits', provenance: 'made up', train: NO_DIGITS, test: NO_DIGITS };

export function createFakeEngine() {
  const calls: string[] = [];
  let say: (event: EngineEvent) => void = () => undefined;
  let breakDown: (message: string) => void = () => undefined;
  let failure: string | null = null;
  const note = (call: string) => {
    calls.push(call);
    return Promise.resolve();
  };
  const client: EngineClient = {
    open(_, __, onEvent) {
      say = onEvent;
      return Promise.resolve({ name: 'cpu', label: 'fake', version: 'none', hasGpu: false, notes: [] });
    },
    loadData({ data, sloppiness }) {
      calls.push(data === 'mnist' ? 'loadData mnist' : `loadData ${data} ${sloppiness}`);
      return data === 'mnist' && failure ? Promise.reject(new Error(failure)) : Promise.resolve(SUMMARY);
    },
    loadOwn(files) {
      calls.push(`loadOwn ${files.map(({ name }) => name).join(' ')}`);
      return failure
        ? Promise.reject(new Error(failure))
        : Promise.resolve({ ...SUMMARY, name: 'Own digits' });
    },
    useUnlabelled(images) {
      calls.push(`useUnlabelled ${images.length / 784}`);
      return Promise.resolve({ ...SUMMARY, numUnlabelled: images.length / 784 });
    },
    shareDigits: () => Promise.resolve({ set: EMPTY_SET, sloppiness: null }),
    cancelLoading: () => note('cancelLoading'),
    testDigits: (indices) =>
      Promise.resolve(indices.map((index) => ({ index, label: index % 10, image: new Uint8Array(784) }))),
    testDigit: (label) => Promise.resolve({ index: 5, label, image: new Uint8Array(784) }),
    train: (runId, _, { paused }) => note(`train ${runId}${paused ? ' paused' : ''}`),
    pause: () => note('pause'),
    resume: () => note('resume'),
    step: () => note('step'),
    stop: () => note('stop'),
    checkpoint: () => Promise.resolve(null),
    timeTeacherStep: () => Promise.resolve(1),
    onBreakdown(report) {
      breakDown = report;
    },
  };
  return {
    client,
    calls,
    say: (event: EngineEvent) => say(event),
    breakDown: (message: string) => breakDown(message),
    failWith: (message: string) => (failure = message),
  };
}
