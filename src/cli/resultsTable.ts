/** The table "paper | here" of the README, made from the recorded results and from nothing else. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { findPreset, PRESETS } from '../experiment/presets.ts';
import { parseResultFile, ResultFileError } from '../experiment/resultFile.ts';
import { drawsText, findingText, VERDICT_WORDS } from '../experiment/words/findings.ts';
import { changedSince, changesFrom, parseRecorded, recordOf, type Recorded } from '../experiment/recorded.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { betweenMarkers, writeWhole } from './files.ts';
import { readResult } from './resultWriter.ts';

/** Served beside the page, which shows them on its cards. */
const RESULTS_FOLDER = 'src/library/recorded';
const README = 'README.md';

/** Takes results of `--json` over into the folder, one file per preset. @returns the files written */
export async function record(files: readonly string[]): Promise<string[]> {
  const written: string[] = [];
  for (const file of files) {
    const labelOf = (preset: string) => findPreset(preset).variants[0]!.label;
    const found = parseResultFile(file, await readResult(file), labelOf);
    const { unfinished, shard } = found;
    if (unfinished.length > 0 || shard)
      throw new ResultFileError(
        `${file} is not the whole of ${found.preset}: ${shard ? `it is shard ${shard.index + 1} of ${shard.count}; merge them first` : `${unfinished.join(', ')} are not done; --resume ${file} runs them`}.`,
      );
    requirePreset(file, found);
    const result = recordOf(found);
    const target = join(RESULTS_FOLDER, `${result.preset}.json`);
    const style = await resolveConfig(target);
    await writeWhole(target, await format(JSON.stringify(result), { ...style, parser: 'json' }));
    written.push(target);
  }
  return written;
}

/** Digits and numbers of seeds may be others; other settings make another claim. @throws ResultFileError */
function requirePreset(file: string, { preset, axes, variants, data }: ExperimentResult): void {
  const [axis] = axes;
  if (axis) throw new ResultFileError(`${file} is a sweep over ${axis.name}, and not ${preset} as it is.`);
  const [change] = changesFrom(findPreset(preset), variants, data);
  if (change)
    throw new ResultFileError(
      `${file} is not ${preset} as it is: in "${change.label}" ${change.name} is ${change.made}, and ${change.now} in the preset.`,
    );
}

/** In the order of the presets. */
export async function readRecorded(): Promise<Recorded[]> {
  const names = (await readdir(RESULTS_FOLDER)).filter((name) => name.endsWith('.json'));
  const all = await Promise.all(
    names.map(async (name) =>
      parseRecorded(name, JSON.parse(await readFile(join(RESULTS_FOLDER, name), 'utf8'))),
    ),
  );
  const order = Object.keys(PRESETS);
  return all.sort((a, b) => order.indexOf(a.preset) - order.indexOf(b.preset));
}

/** In Markdown. */
export function tableOf(recorded: readonly Recorded[]): string {
  const rows = recorded.map((result) => {
    const { claim, source, sourceNumber, measures } = PRESETS[result.preset]!;
    const draws = new Set(
      result.variants.flatMap((each) => (each.problem === null ? [drawsText(each.gain)] : [])),
    );
    const isSingle = result.variants.length === 1;
    const found = result.variants.map(
      (each) => `${isSingle ? '' : `${each.label}: `}${findingText(each, measures)}`,
    );
    const verdicts = result.verdicts.map(({ says, verdict }) => `_${VERDICT_WORDS[verdict]}:_ ${says}`);
    const changed = changedSince(result, PRESETS[result.preset]!);
    const since = changed.length > 0 ? `; recorded with ${changed.join(', ')}` : '';
    const made = `${result.data.name}, ${[...draws].join(' or ')}${since}`;
    return `| **${result.preset}** ${claim} | ${sourceNumber} (${source}) | ${found.join('<br>')} (${made})<br>${verdicts.join('<br>')} |`;
  });
  return ['| claim | source | here |', '|---|---|---|', ...rows].join('\n');
}

/** @throws Error when the README has lost its marks */
export async function writeTable(): Promise<void> {
  const readme = await readFile(README, 'utf8');
  const table = tableOf(await readRecorded());
  await writeWhole(README, betweenMarkers(README, readme, 'experiments', table));
}
