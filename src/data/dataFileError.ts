/** A file that is not what it should be: named, with what was received, what was expected, and what to do. */
export class DataFileError extends Error {}
