/** What the sign-up for push messages on the shop's pages exchanges with us, through Shopify's app proxy. */
import { z } from 'zod';

const key = z.string().regex(/^[\w-]{16,200}={0,2}$/, 'expected bytes in URL-safe base64');
const endpoint = z.url().max(2_000);

/** POST {proxy}/push: the browser's own description of its subscription; it may say more than this. */
export const pushSubscription = z.object({
  endpoint,
  keys: z.object({ p256dh: key, auth: key }),
});

/** POST {proxy}/push/forget */
export const forgottenPushSubscription = z.object({ endpoint });

/** GET {proxy}/push */
export interface PushSignUp {
  /** What browsers subscribe with. */
  readonly publicKey: string;
  /** Only who is logged in can sign up: nobody else could be told from others. */
  readonly loggedIn: boolean;
}
