/**
 * Tells errors of other rooms apart by their name: jobs and routes take values only from what they are handed, and a class is a
 * value.
 */
export function isNamed(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}

/** Postgres refused a value itself (classes 22, 23, and 54: too large), not the moment or the connection. */
export function isRefusedValue(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(?:22|23|54)/.test(String(error.code));
}
