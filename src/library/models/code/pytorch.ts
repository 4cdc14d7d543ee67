/** Pages of Python with PyTorch: reading a network from its JSON, and training students of it as the run did. */
import type { Config } from '../../../experiment/config.ts';
import { DEFAULT_CONFIG } from '../../../experiment/config.ts';
import { SETTINGS, type SettingName } from '../../../experiment/settingsTable.ts';
import { PYTHON_LEVELS, pythonDigit, readingLine, type CodeSample } from './sample.ts';

/** Builds modules from the JSON; the same in both pages. */
const LOAD = `class ChannelsLast(nn.Module):
    """Images as the dense layers know them: [row, column, channel]."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1)


def floats(text):
    return torch.from_numpy(np.frombuffer(base64.b64decode(text), "<f4").copy())


def network_of(layers):
    """From images [n, 1, 28, 28], 0 ... 1, to logits [n, 10]."""
    parts = []
    for at, layer in enumerate(layers):
        inputs, outputs, shape = layer["numInputs"], layer["numOutputs"], layer["convolution"]
        weights = floats(layer["weights"])
        if shape:
            side, channels, size = shape["inputSide"], shape["channels"], shape["size"]
            stride, pool, padding = shape["stride"], shape["pool"], shape.get("padding")
            before = after = padding
            if padding is None:  # TensorFlow's "same"
                zeros = max(0, (-(-side // stride) - 1) * stride + size - side)
                before, after = zeros // 2, zeros - zeros // 2
            linear = nn.Conv2d(channels, outputs, size, stride)
            weights = weights.reshape(size, size, channels, outputs).permute(3, 2, 0, 1)
            parts += [nn.ZeroPad2d((before, after, before, after)), linear, nn.ReLU()]
            parts += [nn.MaxPool2d(pool)] if pool > 1 else []
        else:
            if at == 0 or layers[at - 1]["convolution"]:
                parts += [ChannelsLast(), nn.Flatten()]
            linear = nn.Linear(inputs, outputs)
            weights = weights.reshape(inputs, outputs).T
            parts += [linear] if at == len(layers) - 1 else [linear, nn.ReLU()]
        with torch.no_grad():
            linear.weight.copy_(weights)
            linear.bias.copy_(floats(layer["bias"]))
    return nn.Sequential(*parts).eval()


def load(path):
    """A predictor: logits of images that stand for all its networks at a temperature."""
    with open(path) as file:
        model = json.load(file)
    networks = [network_of(each["layers"]) for each in model["networks"]]

    @torch.no_grad()
    def logits_of(images, temperature=1.0):
        each = torch.stack([network(images) for network in networks])
        if len(networks) == 1 or model["average"] == "logits":
            return each.mean(0)
        logs = torch.logsumexp(F.log_softmax(each / temperature, -1), 0) - math.log(len(networks))
        return temperature * logs

    return logits_of
`;

export function pytorchCode(sample: CodeSample): string {
  return `# ${sample.who}, trained by Distillery, in Python with PyTorch.
# pip install numpy torch, and put ${sample.file} beside this file.
import base64
import json
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

${pythonDigit(sample)}


${LOAD}

${PYTHON_LEVELS}
logits = load("${sample.file}")(torch.from_numpy(levels).reshape(1, 1, 28, 28), T)
for digit, probability in enumerate(F.softmax(logits[0] / T, -1).tolist()):
    print(f"{digit}: {probability:.4f}")
# At T = 1 the page reads ${readingLine(sample)}
`;
}

/** Settings that the script of training knows, by the names that it uses. */
const KNOWN = [
  'seed',
  'seeds',
  'labels',
  'unlabelled',
  'keptDigits',
  'wrongLabels',
  'convolutions',
  'hidden',
  'epochs',
  'batchSize',
  'learningRate',
  'schedule',
  'optimiser',
  'weightDecay',
  'dropout',
  'labelSmoothing',
  'temperature',
  'softWeight',
  'squareTemperature',
  'softLoss',
  'nonTargetWeight',
  'klDirection',
  'topK',
  'topKRest',
] as const satisfies readonly SettingName[];

/** Say which digits and which teacher: they lie beside the script. */
const IN_FILES: readonly SettingName[] = ['data', 'sloppiness', 'replicates'];

/** What of a run the script leaves out: settings that were changed, and that it does not know. */
function notInScript(config: Config): string[] {
  const names = Object.keys(SETTINGS) as SettingName[];
  return names
    .filter((name) => !KNOWN.some((known) => known === name) && !IN_FILES.includes(name))
    .filter((name) => SETTINGS[name].scope !== 'teacher')
    .filter((name) => JSON.stringify(config[name]) !== JSON.stringify(DEFAULT_CONFIG[name]))
    .map((name) => `${name} = ${JSON.stringify(config[name])}`);
}

