/** What a finished experiment says on standard output. */
import { bestCell } from '../distillation/bestCell.ts';
import { mean } from '../distillation/statistics.ts';
import { VERDICT_WORDS, verdictsOn } from '../experiment/findings.ts';
import { findPreset } from '../experiment/presets.ts';
import type { ArmResult, ExperimentResult, Gain, VariantResult } from '../experiment/results.ts';
import { gapSentence, gainSentence, percent, signed } from '../experiment/wording.ts';

type Finished = Extract<VariantResult, { readonly problem: null }>;

export function describe(result: ExperimentResult): string {
  const { data, backend, axes, variants, unfinished, timing } = result;
  const isSingle = variants.length === 1 && unfinished.length === 0;
  return [
    `${data.name}, ${data.test} test digits, backend ${backend}`,
    ...variants.flatMap((variant) => [
      ...(isSingle ? [] : ['', variant.label]),
      ...(variant.problem === null ? linesOf(variant) : [`not run: ${variant.problem}`]),
    ]),
    ...(axes.length === 0 ? claimLines(result) : ['', ...bestOf(variants)]),
    ...(unfinished.length > 0 ? [`not done    ${unfinished.join('; ')}`] : []),
    ...underWayLines(result),
    `time        ${(timing.totalMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

/** What the claim came to, part by part. */
function claimLines({ preset, variants }: ExperimentResult): string[] {
  const { expects } = findPreset(preset);
  return verdictsOn(expects, variants).map(
    ({ says, verdict }) => `claim       ${VERDICT_WORDS[verdict]}: ${says}`,
  );
}

function linesOf({ teacher, arms, gain, gapClosed, timing }: Finished): string[] {
  return [
    `teacher     ${percent(teacher.accuracy)}  ${teacher.errors} errors  ${teacher.name}`,
    ...arms.map(
      (arm) =>
        `${arm.name.padEnd(11)} ${percent(arm.meanAccuracy)}  ${mean(arm.errors).toFixed(1)} errors  ` +
        `${arm.sdAccuracy === null ? '1 seed' : `sd ${percent(arm.sdAccuracy)} over ${arm.seeds.length} seeds`}  agreement ${percent(mean(arm.agreement))}`,
    ),
    `gain        ${gainText(gain)}`,
    `            ${gainSentence(gain)} ${gapSentence(gapClosed)}`,
    ...arms.flatMap(unseenLines),
    `step        ${timing.stepMs.toFixed(2)} ms`,
  ];
}

/** A cohort that was stopped: what it came to, which is no result. */
function underWayLines({ underWay }: ExperimentResult): string[] {
  if (!underWay) return [];
  const [standalone, ...distilled] = underWay.accuracy.map((seeds) => percent(mean(seeds)));
  return underWay.labels.map(
    (label, recipe) =>
      `stopped     ${label}: after ${underWay.epoch.toFixed(1)} epochs, on ${underWay.numTested} test digits, ` +
      `standalone ${standalone}, distilled ${distilled[recipe]}`,
  );
}

function gainText({ mean: points, ci95 }: Gain): string {
  return (
    `${signed(points)} points` +
    (ci95 ? `, 95 % interval ${signed(ci95[0])} … ${signed(ci95[1])}` : ' (one pair: no interval)')
  );
}

/** Digits that the transfer set lacked, before and after the shift that was found on training digits. */
function unseenLines({ name, unseen }: ArmResult): string[] {
  const [first] = unseen ?? [];
  if (!unseen || !first) return [];
  const average = (key: 'errors' | 'wrong' | 'shift' | 'shiftedErrors' | 'shiftedWrong') =>
    mean(unseen.map((each) => each[key])).toFixed(1);
  const share = (mean(unseen.map(({ shiftedWrong }) => shiftedWrong)) / first.numTested) * 100;
  return [
    `unseen      ${name}: ${average('errors')} errors, ${average('wrong')} on the ${first.numTested} of ${first.digits.join(', ')}; ` +
      `with ${average('shift')} added: ${average('shiftedErrors')}, ${average('shiftedWrong')} (${share.toFixed(1)} % of them)`,
  ];
}

/** The best distilled arm, if it is more than the first by chance. */
function bestOf(variants: readonly VariantResult[]): string[] {
  const finished = variants.filter((variant): variant is Finished => variant.problem === null);
  const best = bestCell(finished.map(({ arms }) => arms[1]!.accuracy));
  if (!best || finished.length < 2) return [];
  const { label } = finished[best.index]!;
  return [
    best.isDistinguishable
      ? `best        ${label}: its distilled students are better than all others (95 %, Bonferroni)`
      : `best        none can be told from the next; ${label} comes first by chance or by little`,
  ];
}
