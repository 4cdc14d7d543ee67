/** Sums of scaled runs of floats, kept in registers while a list of them goes by. */

/**
 * target[0 … count) += Σ over the list of factor · (run at address + offset)
 * @param list, end entries of eight bytes: an address, and a factor
 */
export function addScaledRuns(list: usize, end: usize, offset: usize, target: usize, count: i32): void {
  let at = 0;
  for (; at + 32 <= count; at += 32) addThirtyTwo(list, end, offset + 4 * at, target + 4 * at);
  for (; at + 16 <= count; at += 16) addSixteen(list, end, offset + 4 * at, target + 4 * at);
  for (; at < count; at++) {
    let sum = load<f32>(target + 4 * at);
    for (let entry = list; entry < end; entry += 8)
      sum += load<f32>(entry, 4) * load<f32>(<usize>load<u32>(entry) + offset + 4 * at);
    store<f32>(target + 4 * at, sum);
  }
}

function addThirtyTwo(list: usize, end: usize, offset: usize, target: usize): void {
  let s0 = v128.load(target);
  let s1 = v128.load(target, 16);
  let s2 = v128.load(target, 32);
  let s3 = v128.load(target, 48);
  let s4 = v128.load(target, 64);
  let s5 = v128.load(target, 80);
  let s6 = v128.load(target, 96);
  let s7 = v128.load(target, 112);
  for (let entry = list; entry < end; entry += 8) {
    const factor = v128.load32_splat(entry, 4);
    const run = <usize>load<u32>(entry) + offset;
    s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(run)));
    s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(run, 16)));
    s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(run, 32)));
    s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(run, 48)));
    s4 = f32x4.add(s4, f32x4.mul(factor, v128.load(run, 64)));
    s5 = f32x4.add(s5, f32x4.mul(factor, v128.load(run, 80)));
    s6 = f32x4.add(s6, f32x4.mul(factor, v128.load(run, 96)));
    s7 = f32x4.add(s7, f32x4.mul(factor, v128.load(run, 112)));
  }
  v128.store(target, s0);
  v128.store(target, s1, 16);
  v128.store(target, s2, 32);
  v128.store(target, s3, 48);
  v128.store(target, s4, 64);
  v128.store(target, s5, 80);
  v128.store(target, s6, 96);
  v128.store(target, s7, 112);
}

function addSixteen(list: usize, end: usize, offset: usize, target: usize): void {
  let s0 = v128.load(target);
  let s1 = v128.load(target, 16);
  let s2 = v128.load(target, 32);
  let s3 = v128.load(target, 48);
  for (let entry = list; entry < end; entry += 8) {
    const factor = v128.load32_splat(entry, 4);
    const run = <usize>load<u32>(entry) + offset;
    s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(run)));
    s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(run, 16)));
    s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(run, 32)));
    s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(run, 48)));
  }
  v128.store(target, s0);
  v128.store(target, s1, 16);
  v128.store(target, s2, 32);
  v128.store(target, s3, 48);
}
