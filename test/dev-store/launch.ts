/** The address with which Shopify opens an embedded app: its own URL plus signed parameters. */
import { createHmac } from 'node:crypto';
import { type AppCredentials, signSessionToken } from './session-token.ts';

export interface Launch {
  readonly appUrl: string;
  readonly shop: string;
  readonly userId: number;
  readonly locale: string;
  /** Where in the app to start, with a leading slash. */
  readonly path?: string;
}

/** The launch URL of the app for a staff member; its signature and token are as fresh as the call. */
export function buildLaunchUrl(app: AppCredentials, launch: Launch): string {
  const handle = launch.shop.replace('.myshopify.com', '');
  const parameters: Readonly<Record<string, string>> = {
    embedded: '1',
    host: Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64url'),
    id_token: signSessionToken(app, launch),
    locale: launch.locale,
    session: createHmac('sha256', app.apiSecret)
      .update(`${launch.shop}/${launch.userId}`)
      .digest('hex'),
    shop: launch.shop,
    // Real time: the app's library refuses what is more than 90 seconds away from it.
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  const url = new URL(launch.path ?? '/', launch.appUrl);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  // A deep link's own parameters are signed too.
  url.searchParams.set('hmac', signParameters(app.apiSecret, Object.fromEntries(url.searchParams)));
  return url.href;
}

/** Hex HMAC over the sorted parameters, encoded as forms are but with %20 for a space, as the admin signs its requests. */
function signParameters(secret: string, parameters: Readonly<Record<string, string>>): string {
  const sorted = new URLSearchParams(parameters);
  sorted.sort();
  const text = sorted.toString().replaceAll('+', '%20');
  return createHmac('sha256', secret).update(text).digest('hex');
}
