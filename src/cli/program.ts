/** How every command begins and ends: its options are read, its errors told to people, and its exit code says how it went. */
import { CommanderError, type Command } from 'commander';
import { DataFileError } from '../data/dataFileError.ts';
import { MergeError } from '../experiment/merge.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { UnknownPresetError } from '../experiment/presets.ts';
import { ResultFileError } from '../experiment/resultFile.ts';
import { SettingsError } from '../experiment/settings.ts';
import { PathError } from './files.ts';

/** Of arguments that do not belong together, or are not what they should be. */
export class UsageError extends Error {}

/** Somebody asked for help; the message is it. */
export class HelpAsked extends Error {}

/** @param args what follows the command @throws UsageError saying what is wrong, HelpAsked */
export function readArguments(program: Command, args: readonly string[] = process.argv.slice(2)): Command {
  let help = '';
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => (help += text), writeErr: () => undefined })
      .allowExcessArguments(false);
  try {
    return program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpAsked(help.trimEnd());
    throw new UsageError(`${error.message.replace(/^error: |\.$/g, '')}. --help says what there is.`);
  }
}

/** Who asked for what cannot be done is told so by 2; 1 is for what was begun. */
const ASKED_WRONGLY = [
  UsageError,
  UnknownPresetError,
  SettingsError,
  PathError,
  DataFileError,
  MergeError,
  ResultFileError,
];

/** Does what a command is for. @param perform returns the exit code */
export async function runProgram(perform: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await perform();
  } catch (error) {
    const isHelp = error instanceof HelpAsked;
    (isHelp ? console.log : console.error)(messageOf(error));
    process.exitCode = isHelp ? 0 : ASKED_WRONGLY.some((kind) => error instanceof kind) ? 2 : 1;
  }
}
