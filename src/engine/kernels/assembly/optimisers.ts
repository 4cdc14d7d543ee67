/** One step of Adam, or of gradient descent with momentum, in one pass over the memory, in place. */
import { Adam, AdamRates, Momentum } from './structs';

/** Kingma & Ba 2015, algorithm 1, with decoupled weight decay (Loshchilov & Hutter 2019). */
export function adam(call: Adam): void {
  stepAdam(call, call.weights, call.gradient, call.firstMoment, call.secondMoment, call.count);
}

export function stepAdam(
  rates: AdamRates,
  weights: usize,
  gradient: usize,
  firstMoment: usize,
  secondMoment: usize,
  count: i32,
): void {
  const beta1 = rates.beta1;
  const rest1 = rates.rest1;
  const beta2 = rates.beta2;
  const rest2 = rates.rest2;
  const stepSize = rates.stepSize;
  const secondCorrection = rates.secondCorrection;
  const epsilon = rates.epsilon;
  const keep = rates.keep;
  const whole = count & ~3;
  for (let at = 0; at < 4 * whole; at += 16) {
    const g = v128.load(gradient + at);
    const m = f32x4.add(
      f32x4.mul(v128.load(firstMoment + at), f32x4.splat(beta1)),
      f32x4.mul(g, f32x4.splat(rest1)),
    );
    const v = f32x4.add(
      f32x4.mul(v128.load(secondMoment + at), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(rest2)),
    );
    v128.store(firstMoment + at, m);
    v128.store(secondMoment + at, v);
    const denominator = f32x4.add(
      f32x4.mul(f32x4.sqrt(v), f32x4.splat(secondCorrection)),
      f32x4.splat(epsilon),
    );
    const w = f32x4.mul(v128.load(weights + at), f32x4.splat(keep));
    v128.store(weights + at, f32x4.sub(w, f32x4.mul(f32x4.splat(stepSize), f32x4.div(m, denominator))));
  }
  for (let at = 4 * whole; at < 4 * count; at += 4) {
    const g = load<f32>(gradient + at);
    const m = load<f32>(firstMoment + at) * beta1 + g * rest1;
    const v = load<f32>(secondMoment + at) * beta2 + g * g * rest2;
    store<f32>(firstMoment + at, m);
    store<f32>(secondMoment + at, v);
    const step = stepSize * (m / (sqrt<f32>(v) * secondCorrection + epsilon));
    store<f32>(weights + at, load<f32>(weights + at) * keep - step);
  }
}

/** velocity ← factor · velocity + gradient; weights ← keep · weights − learningRate · velocity (Sutskever et al. 2013, as in PyTorch) */
export function momentum(call: Momentum): void {
  const weights = call.weights;
  const gradient = call.gradient;
  const velocity = call.velocity;
  const count = call.count;
  const factor = call.factor;
  const learningRate = call.learningRate;
  const keep = call.keep;
  const whole = count & ~3;
  for (let at = 0; at < 4 * whole; at += 16) {
    const v = f32x4.add(f32x4.mul(v128.load(velocity + at), f32x4.splat(factor)), v128.load(gradient + at));
    v128.store(velocity + at, v);
    const w = f32x4.mul(v128.load(weights + at), f32x4.splat(keep));
    v128.store(weights + at, f32x4.sub(w, f32x4.mul(v, f32x4.splat(learningRate))));
  }
  for (let at = 4 * whole; at < 4 * count; at += 4) {
    const v = load<f32>(velocity + at) * factor + load<f32>(gradient + at);
    store<f32>(velocity + at, v);
    store<f32>(weights + at, load<f32>(weights + at) * keep - v * learningRate);
  }
}
