import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../src/cli/commandLine.ts';
import { HelpAsked, UsageError } from '../../../src/cli/program.ts';
import { readOrder } from '../../../src/cli/order.ts';

const asked = (...args: string[]) => {
  const read = readCommandLine(args);
  if (read.command !== 'experiment') throw new Error('another command');
  return read;
};
const read = (...args: string[]) => {
  const { presets, options } = asked(...args);
  return readOrder(presets, options);
};

describe('an order', () => {
  it('is a preset with settings, sweeps, a shard, a budget and digits', () => {
    const order = read(
      ...[
        'default',
        '--data',
        'mnist',
        '--seeds',
        '3',
        '--set',
        'T=4',
        '--sweep',
        'hidden=16,30+20',
        '--json',
        'x.json',
      ],
      ...['--shard', '2/8', '--until', '0.3', '--budget', '5', '--backend', 'wasm', '--yes'],
    );
    expect(order.preset.name).toBe('default');
    expect(order.settings).toEqual({ temperature: 4, seeds: 3 });
    expect(order.axes).toEqual([{ name: 'hidden', values: ['16', '30+20'] }]);
    expect(order.shard).toEqual({ index: 1, count: 8 });
    expect(order.budget).toEqual({ halfWidth: 0.3, totalMs: 300_000 });
    expect([order.data, order.jsonFile, order.backend, order.isSure]).toEqual([
      'mnist',
      'x.json',
      'wasm',
      true,
    ]);
  });

  it('has the digits that the preset wants unless others are named', () => {
    expect(read('hinton-table').data).toBe('mnist');
    expect(read('hinton-table', '--data', 'embedded').data).toBe('embedded');
    expect(read('default').data).toBe('embedded');
    expect(read('default', '--set', 'data=mnist').data).toBe('mnist');
  });

  it.each([
    [['default', '--set', 'T=4', '--set', 'temperature=8'], 'temperature is set twice: to 4 and to 8'],
    [['default', '--seeds', '3', '--set', 'seeds=5'], 'seeds is set twice: to 5 and to 3'],
    [
      ['default', '--seeds', '20', '--set', 'hidden=2048,2048'],
      /would take about 7.* GB .*Lower seeds to at most 9/,
    ],
    [
      ['default', '--data', 'embedded', '--set', 'data=mnist'],
      'data is set to mnist, but --data says embedded',
    ],
    [
      ['default', '--set', 'teacher=shipped', '--set', 'teacherEpochs=3'],
      'teacherEpochs is set to 3, but teacher is shipped',
    ],
    [['default', '--set', 'T=4', '--sweep', 'softWeight=0'], 'temperature is set to 4, but softWeight is 0'],
    [
      ['controls', '--set', 'T=4', '--set', 'softLoss=logits'],
      'temperature is set to 4, but softLoss is logits',
    ],
    [['few-labels', '--set', 'labels=5'], 'labels: '],
    [['few-labels', '--set', 'labels=500'], 'it is what few-labels varies'],
    [['default', '--set', 'sloppiness=calm', '--data', 'mnist'], 'only the embedded ones are written here'],
    [['default', '--sweep', 'T='], 'A sweep is written key=v1,v2,…; got "T="'],
    [['default', '--sweep', 'T=4,100'], 'temperature'],
    [
      ['default', '--shard', '3/2'],
      'A shard is written i/n with i from 1 to n, and n to 100000, e.g. 2/8, or auto; got "3/2"',
    ],
    [['default', '--shard', '0/2'], 'got "0/2"'],
    [['default', '--shard', '1/100001'], 'n to 100000'],
    [['default', '--workers', '2'], '--workers wants --json FILE'],
    [
      ['default', '--workers', '2', '--json', 'x.json', '--shard', '1/2'],
      '--shard and --resume are then their own',
    ],
    [['default', '--workers', '0', '--json', 'x.json'], 'a whole number from 1 to 256, or auto; got "0"'],
    [['default', '--until', '0'], 'got 0 and 60'],
    [['default', '--until', 'Infinity'], 'got Infinity and 60'],
    [['default', '--backend', 'webgl'], 'Outside a browser the backend is wasm or cpu; got "webgl"'],
    [
      ['default', '--set', 'T=3', '--sweep', 'T=1,2'],
      'temperature is set to 3, and swept over 1, 2. Leave one of the two out',
    ],
    [['default', '--seeds', '3', '--sweep', 'seeds=1,2'], 'seeds is set to 3, and swept over 1, 2'],
    [['default', '--budget', '5'], 'name --until POINTS too'],
    [['default', 'few-labels'], 'Name one preset; got default few-labels'],
    [[], 'Name one preset; got none'],
    [['nope'], 'Unknown preset "nope". Known are: default'],
    [['default', '--nonsense'], '--nonsense'],
  ])('%j is refused with the reason', (args, reason) => {
    expect(() => read(...args)).toThrow(reason);
  });

  it.each([
    [['controls', '--set', 'T=4']],
    [['controls', '--set', 'teacherEpochs=3']],
    [['soft-weight', '--sweep', 'T=2,4']],
    [['default', '--set', 'T=4', '--sweep', 'softLoss=probabilities,logits']],
  ])('%j is taken: it has an effect in some of the runs', (args) => {
    expect(() => read(...args)).not.toThrow();
  });

  it.each([
    [
      'a Slurm array',
      { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '5', SLURM_ARRAY_TASK_COUNT: '4' },
      { index: 2, count: 4 },
    ],
    [
      'an indexed Kubernetes Job',
      { JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '16' },
      { index: 0, count: 16 },
    ],
  ])('takes its shard from the environment of a task of %s', (_, environment, shard) => {
    const { presets, options } = asked('default', '--shard', 'auto');
    expect(readOrder(presets, options, environment).shard).toEqual(shard);
  });

  it.each([
    [{}, 'neither is in the environment. Write --shard i/n'],
    [{ JOB_COMPLETION_INDEX: '3' }, 'found JOB_COMPLETION_INDEX=3, JOB_COMPLETIONS='],
    [{ JOB_COMPLETION_INDEX: '4', JOB_COMPLETIONS: '4' }, 'numbered without gaps'],
    [{ JOB_COMPLETION_INDEX: '4', JOB_COMPLETIONS: '4294967295' }, 'at most 100000'],
    [
      { SLURM_ARRAY_TASK_ID: '9', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '3' },
      'found SLURM_ARRAY_TASK_ID=9, SLURM_ARRAY_TASK_MIN=1, SLURM_ARRAY_TASK_COUNT=3',
    ],
  ])('takes no shard from %j', (environment, reason) => {
    const { presets, options } = asked('default', '--shard', 'auto');
    expect(() => readOrder(presets, options, environment)).toThrow(reason);
  });

  it('goes on from a file, and writes into the same one unless another is named', () => {
    expect(read('default', '--resume', 'x.json')).toMatchObject({ resumeFile: 'x.json', jsonFile: 'x.json' });
    expect(read('default', '--resume', 'x.json', '--json', 'y.json').jsonFile).toBe('y.json');
  });
});

