/**
 * Shopify's app proxy: `/apps/rondo/*` of the shop is answered by the app, so that the shop's pages reach it without
 * another origin. Shopify takes cookies away, says which shop and which customer it is, and signs all that.
 */
import { createHmac } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

const answerWithinMs = 10_000;

/** `[app_proxy]` of shopify.app.toml. */
export interface ProxyConfig {
  /** Where the app answers; a path means on the app's own URL. */
  readonly url: string;
  readonly prefix: string;
  readonly subpath: string;
}

export interface ProxyRequest {
  readonly config: ProxyConfig;
  readonly appUrl: string;
  readonly apiSecret: string;
  readonly shopDomain: string;
  readonly customerId: number | null;
}

/** The path on the shop that belongs to the app, such as `/apps/rondo`. */
export const proxyPath = ({ prefix, subpath }: ProxyConfig): string => `/${prefix}/${subpath}`;

/** Sends the request on to the app and its answer back. 502 when the app does not answer. */
export async function forwardToApp(c: Context, proxy: ProxyRequest): Promise<Response> {
  const url = new URL(c.req.url);
  const target = new URL(proxy.config.url, proxy.appUrl);
  target.pathname += url.pathname.slice(proxyPath(proxy.config).length);
  target.search = signedQuery(url.searchParams, proxy).toString();
  const bodyless = c.req.method === 'GET' || c.req.method === 'HEAD';
  try {
    const answer = await fetch(target, {
      method: c.req.method,
      headers: forwardedHeaders(c, url),
      body: bodyless ? null : await c.req.arrayBuffer(),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return new Response(answer.body, { status: answer.status, headers: answerHeaders(answer) });
  } catch (error) {
    return c.text(`The app at ${proxy.appUrl} did not answer: ${String(error)}`, 502);
  }
}

/** The visitor's parameters and Shopify's own, signed together. Nobody can bring Shopify's own along. */
function signedQuery(
  given: URLSearchParams,
  proxy: Pick<ProxyRequest, 'config' | 'apiSecret' | 'shopDomain' | 'customerId'>,
  realNowMs: number = Date.now(),
): URLSearchParams {
  const added = {
    shop: proxy.shopDomain,
    logged_in_customer_id: proxy.customerId === null ? '' : String(proxy.customerId),
    path_prefix: proxyPath(proxy.config),
    timestamp: String(Math.floor(realNowMs / 1000)),
  };
  const query = new URLSearchParams(given);
  for (const [name, value] of Object.entries(added)) query.set(name, value);
  query.set('signature', signProxyQuery(query, proxy.apiSecret));
  return query;
}

/**
 * Hex HMAC over the decoded `name=value` pairs, sorted by character code and joined without separator; a repeated name
 * has its values joined by commas. Shopify's own library sorts by language instead, so an app that checks with it
 * should name its parameters in lower case, where the two agree.
 */
export function signProxyQuery(query: URLSearchParams, secret: string): string {
  const names = [...new Set(query.keys())].filter((name) => name !== 'signature');
  const pairs = names.map((name) => `${name}=${query.getAll(name).join(',')}`);
  return createHmac('sha256', secret).update(pairs.sort().join('')).digest('hex');
}

const keptFromApp = [
  'cookie',
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
];

function forwardedHeaders(c: Context, url: URL): Headers {
  const headers = new Headers(c.req.raw.headers);
  for (const name of keptFromApp) headers.delete(name);
  headers.set('X-Forwarded-For', visitorAddress(c));
  headers.set('X-Forwarded-Host', url.host);
  return headers;
}

function visitorAddress(c: Context): string {
  // Requests made in tests without a server have no connection.
  const hasConnection = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return (hasConnection && getConnInfo(c).remote.address) || '127.0.0.1';
}

const keptFromVisitor = (
  'accept-patch accept-ranges connection date delta-base im p3p pragma preference-applied proxy-authenticate ' +
  'public-key-pins server service-worker-allowed set-cookie trailer tk warning x-powered-by'
).split(' ');

/** Already undone by fetch, so they would be lies about the body that goes out. */
const transferHeaders = ['content-encoding', 'content-length', 'transfer-encoding', 'keep-alive'];

function answerHeaders(answer: Response): Headers {
  const headers = new Headers(answer.headers);
  for (const name of [...keptFromVisitor, ...transferHeaders]) headers.delete(name);
  return headers;
}