/** @param teacherFile the JSON of the run's teacher @param digits their name, for people */
export function trainingCode(config: Config, teacherFile: string, digits: string): string {
  const missing = notInScript(config);
  const settings = KNOWN.map((name) => `${name}=${pythonOf(config[name])},`).join('\n    ');
  return `# Trains students as a run of Distillery did: alone, and taught by the run's teacher. Python with PyTorch.
# pip install numpy torch. Beside this file: ${teacherFile}, and a folder digits/ with the four IDX files
# of ${digits} (train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-..., plain or .gz).
# The same method and settings, other random numbers: single students differ from the page's, their means should not.
${missing.length > 0 ? `# Not in this script, though set in the run: ${missing.join(', ')}.\n` : ''}import base64
import gzip
import json
import math
import os
import re
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

S = dict(
    ${settings}
)
TEACHER = "${teacherFile}"
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "digits"


${LOAD}

def read_idx(name, header):
    path = os.path.join(FOLDER, name)
    opened = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz")
    with opened as file:
        return np.frombuffer(file.read(), np.uint8, offset=header).copy()


def read_split(stem):
    images = read_idx(f"{stem}-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28)
    labels = read_idx(f"{stem}-labels-idx1-ubyte", 8)
    return torch.from_numpy(images).float() / 255, torch.from_numpy(labels).long()


def batches_of(tensor, size=500):
    return torch.split(tensor, size)


def transfer_set(images, labels, teacher):
    """Images, labels, teacher's logits, and whether each label counts."""
    random = np.random.default_rng(S["seed"])
    order = torch.from_numpy(random.permutation(len(images))[: S["labels"] + S["unlabelled"]])
    images, labels = images[order], labels[order]
    logits = torch.cat([teacher(batch, S["temperature"]) for batch in batches_of(images)])
    counts = torch.arange(len(images)) < S["labels"]
    labels = torch.where(counts, labels, logits.argmax(1))  # of the others the teacher says what they are
    kept = torch.isin(labels, torch.tensor(S["keptDigits"]))
    images, labels, logits, counts = images[kept], labels[kept].clone(), logits[kept], counts[kept]
    num = int(counts.sum())
    wrong = torch.from_numpy(random.permutation(num)[: round(S["wrongLabels"] * num)])
    labels[wrong] = torch.from_numpy(random.choice(S["keptDigits"], len(wrong)))
    return images, labels, logits, counts


def seeded(layer, inputs):
    nn.init.normal_(layer.weight, std=math.sqrt(2 / inputs))
    nn.init.zeros_(layer.bias)
    return layer


def student():
    parts, side, channels = [], 28, 1
    for text in S["convolutions"]:  # "5x5x24/2+pool"
        size, filters = (int(each) for each in re.match(r"\\d+x(\\d+)x(\\d+)", text).groups())
        stride = 2 if "/2" in text else 1
        out = -(-side // stride)
        zeros = max(0, (out - 1) * stride + size - side)  # TensorFlow's "same"
        padding = (zeros // 2, zeros - zeros // 2) * 2
        conv = seeded(nn.Conv2d(channels, filters, size, stride), size * size * channels)
        parts += [nn.ZeroPad2d(padding), conv, nn.ReLU()] + ([nn.MaxPool2d(2)] if "+pool" in text else [])
        side, channels = out // 2 if "+pool" in text else out, filters
    parts.append(nn.Flatten())
    sizes = [side * side * channels, *S["hidden"], 10]
    for inputs, outputs in zip(sizes, sizes[1:]):
        parts += [seeded(nn.Linear(inputs, outputs), inputs), nn.ReLU(), nn.Dropout(S["dropout"])]
    return nn.Sequential(*parts[:-2])


def soft_losses(v, z, labels):
    """Of each image: how far the student's logits z are from the teacher's v."""
    T = S["temperature"]
    if S["softLoss"] == "logits":
        difference = (z - z.mean(1, keepdim=True)) - (v - v.mean(1, keepdim=True))
        return difference.square().mean(1) / 2
    if S["softLoss"] == "standardised":
        v, z = ((x - x.mean(1, keepdim=True)) / (x.var(1, keepdim=True, correction=0) + 1e-14).sqrt() for x in (v, z))
    p, q = F.log_softmax(v / T, 1), F.log_softmax(z / T, 1)
    scale = T * T if S["squareTemperature"] else 1.0
    if S["softLoss"] == "topK":
        top = p.topk(S["topK"], 1).indices
        kept = torch.zeros_like(p, dtype=torch.bool).scatter(1, top, True)
        rest = (p.exp() * ~kept).sum(1, keepdim=True) / max(1, 10 - S["topK"])
        targets = torch.where(kept, p.exp(), rest if S["topKRest"] == "spread" else torch.zeros_like(rest))
        return scale * F.kl_div(q, targets / targets.sum(1, keepdim=True), reduction="none").sum(1)
    beta = S["klDirection"]
    if S["softLoss"] == "jensenShannon" and beta > 0:
        reverse = F.kl_div(p, q, log_target=True, reduction="none").sum(1)
        if beta == 1:
            return scale * reverse
        m = torch.logsumexp(torch.stack([p + math.log(beta), q + math.log(1 - beta)]), 0)
        to = lambda x: F.kl_div(m, x, log_target=True, reduction="none").sum(1)
        return scale * (to(p) / (1 - beta) + to(q) / beta)
    if S["softLoss"] != "decoupled":
        return scale * F.kl_div(q, p, log_target=True, reduction="none").sum(1)
    target = F.one_hot(labels, 10).bool()  # decoupled

    def parts(log):
        rest = log[~target].view(-1, 9)
        return torch.stack([log[target], rest.logsumexp(1)], 1), rest - rest.logsumexp(1, keepdim=True)

    (p_two, p_rest), (q_two, q_rest) = parts(p), parts(q)
    against_rest = F.kl_div(q_two, p_two, log_target=True, reduction="none").sum(1)
    among_rest = F.kl_div(q_rest, p_rest, log_target=True, reduction="none").sum(1)
    return scale * (against_rest + S["nonTargetWeight"] * among_rest)


def rate_at(progress):
    return {"constant": 1.0, "linear": 1 - progress, "cosine": (1 + math.cos(math.pi * progress)) / 2}[S["schedule"]]


def train(soft_weight, seed, images, labels, logits, counts):
    torch.manual_seed(seed)  # twins begin with the same weights and see the same batches
    net = student()
    if S["optimiser"] == "adam":
        optimiser = torch.optim.AdamW(net.parameters(), S["learningRate"], weight_decay=S["weightDecay"])
    else:
        optimiser = torch.optim.SGD(net.parameters(), S["learningRate"], momentum=0.9)
    size = min(S["batchSize"], len(images))
    steps = len(images) // size
    hard_weights = counts.float() * len(counts) / max(1, int(counts.sum()))
    order = np.random.default_rng(S["seed"])
    for epoch in range(S["epochs"]):
        rows = torch.from_numpy(order.permutation(len(images)))
        for step in range(steps):
            batch = rows[step * size : (step + 1) * size]
            rate = S["learningRate"] * rate_at((epoch * steps + step) / (steps * S["epochs"]))
            for group in optimiser.param_groups:
                group["lr"] = rate
            z = net(images[batch])
            smoothing = S["labelSmoothing"]
            hard = F.cross_entropy(z, labels[batch], reduction="none", label_smoothing=smoothing)
            loss = (1 - soft_weight) * (hard_weights[batch] * hard).mean()
            if soft_weight > 0:
                loss = loss + soft_weight * soft_losses(logits[batch], z, labels[batch]).mean()
            optimiser.zero_grad()
            loss.backward()
            if S["optimiser"] == "sgd" and S["weightDecay"] > 0:  # apart from the gradient
                with torch.no_grad():
                    for weights in net.parameters():
                        weights.mul_(1 - rate * S["weightDecay"])
            optimiser.step()
    return net.eval()


@torch.no_grad()
def errors_of(logits_of, images, labels):
    read = torch.cat([logits_of(batch).argmax(1) for batch in batches_of(images)])
    return int((read != labels).sum())


teacher = load(TEACHER)
test_images, test_labels = read_split("t10k")
print(f"teacher: {errors_of(teacher, test_images, test_labels)} errors of {len(test_labels)}")
learnt_from = transfer_set(*read_split("train"), teacher)
gains = []
for seed in range(S["seed"], S["seed"] + S["seeds"]):
    alone, taught = (train(weight, seed, *learnt_from) for weight in (0.0, S["softWeight"]))
    errors = [errors_of(net, test_images, test_labels) for net in (alone, taught)]
    gains.append(100 * (errors[0] - errors[1]) / len(test_labels))
    print(f"seed {seed}: standalone {errors[0]} errors, distilled {errors[1]}, gain {gains[-1]:+.2f} points")
print(f"mean gain: {np.mean(gains):+.2f} points")
`;
}

function pythonOf(value: Config[SettingName]): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
