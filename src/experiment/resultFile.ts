/** What is written by --json and by "Download results": always the fields of one run, and the variants where there are several. */
import type { ExperimentResult, RunResult, VariantResult } from './results.ts';

type FinishedVariant = Extract<VariantResult, { readonly problem: null }>;

/** The first variant that was not refused speaks for the experiment; null while there is none. */
function headlineOf({ variants }: ExperimentResult): FinishedVariant | null {
  return variants.find((variant): variant is FinishedVariant => variant.problem === null) ?? null;
}

/** @returns a RunResult for an experiment of one finished variant; else its fields are those of the headline, beside the variants */
export function resultFile(result: ExperimentResult): RunResult | ExperimentResult {
  const headline = headlineOf(result);
  if (!headline) return result;
  const { teacher, arms, gain, gapClosed } = headline;
  const { schema, preset, config, data, backend, versions } = result;
  const isSingle = result.variants.length === 1 && result.unfinished.length === 0 && !result.shard;
  const run = { schema, preset, config, data, backend, teacher, arms, gain, gapClosed };
  return isSingle
    ? { ...run, config: headline.config, timing: headline.timing, versions }
    : { ...result, ...run, timing: { ...headline.timing, totalMs: result.timing.totalMs } };
}
