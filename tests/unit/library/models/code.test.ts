import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/data/random.ts';
import { idxFiles } from '../../../../src/data/digitFiles.ts';
import { penmanship } from '../../../../src/data/penmanship/penmanship.ts';
import { predictedClasses } from '../../../../src/distillation/classification.ts';
import { logitsFor, onePredictor, type Predictor } from '../../../../src/distillation/ensemble.ts';
import { SOFT_LOSSES, softLossOf } from '../../../../src/distillation/softLosses.ts';
import { softmax } from '../../../../src/distillation/softmax.ts';
import { parseConfig } from '../../../../src/experiment/settings.ts';
import { onnxWebCode } from '../../../../src/library/models/code/onnxWeb.ts';
import { pythonCode } from '../../../../src/library/models/code/python.ts';
import { pytorchCode, trainingCode } from '../../../../src/library/models/code/pytorch.ts';
import type { CodeSample } from '../../../../src/library/models/code/sample.ts';
import { tfjsCode } from '../../../../src/library/models/code/tfjs.ts';
import { writeJsonModel } from '../../../../src/library/models/jsonModel.ts';
import { encodeOnnx } from '../../../../src/library/models/onnx/encode.ts';
import { onnxModelOf } from '../../../../src/library/models/onnx/write.ts';
import { writeTfjsModel } from '../../../../src/library/models/tfjsWriting.ts';
import { CNN, MLP, PADDED_CNN, seededNetwork } from '../../../support/networks.ts';
import { pythonWith, runPython } from '../../../support/python.ts';

const { train, test } = await penmanship({ seed: 9, sloppiness: 'mid', numTrain: 300, numTest: 100 });
const digit = { image: test.images.subarray(0, 784), label: test.labels[0]! };
const ensemble = (average: Predictor['average']): Predictor => ({
  networks: [1, 2].map((seed) => seededNetwork(CNN, seed)),
  average,
});
const PREDICTORS: readonly (readonly [string, Predictor])[] = [
  ['a perceptron', onePredictor(seededNetwork(MLP))],
  ['a convolutional network', onePredictor(seededNetwork(CNN))],
  ['one with other padding', onePredictor(seededNetwork(PADDED_CNN))],
  ['an ensemble that averages logits', ensemble('logits')],
  ['an ensemble that averages probabilities', ensemble('probabilities')],
];

/** Within the project, so that the packages that the code imports are found. */
mkdirSync('.cache', { recursive: true });
const root = resolve(mkdtempSync('.cache/code-'));
afterAll(() => rmSync(root, { recursive: true }));
const write = (name: string, contents: string | Uint8Array) => writeFileSync(join(root, name), contents);

/** A folder a network, with its files and the code for each. */
const folders = PREDICTORS.map(([, predictor], at) => {
  const name = `network${at}`;
  mkdirSync(join(root, name));
  const { model, weights } = writeTfjsModel(predictor);
  write(`${name}/model.json`, model);
  write(`${name}/weights.bin`, weights);
  write(`${name}/network.onnx`, encodeOnnx(onnxModelOf(predictor)));
  write(`${name}/network.json`, writeJsonModel(predictor, 'network'));
  const sample = (file: string): CodeSample => ({ who: 'The distilled student', file, predictor, digit });
  write(`${name}/tfjs.ts`, tfjsCode(sample('network.zip')));
  write(`${name}/onnx.ts`, onnxWebCode(sample('network.onnx')));
  write(`${name}/onnx.py`, pythonCode(sample('network.onnx')));
  write(`${name}/soft.py`, pythonCode(sample('network.onnx')).replace('\nT = 1.0\n', '\nT = 4.0\n'));
  write(`${name}/torch_json.py`, pytorchCode(sample('network.json')));
  return join(root, name);
});

/** Each in its folder, one after the other in one process, because a library takes seconds to load. */
const IN_NODE = `
  import { readFile } from 'node:fs/promises';
  globalThis.fetch = async (name) => new Response(await readFile(name)); // addresses are files, as beside a page
  const [code, ...folders] = process.argv.slice(2);
  for (const folder of folders) {
    process.chdir(folder);
    await import(folder + '/' + code);
    console.log('next');
  }
`;
const IN_PYTHON = `import os, runpy, sys
code, *folders = sys.argv[1:]
for folder in folders:
    os.chdir(folder)
    runpy.run_path(code)
    print("next")
`;
write('all.mjs', IN_NODE);
write('all.py', IN_PYTHON);

