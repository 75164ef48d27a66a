import type { Failure } from '../contract/failure.ts';
import { LINES } from '../contract/lines.ts';
import type { Host } from './host/host.ts';
import { language } from './language/t.ts';
import { readLines } from './read-lines.ts';
import { sendFile } from './send-file.ts';

/** Why a request brought no answer: `offline` never reached the server; the others carry what it said. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  constructor(
    message: string,
    readonly status: number | 'offline',
    /** The input that must change, when the server named one. */
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

/** Values that become a query string; undefined and empty ones are left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** The only way to the server. Answers are what the contract says of the path; the caller names the type. */
export interface Api {
  get<Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer>;
  /**
   * A file goes as it is, and how many of its bytes have gone is `sent`; anything else goes as JSON. What takes its time
   * may answer line by line: the last is the answer, those before are `heard`.
   */
  post<Answer>(
    path: string,
    body?: unknown,
    signal?: AbortSignal,
    heard?: (line: unknown) => void,
    sent?: (bytes: number) => void,
  ): Promise<Answer>;
  put<Answer>(path: string, body: unknown): Promise<Answer>;
  delete<Answer>(path: string): Promise<Answer>;
  /** A file, which a link could not ask for: it would carry no session token. */
  download(path: string): Promise<Blob>;
}

interface Sending extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly sent?: (bytes: number) => void;
}

/** The server sets it on a 401 when only the session token was stale. */
const RETRY_HEADER = 'X-Shopify-Retry-Invalid-Session-Request';

export function createApi(
  host: Pick<Host, 'idToken'>,
  fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
): Api {
  async function send(path: string, { sent, ...init }: Sending): Promise<Response> {
    const token = await host.idToken();
    const headers = {
      ...init.headers,
      Accept: 'application/json',
      // What is wrong is said in the language that is read.
      'Accept-Language': language(),
      Authorization: `Bearer ${token}`,
    };
    if (sent && init.body instanceof Blob)
      return sendFile(path, { headers, body: init.body }, sent);
    return fetch(path, { ...init, headers });
  }

  async function answerTo(path: string, init: Sending): Promise<Response> {
    let response = await reach(() => send(path, init));
    if (response.status === 401 && response.headers.has(RETRY_HEADER)) {
      response = await reach(() => send(path, init));
    }
    if (!response.ok) throw await refusal(response);
    return response;
  }

  async function request<Answer>(
    path: string,
    init: Sending,
    heard: (line: unknown) => void = () => {},
  ): Promise<Answer> {
    const response = await answerTo(path, init);
    const body: unknown = await bodyOf(response, heard);
    // The server is built with the same contract, so its answers are trusted inside.
    return body as Answer;
  }

  return {
    get: (path, query, signal) =>
      request(path + queryString(query ?? {}), { method: 'GET', ...(signal && { signal }) }),
    post: (path, body, signal, heard, sent) => {
      const init = { ...withBody('POST', body), ...(signal && { signal }), ...(sent && { sent }) };
      return request(path, init, heard);
    },
    put: (path, body) => request(path, withBody('PUT', body)),
    delete: (path) => request(path, { method: 'DELETE' }),
    download: async (path) => {
      const response = await answerTo(path, {});
      return await reach(() => response.blob());
    },
  };
}

export function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** True for the rejection of a request that its caller gave up, which is no failure to show. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

async function bodyOf(response: Response, heard: (line: unknown) => void): Promise<unknown> {
  if (response.status === 204) return undefined;
  const { body } = response;
  const comesInLines = response.headers.get('Content-Type')?.startsWith(LINES) ?? false;
  return comesInLines && body ? await reach(() => readLines(body, heard)) : await response.json();
}

function withBody(method: string, body: unknown): Sending {
  if (body === undefined) return { method };
  if (body instanceof Blob) return { method, body };
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function reach<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new RequestFailed(error instanceof Error ? error.message : String(error), 'offline');
  }
}

async function refusal(response: Response): Promise<RequestFailed> {
  const body: unknown = await response.json().catch(() => null);
  if (!isFailure(body)) return new RequestFailed(response.statusText, response.status);
  return new RequestFailed(await inWords(body.error), response.status, body.error.field ?? null);
}

async function inWords(error: Failure['error']): Promise<string> {
  try {
    const { refusedInWords } = await import('./language/refused/in-words.ts');
    return await refusedInWords(error);
  } catch {
    // The server is newer than this page, which has no words for it: its own are better than none.
    return error.message;
  }
}

function isFailure(body: unknown): body is Failure {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'message' in error;
}
