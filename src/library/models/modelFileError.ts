/** A file of a network that cannot be taken: named, with what was received, what was expected, and what to do. */
export class ModelFileError extends Error {}
