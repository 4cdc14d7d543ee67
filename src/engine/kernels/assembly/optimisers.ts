/** One step of Adam, or of gradient descent with momentum, in one pass over the memory, in place. */

/**
 * Kingma & Ba 2015, algorithm 1, with decoupled weight decay (Loshchilov & Hutter 2019).
 * @param rest1, rest2 1 − β₁ and 1 − β₂, handed over because 1 − 0.999 in 32 bits is off by 1e-5
 * @param stepSize learning rate / (1 − β₁ᵗ) @param secondCorrection 1 / √(1 − β₂ᵗ)
 * @param keep 1 − learning rate · weight decay, by which weights shrink first; 1 for none
 */
export function adam(
  weights: usize,
  gradient: usize,
  firstMoment: usize,
  secondMoment: usize,
  count: i32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  stepSize: f32,
  secondCorrection: f32,
  epsilon: f32,
  keep: f32,
): void {
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

/**
 * velocity ← momentum · velocity + gradient; weights ← keep · weights − learningRate · velocity (Sutskever et al. 2013, as in PyTorch)
 * @param keep 1 − learning rate · weight decay
 */
export function momentum(
  weights: usize,
  gradient: usize,
  velocity: usize,
  count: i32,
  factor: f32,
  learningRate: f32,
  keep: f32,
): void {
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
