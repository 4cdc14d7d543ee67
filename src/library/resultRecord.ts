/** A result as a record: what the command line measured, of which it wrote no curve, no networks and no test digits. */
import type { ArmReport, DataSummary, NetworkMetrics } from '../experiment/events.ts';
import { beginRecord, type RunRecord } from '../experiment/record.ts';
import { drawnIn } from '../experiment/replicates.ts';
import type { ArmResult, RunResult, TeacherResult } from '../experiment/results.ts';

export function recordOfResult(result: RunResult): RunRecord {
  const { config, data, backend, teacher, arms, gain } = result;
  const { data: source, sloppiness } = config;
  const summary: DataSummary = {
    id: data.id ?? `unknown set of ${data.name}`, // schema 1 had none
    source: { data: source, sloppiness },
    name: data.name,
    provenance: 'As a result file names them.',
    numTrain: data.train,
    numTest: data.test,
    numUnlabelled: 0,
    isEndless: false,
  };
  const ofFirst = gain.perReplicate[0] ?? 1; // as a record of the page has them: of the first replicate
  return {
    ...beginRecord({ ...config, ...drawnIn(result) }, summary),
    backend,
    teacher: metricsOf(teacher, data.test),
    arms: arms.slice(0, 2).map((arm) => reportOf(arm, ofFirst, data.test)),
    result,
  };
}

type Measured = Pick<TeacherResult, 'accuracy' | 'nll' | 'ece' | 'confusion'>;

/** Counts are of one network; the mean over several teachers is none. */
function metricsOf({ accuracy, nll, ece, confusion }: Measured, numTested: number): NetworkMetrics {
  const errors = Math.round((1 - accuracy) * numTested);
  return { accuracy, errors, numTested, nll, ece, reliability: [], confusion };
}

function reportOf(arm: ArmResult, numSeeds: number, numTested: number): ArmReport {
  const seeds = arm.accuracy.slice(0, numSeeds).map((accuracy, at) => ({
    ...metricsOf(
      { accuracy, nll: arm.nll[at]!, ece: arm.ece[at]!, confusion: arm.confusion[at] ?? [] },
      numTested,
    ),
    agreement: arm.agreement[at]!,
    meanKl: arm.meanKl[at]!,
  }));
  return { name: arm.name, seeds, hardLoss: null, softLoss: null };
}
