/**
 * `npm run cluster-test`: an experiment in shards on a real Slurm, with a task that is requeued in the middle; the merged
 * result must be the unsharded one's, to the bit. Slurm runs on this machine, in a folder that is removed afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ExperimentResult } from '../../src/experiment/results.ts';
import { freePort } from '../support/freePort.ts';

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'scontrol', 'squeue', 'sinfo'];
const SHARDS = 2;
/** The first shard has two of the three cohorts; its second one takes half a minute, in which it is requeued. */
const REQUEUED = { shard: 1, numVariants: 2 };
/** The whole preset: some two minutes of arithmetic, which are spent twice. */
const EXPERIMENT = ['few-labels', '--data', 'embedded'];
const LONG_MS = 900_000;

const folder = mkdtempSync(join(tmpdir(), 'slurm-'));
const results = join(folder, 'results');
const environment = { ...process.env, SLURM_CONF: join(folder, 'slurm.conf') };
const call = (program: string, args: readonly string[] = []) =>
  execFileSync(program, args, { env: environment, encoding: 'utf8', timeout: LONG_MS }).trim();

async function configure(): Promise<void> {
  for (const name of ['state', 'spool', 'results']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'munge.key'), crypto.getRandomValues(new Uint8Array(1024)), { mode: 0o600 });
  const settings = {
    ClusterName: 'test',
    SlurmctldHost: `${hostname()}(127.0.0.1)`,
    SlurmctldPort: await freePort(),
    SlurmdPort: await freePort(),
    SlurmUser: 'root',
    AuthType: 'auth/munge',
    // A requeued task waits until what it was allowed before is no longer so: two minutes, if nothing is said.
    AuthInfo: `socket=${join(folder, 'munge.sock')},cred_expire=5`,
    StateSaveLocation: join(folder, 'state'),
    SlurmdSpoolDir: join(folder, 'spool'),
    SlurmctldPidFile: join(folder, 'slurmctld.pid'),
    SlurmdPidFile: join(folder, 'slurmd.pid'),
    SlurmctldLogFile: join(folder, 'slurmctld.log'),
    SlurmdLogFile: join(folder, 'slurmd.log'),
    // No part of the system is handed to Slurm: it counts processors, and binds nobody to them.
    ProctrackType: 'proctrack/linuxproc',
    TaskPlugin: 'task/none',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_CPU',
    SlurmdParameters: 'config_overrides',
    SchedulerParameters: 'sched_interval=1,batch_sched_delay=1',
    MpiDefault: 'none',
    ReturnToService: 2,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const node = `NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4096`;
  const partition = 'PartitionName=all Nodes=ALL Default=YES State=UP';
  writeFileSync(environment.SLURM_CONF, [...lines, node, partition, ''].join('\n'));
  const [year = 0, month = 0] = call('slurmd', ['-V']).match(/\d+/g)?.map(Number) ?? [];
  const canDisable = year > 23 || (year === 23 && month >= 11);
  writeFileSync(join(folder, 'cgroup.conf'), canDisable ? 'CgroupPlugin=disabled\n' : '');
}

async function start(): Promise<void> {
  const of = (name: string) => join(folder, name);
  call('munged', [
    ...['--force', `--key-file=${of('munge.key')}`, `--socket=${of('munge.sock')}`],
    ...[
      `--pid-file=${of('munged.pid')}`,
      `--log-file=${of('munged.log')}`,
      `--seed-file=${of('munge.seed')}`,
    ],
  ]);
  spawnSync('slurmctld', ['-c'], { env: environment, stdio: 'ignore' });
  spawnSync('slurmd', [], { env: environment, stdio: 'ignore' });
  await until('the node is idle', () => call('sinfo', ['--noheader', '--format=%T']) === 'idle', 60_000);
}

/** Ends what was begun, tasks first, and removes the folder; of one piece, so that it runs when this process exits, too. */
function stop(): void {
  const pidOf = (name: string) => join(folder, `${name}.pid`);
  const waitFor = (isSo: () => boolean) => {
    for (let i = 0; i < 50 && !isSo(); i++) spawnSync('sleep', ['0.1']);
  };
  const ask = (program: string, ...args: string[]) =>
    spawnSync(program, args, { env: environment, encoding: 'utf8', timeout: 5_000 });
  if (existsSync(pidOf('slurmctld'))) {
    ask('scancel', '--user=root');
    waitFor(() => ask('squeue', '--noheader').stdout.trim() === '');
  }
  for (const name of ['slurmd', 'slurmctld', 'munged']) {
    if (!existsSync(pidOf(name))) continue;
    const pid = Number(readFileSync(pidOf(name), 'utf8'));
    try {
      process.kill(pid, 'SIGTERM');
      waitFor(() => !existsSync(pidOf(name)));
      if (existsSync(pidOf(name))) process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function until(what: string, isSo: () => boolean, limitMs = LONG_MS): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > endMs)
      throw new Error(`After ${limitMs / 1000} s it is still not so that ${what}.`);
    await sleep(100);
  }
}

