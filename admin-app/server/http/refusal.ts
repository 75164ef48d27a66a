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

/** Settings that were saved by somebody else after they were read here. */
export function overtaken(what: string): Refusal {
  return new Refusal(409, `Somebody else has changed the ${what} meanwhile; load the page again`);
}
