/** What the dev store's own tests start with: a small store, a receiver for its webhooks, the real library as client. */
import '@shopify/shopify-api/adapters/node';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApiVersion,
  LogSeverity,
  RequestedTokenType,
  type Shopify,
  shopifyApi,
} from '@shopify/shopify-api';
import { createMovableClock } from './clock.ts';
import type { DevStore, DevStoreOptions } from './dev-store.ts';
import { redirectShopify } from './redirect-shopify.ts';
import { startDevStore } from './server.ts';

export const API_KEY = 'test-client-id';
export const API_SECRET = 'test-client-secret';

/** The library as the app configures it. */
export const library: Shopify = shopifyApi({
  apiKey: API_KEY,
  apiSecretKey: API_SECRET,
  hostName: 'app.example.com',
  apiVersion: ApiVersion.October26,
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});

/** A dev store with few customers, quick bulk operations and the library's requests redirected to it. */
export async function startTestShop(options: Partial<DevStoreOptions> = {}): Promise<DevStore> {
  const devStore = await startDevStore({
    appUrl: 'http://127.0.0.1:9',
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    customers: 60,
    bulkDelayMs: 20,
    clock: createMovableClock(),
    say: () => {},
    ...options,
  });
  redirectShopify(devStore.origin);
  return devStore;
}

/** An offline session, got with a session token as the app gets it. */
export async function exchangeToken(devStore: DevStore, domain = devStore.shop().domain) {
  const { session } = await library.auth.tokenExchange({
    shop: domain,
    sessionToken: devStore.sessionToken(domain),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  return session;
}

/** Asks the Admin API through the library; answers data and extensions, throws as the library does. */
export async function connect(devStore: DevStore, domain?: string) {
  const client = new library.clients.Graphql({ session: await exchangeToken(devStore, domain) });
  return async (query: string, variables: Record<string, unknown> = {}) => {
    // The library leaves the shape of the answer to its caller.
    const { data, extensions } = await client.request<unknown>(query, { variables });
    return { data: fields(data), extensions: fields(extensions) };
  };
}

/** The errors of a request that the library refuses to return. */
export async function errorsOf(request: Promise<unknown>): Promise<readonly Fields[]> {
  const error: unknown = await request.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const body = fields(fields(error).body);
  const errors = fields(body.errors).graphQLErrors;
  if (!Array.isArray(errors)) throw new Error('The request was expected to fail and did not');
  return errors.map(fields);
}

export type Fields = Readonly<Record<string, unknown>>;

/** A value as an object whose fields are still unknown; an empty one for anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Follows a path of fields and list positions; undefined where it ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => fields(found)[key], value);
}

export interface Received {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  topics(): readonly string[];
  /** The HTTP status of the answers from now on. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** Stands where the app would be and notes every webhook. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
      received.push({ body: Buffer.concat(chunks).toString(), headers });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    topics: () => received.map(({ headers }) => headers['x-shopify-topic'] ?? ''),
    answerWith: (next) => {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
