import type { Failure } from '../../contract/failure.ts';
import { type RefusalCode, type RefusalValues, refusalSentence } from '../../contract/refusals.ts';

type RefusalStatus = 400 | 401 | 404 | 409 | 422;
type Reason = Pick<Failure['error'], 'message' | 'code' | 'values'>;

/** A request that cannot be carried out as asked; becomes a `Failure` with this status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: RefusalStatus,
    private readonly reason: Reason,
    readonly field?: string,
  ) {
    super(reason.message);
  }

  toFailure(): Failure {
    const { reason, field } = this;
    return { error: field === undefined ? reason : { ...reason, field } };
  }
}

/** Values are left out where the sentence has no holes, unless a field follows. */
type Given<Code extends RefusalCode> = keyof RefusalValues<Code> extends never
  ? [values?: Readonly<Record<string, never>>, field?: string]
  : [values: RefusalValues<Code>, field?: string];

/** One that the admin says in its own words. */
export function refusal<Code extends RefusalCode>(
  status: RefusalStatus,
  code: Code,
  ...[values, field]: Given<Code>
): Refusal {
  return new Refusal(status, reasonFor(code, values), field);
}

/** One that was put into the reader's words already, or that another service put into its own. */
export function wordedRefusal(status: RefusalStatus, message: string, field?: string): Refusal {
  return new Refusal(status, { message }, field);
}

export function failureFor<Code extends RefusalCode>(code: Code): Failure {
  return { error: reasonFor(code) };
}

function reasonFor(code: RefusalCode, values: Reason['values'] = {}): Reason {
  return { code, message: refusalSentence(code, values), values };
}

/** Also the answer for another shop's things: they do not exist here. */
export function notFound(what: string, field?: string): Refusal {
  return refusal(404, 'gone', { what }, field);
}

/** Something that was saved by somebody else after it was read here. */
export function overtaken(what: string): Refusal {
  return refusal(409, 'overtaken', { what }, 'revision');
}

/** `seen` is what staff began from; without it theirs is saved over whatever is there. */
export function refuseOvertaken(what: string, seen: string | undefined, now: string): void {
  if (seen !== undefined && seen !== now) throw overtaken(what);
}
