/**
 * One call to a provider over HTTP. What matters of a call that got no answer is whether the provider can have seen it:
 * a connection that never came about has delivered nothing, anything later may have.
 */

export type HttpCall =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The body as JSON where it is some, otherwise null. */
      readonly body: unknown;
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'no answer'; readonly reached: boolean; readonly reason: string };

export interface HttpRequest {
  readonly method: 'POST' | 'DELETE' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
}

/** Never follows to another address, so that what is secret goes nowhere else; never throws. */
export async function callProvider(url: string, request: HttpRequest): Promise<HttpCall> {
  const { method, headers, body, timeoutMs } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      // A fresh copy: fetch wants bytes of a buffer that nobody shares.
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
    });
    return {
      kind: 'answered',
      status: response.status,
      body: parseJson(await response.text().catch(() => '')),
      retryAfterMs: readRetryAfter(response.headers.get('retry-after')),
    };
  } catch (error) {
    return { kind: 'no answer', reached: mayHaveArrived(error), reason: reasonOf(error) };
  }
}

/** Errors of before the first byte could go out. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function mayHaveArrived(error: unknown): boolean {
  return !codesOf(error).some((code) => NOT_CONNECTED.has(code));
}

/** Of the error and its causes; a host with several addresses fails with one error for each. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const below = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...below.flatMap(codesOf)];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [code] = codesOf(error);
  return code ? `${error.message} (${code})` : error.message;
}

/** Seconds, or a date (RFC 9110, section 10.2.3), against the machine's own clock as the provider's is. */
function readRetryAfter(header: string | null): number | null {
  if (!header) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
