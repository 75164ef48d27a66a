/** Domain errors of mutations: HTTP stays 200, the payload says what was wrong and where. */
export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
}

export function userError(
  field: readonly string[] | null,
  message: string,
  code: string | null = null,
): UserError {
  return { field, message, code };
}
