/** When the shipped teacher says that an image is like no digit. */

/**
 * Typicality (distillation/typicality.ts) below which an image is like no digit to the finished one: chosen so that 95 to 97
 * of 100 digits pass, of Penmanship and of MNIST's training digits, framed as the canvas frames them. tests/unit/library/likeNoDigit.test.ts
 * says how many letters and scribbles it catches.
 */
export const LEAST_TYPICAL = 7;
