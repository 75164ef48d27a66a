import type { Failure } from '../../contract/failure.ts';

/** A request that cannot be carried out as asked; becomes a `Failure` with this status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: 400 | 401 | 404 | 409 | 422,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }

  toFailure(): Failure {
    return {
      error:
        this.field === undefined
          ? { message: this.message }
          : { message: this.message, field: this.field },
    };
  }
}

/** Also the answer for another shop's things: they do not exist here. */
export function notFound(what: string): Refusal {
  return new Refusal(404, `There is no such ${what}`);
}

/** Something that was saved by somebody else after it was read here. */
export function overtaken(what: string): Refusal {
  const message = `Somebody else has changed the ${what} meanwhile; load the page again`;
  return new Refusal(409, message, 'revision');
}

/** `seen` is what staff began from; without it theirs is saved over whatever is there. */
export function refuseOvertaken(what: string, seen: string | undefined, now: string): void {
  if (seen !== undefined && seen !== now) throw overtaken(what);
}