describe('the command line', () => {
  it('may be another command', () => {
    expect(readCommandLine(['merge', 'a.json', 'b.json', '--json', 'c.json'])).toEqual({
      ...{ command: 'merge', files: ['a.json', 'b.json'], json: 'c.json' },
    });
    expect(readCommandLine(['table'])).toEqual({ command: 'table' });
  });

  it.each([
    [['default', '--shard'], /argument missing/],
    [['default', '--seeds', '3', '--seeds', '4'], /given twice: 3 and 4/],
    [['default', '--json', ''], /'--json <file>' argument '' is invalid\. Its value is missing/],
    [['default', '--json', '--yes'], /argument '--yes' is invalid\. Its value is missing/],
    [['default', '--set', ' '], /Its value is missing/],
    [['merge'], /missing required argument/],
    [['merge', 'a.json', '--seeds', '3'], /unknown option '--seeds'/],
    [['table', 'now'], /too many arguments/],
  ])('%j is refused', (args, reason) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(reason);
  });

  it('helps with every command, and with the settings from their one table', () => {
    const help = (...args: string[]) => {
      try {
        readCommandLine([...args, '--help']);
      } catch (error) {
        if (error instanceof HelpAsked) return error.message;
      }
      throw new Error('no help');
    };
    expect(help()).toMatch(/--sweep <key=v1,v2,…>[\s\S]*softWeight: 0\.9\./);
    for (const command of ['merge', 'record', 'table', 'penmanship-check'])
      expect(help(command)).toContain(`Usage: npm run experiment -- ${command}`);
  });
});

describe('what is to be chosen', () => {
  it('is swept, with values of its own where T or the weight is named alone', () => {
    const { axes } = read('default', '--select', 'T', '--select', 'hidden=16,64');
    expect(axes).toEqual([
      { name: 'temperature', values: ['1', '2', '4', '8', '20'] },
      { name: 'hidden', values: ['16', '64'] },
    ]);
    expect(() => read('default', '--select', 'hidden')).toThrow(
      '--select hidden needs values to choose from',
    );
  });
});
