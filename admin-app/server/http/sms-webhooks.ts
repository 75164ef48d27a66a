/** Where the SMS provider calls: reports of delivery, and what customers answer. */
import { type Context, Hono } from 'hono';
import type { ReactionTokens } from '../channels/signed-token.ts';
import type { SmsReports, SmsWebhook } from '../jobs/sms-reports.ts';

export interface SmsWebhookRoutesDeps {
  /** The provider signs the address that it called, which a proxy in front of us may have changed since. */
  readonly publicOrigin: string;
  readonly tokens: Pick<ReactionTokens, 'read'>;
  readonly reports: SmsReports;
}

const MOST_BYTES = 20_000;
/** Says to the provider: do nothing more, answer nothing. */
const NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

/** Mounted at /sms. */
export function smsWebhookRoutes({ publicOrigin, tokens, reports }: SmsWebhookRoutesDeps): Hono {
  const routes = new Hono();

  routes.post('/status/:token', async (c) => {
    const token = tokens.read(c.req.param('token'));
    if (token?.kind !== 'status') return c.body(null, 404);
    const webhook = await readWebhook(c, publicOrigin);
    if (webhook === null) return c.body(null, 400);
    return c.body(null, (await reports.status(token, webhook)) ? 204 : 401);
  });

  routes.post('/inbound/:shop?', async (c) => {
    const shop = c.req.param('shop');
    const shopId = shop === undefined ? null : Number(shop);
    if (shopId !== null && !(Number.isSafeInteger(shopId) && shopId > 0)) return c.body(null, 404);
    const webhook = await readWebhook(c, publicOrigin);
    if (webhook === null) return c.body(null, 400);
    if (!(await reports.inbound(shopId, webhook))) return c.body(null, 401);
    return c.body(NO_REPLY, 200, { 'content-type': 'text/xml; charset=utf-8' });
  });

  return routes;
}

/** Null for what is no form, or too large for one. */
async function readWebhook(c: Context, publicOrigin: string): Promise<SmsWebhook | null> {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return null;
  const text = await c.req.text();
  if (text.length > MOST_BYTES) return null;
  const { pathname, search } = new URL(c.req.url);
  return {
    url: `${publicOrigin}${pathname}${search}`,
    form: new URLSearchParams(text),
    signature: c.req.header('x-twilio-signature') ?? '',
  };
}
