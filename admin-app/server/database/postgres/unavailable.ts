/** No Postgres can be used; the message is one sentence for the person who started Rondo, with what to do. */
export class PostgresUnavailableError extends Error {
  override readonly name = 'PostgresUnavailableError';
}
