/** What a finished experiment says on standard output. */
import { mean } from '../distillation/statistics.ts';
import { bestVariant, type Finished } from '../experiment/bestVariant.ts';
import { findPreset } from '../experiment/presets.ts';
import type { ArmResult, ExperimentResult } from '../experiment/results.ts';
import { triedTogether, unseenText, VERDICT_WORDS } from '../experiment/words/findings.ts';
import { decimal, percent } from '../experiment/words/numbers.ts';
import { verdictsOn } from '../experiment/verdicts.ts';
import { pairsPicture } from '../experiment/words/pairsPicture.ts';
import {
  gainVerdict,
  leadSentence,
  pairsSentence,
  uncertaintySentence,
} from '../experiment/words/verdict.ts';

export function describe(result: ExperimentResult): string {
  const { data, backend, axes, variants, unfinished, timing } = result;
  const isSingle = variants.length === 1 && unfinished.length === 0;
  return [
    `${nameOfDigits(result)}, ${data.test} test digits, backend ${backend}`,
    ...variants.flatMap((variant) => [
      ...(isSingle ? [] : ['', variant.label]),
      ...(variant.problem === null ? linesOf(variant) : [`not run: ${variant.problem}`]),
    ]),
    ...(axes.length === 0 ? claimLines(result) : ['', ...bestOf(result)]),
    ...(unfinished.length > 0 ? [`not done    ${unfinished.join('; ')}`] : []),
    ...underWayLines(result),
    `time        ${(timing.totalMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

/** Where the hand is swept, the set at the beginning is not that of all runs. */
function nameOfDigits({ data, axes }: ExperimentResult): string {
  return axes.some(({ name }) => name === 'sloppiness') ? 'Penmanship in the hand of each run' : data.name;
}

/** What the claim came to, part by part. */
function claimLines({ preset, variants, data }: ExperimentResult): string[] {
  const { expects } = findPreset(preset);
  const parts = verdictsOn(expects, variants, data.test);
  return [
    ...parts.map(({ says, verdict }) => `claim       ${VERDICT_WORDS[verdict]}: ${says}`),
    ...(parts.length > 1 ? [`            ${triedTogether(parts.length)}`] : []),
  ];
}

function linesOf(variant: Finished): string[] {
  const { teacher, arms, gain, timing, config } = variant;
  const { headline, detail } = gainVerdict(gain, config.labels);
  return [
    `teacher     ${percent(teacher.accuracy)}  ${teacher.errors} errors  ${teacher.name}`,
    ...arms.map(armLine),
    `gain        ${headline}`,
    `            ${detail}`,
    ...[pairsSentence(variant), uncertaintySentence(gain), leadSentence(variant)].flatMap((text) =>
      text ? [`            ${text}`] : [],
    ),
    ...pairsPicture(variant),
    ...arms.flatMap(({ name, unseen }) => (unseen ? [`unseen      ${name}: ${unseenText(unseen)}`] : [])),
    ...(timing.stepMs === undefined ? [] : [`step        ${timing.stepMs.toFixed(2)} ms`]),
  ];
}

function armLine({ name, seeds, meanAccuracy, sdAccuracy, errors, agreement }: ArmResult): string {
  const spread =
    sdAccuracy === null ? 'one student' : `sd ${percent(sdAccuracy)} over ${seeds.length} students`;
  return (
    `${name.padEnd(11)} ${percent(meanAccuracy)}  ${decimal(mean(errors))} errors  ` +
    `${spread}  agreement ${percent(mean(agreement))}`
  );
}

/** A cohort that was stopped: what it came to, which is no result. */
function underWayLines({ underWay }: ExperimentResult): string[] {
  if (!underWay) return [];
  const [standalone, ...distilled] = underWay.accuracy.map((seeds) => percent(mean(seeds)));
  return underWay.labels.map(
    (label, at) =>
      `stopped     ${label}: after ${underWay.epoch.toFixed(1)} epochs, on ${underWay.numTested} test digits, ` +
      `standalone ${standalone}, distilled ${distilled[at]}`,
  );
}

/** The best distilled arm on held-out digits, and what test digits say of it. */
function bestOf({ variants, data }: ExperimentResult): string[] {
  if (variants.filter(({ problem }) => problem === null).length < 2) return [];
  const best = bestVariant(variants, data);
  if (!best)
    return ['best        not named: no training digits were held out to choose by, and test digits judge'];
  const { variant, accuracy, isDistinguishable } = best;
  const { headline, detail } = gainVerdict(variant.gain, variant.config.labels);
  return [
    `best        ${variant.label}: its distilled students read ${percent(accuracy)} of ${best.numHeldOut} held-out training digits`,
    isDistinguishable
      ? '            and are better than all others (95 % over students and digits, Bonferroni)'
      : '            but it cannot be told from the next: it comes first by chance or by little',
    `            on test digits: ${headline}. ${detail}`,
  ];
}
