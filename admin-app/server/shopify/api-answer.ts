/** What one request to the Admin API came to, read off what Shopify's library answers and throws. */
import { GraphqlQueryError, HttpResponseError } from '@shopify/shopify-api';

export interface QueryCost {
  readonly requested: number;
  readonly available: number;
  readonly maximum: number;
  readonly restorePerSecond: number;
}

export interface QueryError {
  readonly message: string;
  readonly code: string | null;
  readonly path: string | null;
}

/** What one request to the Admin API came to. */
export type ApiAnswer =
  | { readonly kind: 'data'; readonly data: unknown; readonly cost: QueryCost | null }
  | { readonly kind: 'throttled'; readonly cost: QueryCost | null }
  | {
      readonly kind: 'errors';
      readonly errors: readonly QueryError[];
      readonly cost: QueryCost | null;
    }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly reason: string };

export function answerOfError(error: unknown): ApiAnswer {
  if (error instanceof GraphqlQueryError) return answerOfQueryError(error);
  if (!(error instanceof HttpResponseError)) {
    // No response at all: connection refused, reset, timed out.
    return {
      kind: 'unavailable',
      reason: error instanceof Error ? error.message : String(error),
      retryAfterMs: null,
    };
  }
  const { code, statusText, headers } = error.response;
  if (code === 401) return { kind: 'unauthorized' };
  const reason = `HTTP ${code} ${statusText}`.trim();
  if (code === 429 || code >= 500) {
    return { kind: 'unavailable', reason, retryAfterMs: retryAfterMs(headers) };
  }
  return { kind: 'refused', reason };
}

/** Seconds in the header, whatever the library makes of it. */
function retryAfterMs(headers: Readonly<Record<string, unknown>> | undefined): number | null {
  const seconds = Number(String(headers?.['Retry-After'] ?? ''));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

function answerOfQueryError(error: GraphqlQueryError): ApiAnswer {
  const given: unknown = error.body?.errors?.graphQLErrors;
  const errors = Array.isArray(given) ? given.map(queryErrorOf) : [];
  const cost = costOf(error.body?.extensions);
  if (errors.some(({ code }) => code === 'THROTTLED')) return { kind: 'throttled', cost };
  return { kind: 'errors', errors, cost };
}

function queryErrorOf(error: {
  message?: unknown;
  path?: unknown;
  extensions?: { code?: unknown };
}): QueryError {
  return {
    message: String(error.message ?? 'no message'),
    code: typeof error.extensions?.code === 'string' ? error.extensions.code : null,
    path: Array.isArray(error.path) ? error.path.join('.') : null,
  };
}

export function costOf(extensions: unknown): QueryCost | null {
  const cost = fieldOf(extensions, 'cost');
  const status = fieldOf(cost, 'throttleStatus');
  const number = (from: unknown, name: string) => Number(fieldOf(from, name));
  const found = {
    requested: number(cost, 'requestedQueryCost'),
    available: number(status, 'currentlyAvailable'),
    maximum: number(status, 'maximumAvailable'),
    restorePerSecond: number(status, 'restoreRate'),
  };
  return Object.values(found).every(Number.isFinite) ? found : null;
}

function fieldOf(value: unknown, name: string): unknown {
  // Reading a property of any object is safe; the result stays unknown.
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
