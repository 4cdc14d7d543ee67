"""The same workloads in PyTorch on one thread, students one after the other; prints JSON lines like the page's timings."""

import json
import os
import statistics
import sys
import time

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)


def build(shapes):
    layers = []
    for index, shape in enumerate(shapes):
        inputs, outputs, convolution = shape["numInputs"], shape["numOutputs"], shape["convolution"]
        if convolution:
            size, stride, pool = (convolution[key] for key in ("size", "stride", "pool"))
            if index == 0:
                layers.append(nn.Unflatten(1, (1, 28, 28)))
            layers += [nn.Conv2d(convolution["channels"], outputs, size, stride, padding=size // 2), nn.ReLU()]
            if pool > 1:
                layers.append(nn.MaxPool2d(pool))
            continue
        if index > 0 and shapes[index - 1]["convolution"]:
            layers.append(nn.Flatten())
        layers.append(nn.Linear(inputs, outputs))
        if index < len(shapes) - 1:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def step_ms(workload):
    batch_size = workload["batchSize"]
    model = build(workload["layers"])
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)
    images = torch.rand(10, batch_size, 784)
    labels = torch.randint(10, (10, batch_size))
    teacher = torch.randn(10, batch_size, 10) * 5

    def step(i):
        z = model(images[i])
        loss = F.cross_entropy(z, labels[i])
        if workload["isDistilling"]:
            soft = F.kl_div(F.log_softmax(z / 8, 1), F.softmax(teacher[i] / 8, 1), reduction="batchmean")
            loss = 0.1 * loss + 0.9 * 64 * soft
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    for i in range(20):
        step(i % 10)
    blocks = []
    for _ in range(7):
        started, count = time.perf_counter(), 0
        while time.perf_counter() - started < 0.06:
            step(count % 10)
            count += 1
        blocks.append(1000 * (time.perf_counter() - started) / count)
    return statistics.median(blocks)


for workload in json.load(sys.stdin):
    ms = workload["numMembers"] * step_ms(workload)
    timing = {"workload": workload["name"], "contender": f"PyTorch {torch.__version__}, 1 thread", "stepMs": ms}
    print(json.dumps(timing), flush=True)
