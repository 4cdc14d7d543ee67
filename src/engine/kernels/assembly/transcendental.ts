/** exp and log by polynomials (Moshier, Cephes, single precision): the standard library's would bring tables, and with them data. */

/** exp of four values ≤ 88, to about 1e-7; 0 below −87. */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const low = f32x4.splat(-87);
  const isVanishing = f32x4.lt(x, low);
  const clamped = f32x4.min(f32x4.max(x, low), f32x4.splat(88));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504088896341)));
  // ln 2 in two parts, so that the remainder keeps its last bits
  let r = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(p, power), isVanishing);
}

/** log of a positive normal value, to about 1e-7. */
export function logarithm(x: f32): f32 {
  const bits = reinterpret<i32>(x);
  let exponent = ((bits >> 23) & 0xff) - 126;
  let m = reinterpret<f32>((bits & 0x007fffff) | 0x3f000000); // 0.5 … 1
  if (m < <f32>0.70710678) {
    exponent -= 1;
    m = m + m - 1;
  } else {
    m = m - 1;
  }
  const z = m * m;
  let y: f32 = 7.0376836292e-2;
  y = y * m + <f32>-1.1514610310e-1;
  y = y * m + <f32>1.1676998740e-1;
  y = y * m + <f32>-1.2420140846e-1;
  y = y * m + <f32>1.4249322787e-1;
  y = y * m + <f32>-1.6668057665e-1;
  y = y * m + <f32>2.0000714765e-1;
  y = y * m + <f32>-2.4999993993e-1;
  y = y * m + <f32>3.3333331174e-1;
  y = y * m * z;
  const e = <f32>exponent;
  y += <f32>-2.12194440e-4 * e;
  y += <f32>-0.5 * z;
  return m + y + <f32>0.693359375 * e;
}

/** exp of one value. */
export function exponentialOf(x: f32): f32 {
  return f32x4.extract_lane(exponential(f32x4.splat(x)), 0);
}

/** exp(x) − 1, and log(1 + x), that keep their last bits near 0: what rounding did to 1 + x is divided out (Kahan; Higham 2002, §1.14.1). */
export function exponentialLessOne(x: f32): f32 {
  const power = exponentialOf(x);
  if (power == 1) return x;
  const less = power - 1;
  return less == -1 ? less : (less * x) / logarithm(power);
}

export function logarithmOfOneAnd(x: f32): f32 {
  const sum: f32 = <f32>1 + x;
  return sum == 1 ? x : (logarithm(sum) * x) / (sum - 1);
}
