/** The words of `npm run experiment`: what may be written, and nothing of whether it makes sense. */
import { Command, InvalidArgumentError } from 'commander';
import { PRESETS } from '../experiment/presets.ts';
import { SETTING_NAMES, SETTINGS } from '../experiment/settingsTable.ts';
import { readArguments } from './program.ts';

/** What stands behind the name of a preset. */
export interface ExperimentOptions {
  readonly data?: string;
  readonly seeds?: string;
  readonly replicates?: string;
  readonly set: readonly string[];
  readonly sweep: readonly string[];
  readonly select: readonly string[];
  readonly until?: string;
  readonly budget?: string;
  readonly shard?: string;
  readonly backend?: string;
  readonly json?: string;
  readonly resume?: string;
  readonly teachers?: string;
  readonly workers?: string;
  readonly yes?: boolean;
}

export type Asked =
  | {
      readonly command: 'experiment';
      readonly presets: readonly string[];
      readonly options: ExperimentOptions;
    }
  | { readonly command: 'merge'; readonly files: readonly string[]; readonly json?: string }
  | { readonly command: 'record'; readonly files: readonly string[] }
  | { readonly command: 'table' }
  | { readonly command: 'penmanship-check'; readonly data?: string; readonly json?: string };

/** @throws UsageError saying what is wrong, HelpAsked */
export function readCommandLine(args: readonly string[]): Asked {
  let asked: Asked | null = null;
  readArguments(
    describeCommands((what) => (asked = what)),
    args,
  );
  return asked!;
}

function describeCommands(take: (asked: Asked) => void): Command {
  const program = new Command('npm run experiment --').enablePositionalOptions().helpCommand(true);
  program
    .description('Runs a preset: a claim from the literature, tried in one run or several.')
    .argument('[preset...]', `one of ${Object.keys(PRESETS).join(', ')}`)
    .option(
      '--data <source>',
      'embedded, mnist, or a folder or file of digits; the preset says if left out',
      once,
    )
    .option('--seeds <n>', 'students of each arm, in each replicate', once)
    .option('--replicates <n>', 'draws of labels, order, teacher and first weights', once)
    .option('--set <key=value>', 'a setting of every run; may be repeated', several, [])
    .option('--sweep <key=v1,v2,…>', 'a run for each value; may be repeated', several, [])
    .option(
      '--select <key[=v1,v2,…]>',
      'as --sweep, for a setting whose value is to be chosen on held-out training digits; T and softWeight know values to try; may be repeated',
      several,
      [],
    )
    .option(
      '--until <points>',
      'adds seeds (of several replicates: replicates) until each interval is ± so many points',
      once,
    )
    .option('--budget <minutes>', 'that --until may take; 60 if left out', once)
    .option(
      '--shard <i/n>',
      'the i-th of n parts; "auto" in a task of a Slurm array or of an indexed Kubernetes Job, which says both',
      once,
    )
    .option('--backend <name>', 'wasm or cpu; the fastest if left out', once)
    .option('--json <file>', 'where the result is written, after every cohort', once)
    .option(
      '--resume <file>',
      'runs what the result in this file lacks, or all of it where the file is not there yet; written there, unless --json says where',
      once,
    )
    .option(
      '--teachers <folder>',
      'where teachers are kept, for all shards and later runs: each is trained once',
      once,
    )
    .option(
      '--workers <n>',
      'processes that share the experiment out among them; "auto": as many as runs, cores and memory allow',
      once,
    )
    .option('--yes', 'does not ask before what takes long')
    .addHelpText('after', () => `\nSettings (key: default):\n${SETTING_NAMES.map(settingLine).join('\n')}`)
    .action((presets: string[], options: ExperimentOptions) =>
      take({ command: 'experiment', presets, options }),
    );
  program
    .command('merge')
    .description('Joins the results of shards to what one run would have given.')
    .argument('<file...>', 'all shards')
    .option('--json <file>', 'where the result is written', once)
    .action((files: string[], { json }: { json?: string }) =>
      take({ command: 'merge', files, ...(json && { json }) }),
    );
  program
    .command('record')
    .description('Takes results into those that the table and the page’s cards are made of.')
    .argument('<file...>')
    .action((files: string[]) => take({ command: 'record', files }));
  program
    .command('table')
    .description('Writes the table of recorded results into README.')
    .action(() => take({ command: 'table' }));
  program
    .command('penmanship-check')
    .description('Measures whether the embedded digits are as good as they should be.')
    .option('--data <source>', 'mnist, or its folder', once)
    .option('--json <file>', 'where what was found is written', once)
    .action((options: { data?: string; json?: string }) => take({ command: 'penmanship-check', ...options }));
  return program;
}

function once(value: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError(`It is given twice: ${before} and ${value}.`);
  return present(value);
}

const several = (value: string, before: readonly string[]): string[] => [...before, present(value)];

/** What is left empty, as by a variable that is not set, and the next option in its place are no values. */
function present(value: string): string {
  if (value.trim() !== '' && !value.startsWith('--')) return value;
  throw new InvalidArgumentError('Its value is missing.');
}

function settingLine(name: (typeof SETTING_NAMES)[number]): string {
  const { help, advice, type } = SETTINGS[name];
  return `  ${name}: ${JSON.stringify(type.parse(undefined))}. ${help} ${advice}`;
}