function read(name: string): ExperimentResult | null {
  const path = join(results, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ExperimentResult) : null;
}

function log(name: string): string {
  const path = join(results, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Times, and what is timed, differ from run to run. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (/^timing$|Ms$/.test(key) ? undefined : part)));

/** @returns the result of the shard when it was ended, and after how long it was */
async function requeueInTheMiddle(array: string) {
  const [task, file, logFile] = [
    `${array}_${REQUEUED.shard}`,
    ...['json', 'log'].map((end) => `shard-${REQUEUED.shard}.${end}`),
  ];
  const isMidway = () => log(logFile!).includes('[2/2] ') && read(file!) !== null;
  await until(`${task} is at its second cohort`, isMidway);
  const startedMs = performance.now();
  call('scontrol', ['requeue', task]);
  await until(`${task} has ended`, () => log(logFile!).includes('Interrupted: '), 30_000);
  await until(`${task} has let its file go`, () => !existsSync(join(results, `${file}.lock`)), 10_000);
  return { before: read(file!)!, endedAfterMs: performance.now() - startedMs };
}

function expect(isSo: boolean, what: string): void {
  console.log(`${isSo ? 'ok    ' : 'FAILED'} ${what}`);
  if (!isSo) process.exitCode = 1;
}

async function test(): Promise<void> {
  await configure();
  await start();
  const startedMs = performance.now();
  const submitted = call('src/cli/cluster/submit.sh', [results, `${SHARDS}`, ...EXPERIMENT]);
  const array = /array (\d+)/.exec(submitted)![1]!;
  const { before, endedAfterMs } = await requeueInTheMiddle(array);
  await until('all jobs have ended', () => call('squeue', ['--noheader']) === '');
  const seconds = (performance.now() - startedMs) / 1000;
  const after = read(`shard-${REQUEUED.shard}.json`)!;
  const merged = read('result.json');
  if (!merged) throw new Error(`The merge wrote nothing: ${log('merge.log')}`);

  const whole = join(results, 'whole.json');
  const args = ['--import', 'tsx', 'src/cli/experiment.ts', ...EXPERIMENT, '--json', whole];
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', timeout: LONG_MS });
  const unsharded = read('whole.json');

  const numBefore = before.variants.length;
  expect(
    numBefore === 1 && after.variants.length === REQUEUED.numVariants,
    `requeued with ${numBefore} of its ${after.variants.length} runs done`,
  );
  expect(
    endedAfterMs < 5_000,
    `ended ${(endedAfterMs / 1000).toFixed(1)} s after it was told to, its file whole`,
  );
  expect(
    isDeepStrictEqual(before.variants[0], after.variants[0]),
    'went on from there: what was done has the times it had',
  );
  expect(
    status === 0 && merged.unfinished.length === 0,
    `all ${merged.variants.length} runs merged after ${seconds.toFixed(0)} s`,
  );
  const teachers = readdirSync(join(results, 'teachers'));
  const saved = Array.from({ length: SHARDS }, (_, at) => log(`shard-${at + 1}.log`))
    .flatMap((text) => [...text.matchAll(/ ([\d.]+) s of training saved/g)])
    .map(([, seconds]) => Number(seconds));
  expect(
    teachers.length === 1 && saved.length === SHARDS,
    `one teacher for ${SHARDS} shards and the requeued task: ${saved.join(' s and ')} s of training saved`,
  );
  const isSame = isDeepStrictEqual(withoutTimes(merged), withoutTimes(unsharded));
  expect(
    isSame,
    `the merged result is that of one unsharded run, to the bit (${JSON.stringify(withoutTimes(merged)).length} characters)`,
  );
}

const missing = PROGRAMS.filter((program) => spawnSync('which', [program]).status !== 0);
if (missing.length > 0 || process.getuid?.() !== 0) {
  console.error(
    `This test wants root and Slurm (missing: ${missing.join(', ') || 'nothing'}). On Debian: apt-get install -y slurm-wlm munge`,
  );
  process.exit(1);
}
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('exit', stop);
try {
  await test();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  for (const name of [
    'slurmctld.log',
    'slurmd.log',
    `results/shard-${REQUEUED.shard}.log`,
    'results/merge.log',
  ])
    if (existsSync(join(folder, name)))
      console.error(
        `── ${name}\n${readFileSync(join(folder, name), 'utf8').split('\n').slice(-15).join('\n')}`,
      );
  process.exitCode = 1;
}
