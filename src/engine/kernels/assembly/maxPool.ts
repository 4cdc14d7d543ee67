/** The gradient of max-pooling over windows of [height, width, channels] images; the pooling itself tfjs-wasm does well. */

/** gradient = 0, but upstream added where each window had its highest value, the first one of equals. */
export function maxPoolGradient(
  x: usize,
  pooled: usize,
  upstream: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  outHeight: i32,
  outWidth: i32,
  gradient: usize,
): void {
  // Where the windows tile the image, every pixel is written once; else they add to zeros.
  const isApart = windowHeight <= strideHeight && windowWidth <= strideWidth;
  const isTiling = isApart && outHeight * windowHeight == height && outWidth * windowWidth == width;
  if (!isTiling) memory.fill(gradient, 0, 4 * (batch * height * width * channels));
  const toGradient = gradient - x;
  let out = 0;
  for (let image = 0; image < batch; image++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) {
        const y0 = row * strideHeight - top;
        const x0 = column * strideWidth - left;
        const y1 = min(height, y0 + windowHeight);
        const x1 = min(width, x0 + windowWidth);
        for (let c = 0; c < channels; ) {
          const isWide = c + 4 <= channels;
          const highest = isWide ? v128.load(pooled + out) : v128.load32_zero(pooled + out);
          let error = isWide ? v128.load(upstream + out) : v128.load32_zero(upstream + out);
          for (let y = max(0, y0); y < y1; y++)
            for (let at = max(0, x0); at < x1; at++) {
              const from = x + 4 * (((image * height + y) * width + at) * channels + c);
              const to = from + toGradient;
              if (isWide) {
                const isHighest = f32x4.eq(v128.load(from), highest);
                const given = v128.and(error, isHighest);
                v128.store(to, isTiling ? given : f32x4.add(v128.load(to), given));
                error = v128.andnot(error, isHighest);
              } else {
                const isHighest = load<f32>(from) == f32x4.extract_lane(highest, 0);
                const given: f32 = isHighest ? f32x4.extract_lane(error, 0) : 0;
                store<f32>(to, isTiling ? given : load<f32>(to) + given);
                if (isHighest) error = f32x4.splat(0);
              }
            }
          c += isWide ? 4 : 1;
          out += isWide ? 16 : 4;
        }
      }
}
