/** A value read by a schema, whatever it is: zod 4 asks what is no list for its length, and trips where that is no number. */
import type { z } from 'zod';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** @returns what was read, or the first thing that is wrong with it */
export function readBy<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { readonly data: z.infer<Schema>; readonly issue: null } | { readonly issue: Issue } {
  try {
    const read = schema.safeParse(value);
    return read.success ? { data: read.data, issue: null } : { issue: read.error.issues[0]! };
  } catch {
    return { issue: { path: [], message: 'a part of it is of no kind that was expected' } };
  }
}
