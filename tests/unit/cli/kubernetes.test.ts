import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { Job, type IJob } from 'kubernetes-models/batch/v1/Job';
import { parse } from 'yaml';
import { readCommandLine } from '../../../src/cli/commandLine.ts';
import { readOrder } from '../../../src/cli/order.ts';

const read = async (name: string) => parse(await readFile(`src/cli/cluster/${name}.yaml`, 'utf8')) as IJob;
const [job, merge] = await Promise.all([read('job'), read('merge')]);

/** What the schema of Kubernetes has against it, values and forms. */
const faultsOf = (one: unknown): string | null => {
  try {
    new Job(one as IJob).validate();
    return null;
  } catch (error) {
    return String(error);
  }
};

/** Fields that the type of a Job does not have, which the schema lets pass and the server does not. */
function strangersIn(one: unknown): string[] {
  const name = `${process.cwd()}/tests/a-job.ts`;
  const text = `import type { IJob } from 'kubernetes-models/batch/v1/Job'; export const job: IJob = ${JSON.stringify(one)};`;
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) : getSourceFile(file, ...rest);
  const options = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022 },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe.each([
  ['job.yaml', job],
  ['merge.yaml', merge],
])('%s', (_, one) => {
  it('is a Job by the schema of Kubernetes, and has no field that a Job has not', () => {
    expect(faultsOf(one)).toBeNull();
    expect(strangersIn(one)).toEqual([]);
  });
});

describe('a Job that is none', () => {
  const broken = (change: (spec: Record<string, unknown>) => void) => {
    const copy = structuredClone(job);
    change(copy.spec as unknown as Record<string, unknown>);
    return copy;
  };

  it.each([
    [
      'a number in quotes',
      (spec: Record<string, unknown>) => (spec['completions'] = '16'),
      'spec/completions',
    ],
    ['no template', (spec: Record<string, unknown>) => delete spec['template'], 'property template'],
    [
      'an action that there is not',
      (spec: Record<string, unknown>) => (spec['podFailurePolicy'] = { rules: [{ action: 'Fail' }] }),
      'rules/0/action',
    ],
  ])('is told by the schema: %s', (_, change, reason) => {
    expect(faultsOf(broken(change))).toContain(reason);
  });

  it('is told by the type: a field that is misspelt', () => {
    expect(strangersIn(broken((spec) => (spec['backOffLimitPerIndex'] = 4)))).toEqual([
      expect.stringContaining('backOffLimitPerIndex'),
    ]);
  });
});

describe('the Job of shards', () => {
  const spec = job.spec!;
  const { podFailurePolicy, completions, completionMode, template } = spec;
  const [container] = template.spec!.containers;

  it('does not try again what cannot get better, and counts no disturbance against a shard', () => {
    expect(podFailurePolicy!.rules).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      {
        action: 'FailIndex',
        onExitCodes: { containerName: container!.name, operator: 'In', values: [1, 2] },
      },
    ]);
    // What the server wants beside such rules, and no schema says.
    expect([completionMode, template.spec!.restartPolicy]).toEqual(['Indexed', 'Never']);
    expect(spec.backoffLimitPerIndex).toBeGreaterThan(0);
    expect(spec.podReplacementPolicy).toBe('Failed');
  });

  it('asks for what the command line takes, in as many shards as it has completions', () => {
    const asked = readCommandLine(container!.args!);
    if (asked.command !== 'experiment') throw new Error('another command');
    const environment = Object.fromEntries(container!.env!.map(({ name, value }) => [name, value]));
    const order = readOrder(asked.presets, asked.options, { ...environment, JOB_COMPLETION_INDEX: '15' });
    expect(order.shard).toEqual({ index: completions! - 1, count: completions });
    expect(order).toMatchObject({ isSure: true, teachersFolder: '/results/teachers' });
    expect(order.resumeFile).toBe('/results/shard-$(JOB_COMPLETION_INDEX).json');
  });
});