function runNode(code: string): string {
  const { stdout, stderr, status } = spawnSync('node', ['--import', 'tsx', 'all.mjs', code, ...folders], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** The lines that each page of code prints are what its network reads in the digit. */
function expectReadings(printed: string, temperature = 1) {
  const parts = printed.split('next\n').slice(0, -1);
  expect(parts).toHaveLength(PREDICTORS.length);
  parts.forEach((part, at) => {
    const [name, predictor] = PREDICTORS[at]!;
    const expected = softmax(logitsFor(predictor, digit.image)(temperature), temperature);
    const found = [...part.matchAll(/^(\d): (\d\.\d{4})$/gm)];
    expect(found.map(([, read]) => Number(read))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    found.forEach(([, , value], digitRead) =>
      expect(Math.abs(Number(value) - expected[digitRead]!), name).toBeLessThan(1e-4),
    );
  });
}

describe('each page of code reads the digit as it stands, whatever the network is', () => {
  it('tfjs', () => expectReadings(runNode('tfjs.ts')));

  it('onnxruntime-web', () => expectReadings(runNode('onnx.ts')));

  it('onnxruntime in Python, at another temperature too', (context) => {
    const python = pythonWith('onnxruntime');
    if (!python) return context.skip('No Python here has onnxruntime.');
    expectReadings(runPython(python, ['all.py', 'onnx.py', ...folders], root));
    expectReadings(runPython(python, ['all.py', 'soft.py', ...folders], root), 4);
  });

  it('PyTorch, from JSON', (context) => {
    const python = pythonWith('torch');
    if (!python) return context.skip('No Python here has PyTorch; Debian has python3-torch.');
    expectReadings(runPython(python, ['all.py', 'torch_json.py', ...folders], root));
  });
});

it('ONNX itself finds the ONNX files in order', (context) => {
  const python = pythonWith('onnx');
  if (!python) return context.skip('No Python here has onnx; Debian has python3-onnx.');
  const check = `import onnx, sys
for folder in sys.argv[1:]:
    model = onnx.load(folder + "/network.onnx")
    onnx.checker.check_model(model, full_check=True)
    shapes = {o.name: [d.dim_param or d.dim_value for d in o.type.tensor_type.shape.dim] for o in model.graph.output}
    print(model.opset_import[0].version, shapes["logits"], shapes["probabilities"])`;
  expect(runPython(python, ['-c', check, ...folders], root)).toBe(
    "17 ['n', 10] ['n', 10]\n".repeat(PREDICTORS.length),
  );
});

describe('the script that trains as the run did', () => {
  const teacher = onePredictor(seededNetwork(PADDED_CNN, 3));
  const config = parseConfig({
    labels: 200,
    unlabelled: 60,
    hidden: [12],
    epochs: 3,
    seeds: 2,
    batchSize: 50,
  });

  it('trains with PyTorch, and measures the run’s own teacher to the digit', async (context) => {
    const python = pythonWith('torch');
    if (!python) return context.skip('No Python here has PyTorch; Debian has python3-torch.');
    mkdirSync(join(root, 'digits'), { recursive: true });
    for (const file of [...idxFiles(train, 'train'), ...idxFiles(test, 't10k')])
      write(`digits/${file.name}`, new Uint8Array(await file.arrayBuffer()));
    write('teacher.json', writeJsonModel(teacher, 'teacher'));
    const read = Array.from({ length: 100 }, (_, at) => test.images.subarray(at * 784, (at + 1) * 784)).map(
      (image) => predictedClasses(logitsFor(teacher, image)(1), 10)[0],
    );
    const errors = read.filter((each, at) => each !== test.labels[at]).length;
    const others = {
      softLoss: 'decoupled',
      optimiser: 'sgd',
      learningRate: 0.05,
      schedule: 'cosine',
    } as const;
    for (const settings of [
      {},
      { ...others, dropout: 0.2, keptDigits: [0, 1, 2, 4], wrongLabels: 0.1 },
      { softLoss: 'logits' as const, convolutions: ['5x5x4/2', '3x3x6+pool'] },
    ]) {
      write('train.py', trainingCode({ ...config, ...settings }, 'teacher.json', 'these digits'));
      const printed = runPython(python, ['train.py'], root);
      expect(printed).toContain(`teacher: ${errors} errors of 100`);
      expect(printed).toMatch(/seed 1: standalone \d+ errors, distilled \d+, gain [+-]\d+\.\d\d points\n/);
      expect(printed).toMatch(/mean gain: [+-]\d+\.\d\d points\n$/);
    }
  });

  it('its soft loss is the page’s, in every form', (context) => {
    const python = pythonWith('torch');
    if (!python) return context.skip('No Python here has PyTorch; Debian has python3-torch.');
    const code = trainingCode(config, 'teacher.json', 'these digits');
    const [softLosses] = /def soft_losses[^]*?\n\n\n/.exec(code)!;
    const random = createRandom(1, 'soft losses');
    const rows = () => Array.from({ length: 3 }, () => Array.from({ length: 10 }, () => 3 * random.normal()));
    const [v, z, labels] = [rows(), rows(), [3, 1, 4]];
    const forms = SOFT_LOSSES.flatMap((softLoss) =>
      [
        { klDirection: 0, topK: 10, topKRest: 'dropped' as const },
        { klDirection: 0.3, topK: 3, topKRest: 'dropped' as const },
        { klDirection: 1, topK: 2, topKRest: 'spread' as const },
      ].map((own) => ({ softLoss, temperature: 3, squareTemperature: true, nonTargetWeight: 4, ...own })),
    );
    write(
      'forms.py',
      `import json
import math
import torch
import torch.nn.functional as F

${softLosses}
v, z = (torch.tensor(rows, dtype=torch.float64) for rows in (${JSON.stringify(v)}, ${JSON.stringify(z)}))
found = []
for S in json.loads('${JSON.stringify(forms)}'):
    found.append(soft_losses(v, z, torch.tensor(${JSON.stringify(labels)})).tolist())
print(json.dumps(found))
`,
    );
    const found = JSON.parse(runPython(python, ['forms.py'], root)) as number[][];
    forms.forEach((form, at) =>
      labels.forEach((label, row) => {
        const ours = softLossOf(Float64Array.from(v[row]!), Float64Array.from(z[row]!), label, form).value;
        expect(found[at]![row]! / ours, JSON.stringify(form)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('names what it leaves out of a run, and nothing that it does not', () => {
    expect(trainingCode(config, 'teacher.json', 'MNIST')).not.toContain('Not in this script');
    const more = { ...config, control: 'permutedNonTargets', teacherEpochs: 7, heldOut: true } as const;
    expect(trainingCode(more, 'teacher.json', 'MNIST')).toContain(
      'Not in this script, though set in the run: heldOut = true, control = "permutedNonTargets".',
    );
  });
});
