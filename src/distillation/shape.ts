/** The sizes of everything: grey images of 28 × 28 pixels, and ten classes to tell apart. They stand here alone. */

export const IMAGE_SIDE = 28;
export const NUM_PIXELS = IMAGE_SIDE * IMAGE_SIDE;
export const NUM_CLASSES = 10;

/** 0 … 9, in order: the labels that a digit can have. */
export const CLASSES: readonly number[] = Array.from({ length: NUM_CLASSES }, (_, label) => label);
