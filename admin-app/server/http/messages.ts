/** What staff see and try of a message before customers get it: previews, test mails, products to choose from. */
import { Hono } from 'hono';
import { z } from 'zod';
import {
  type MessagePreview,
  type ProductChoices,
  previewMessage,
  type TestSent,
  testEmail,
} from '../../contract/messages.ts';
import type { Language, RenderedEmail } from '../../core/message/types.ts';
import { MAIL_NOT_TAKEN, NO_SENDER, problemInWords } from '../../core/scenario/channel-problems.ts';
import type { EmailChannel } from '../channels/email.ts';
import type * as MessageProducts from '../database/message-products.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { InShop } from '../database/tenant.ts';
import { emailOf, type PreviewDeps, previewOf, writeFor } from './messages-preview.ts';
import { parseBody } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { wordedRefusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface MessageRoutesDeps extends PreviewDeps {
  readonly readShop: InShop;
  readonly store: PreviewDeps['store'] &
    Pick<typeof MessageProducts, 'searchProducts' | 'findProduct'>;
  readonly email: Pick<EmailChannel, 'problem' | 'deliver'>;
  /** Different each time: a test mail is never one that was sent before. */
  readonly newId: () => string;
}

const MOST_PRODUCT_CHOICES = 10;
const productQuery = z.object({
  search: z.string().max(200).catch(''),
  id: z.coerce.number().int().positive().nullable().catch(null),
});

/** Mounted at /api/messages. */
export function messageRoutes(deps: MessageRoutesDeps): ShopRoutes {
  const { clock, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/preview', async (c) => {
    const { message, language = null, ...asked } = await parseBody(c, previewMessage);
    const preview = await readShop(c.get('shop').shopId, (tx) =>
      previewOf(deps, tx, { message, language, ...asked }, readerLanguage(c)),
    );
    return c.json<MessagePreview>(preview);
  });

  routes.post('/test-email', async (c) => {
    const { content, to, ...asked } = await parseBody(c, testEmail);
    const reader = readerLanguage(c);
    const { email, settings } = await readShop(c.get('shop').shopId, async (tx) => {
      const written = await writeFor(deps, tx, asked);
      return { ...written, email: await emailOf(deps, tx, { content, written, reader }) };
    });
    return c.json<TestSent>(await sendTest(deps, { email, settings, to, reader }));
  });

  routes.get('/products', async (c) => {
    const { search, id } = productQuery.parse(c.req.query());
    const now = clock.now();
    const rows = await readShop(c.get('shop').shopId, async (tx) => {
      if (id === null)
        return await store.searchProducts(tx, search, { now, limit: MOST_PRODUCT_CHOICES });
      const found = await store.findProduct(tx, id, now);
      return found === null ? [] : [found];
    });
    return c.json<ProductChoices>({
      products: rows.map((row) => ({
        productId: row.product_id,
        title: row.title,
        category: row.product_type,
        imageUrl: row.image_url,
      })),
    });
  });

  return routes;
}

/** Goes past sends and enrolments: nothing of it is recorded, and its links lead straight to their goals. */
async function sendTest(
  { email: channel, newId }: MessageRoutesDeps,
  test: {
    readonly email: RenderedEmail;
    readonly settings: ShopSettings | null;
    readonly to: string;
    readonly reader: Language;
  },
): Promise<TestSent> {
  const { email, settings, to, reader } = test;
  const say = (problem: string) => problemInWords(problem, reader);
  if (channel.problem !== null) throw wordedRefusal(409, say(channel.problem));
  if (settings === null) throw wordedRefusal(409, say(NO_SENDER));
  const { senderName, senderEmail } = settings;
  const subject = `[Test] ${email.subject}`;
  const delivery = await channel.deliver({
    ...email,
    subject,
    from: { name: senderName, address: senderEmail },
    to,
    messageId: `<test-${newId()}@${senderEmail.split('@').at(-1) ?? ''}>`,
    unsubscribeUrl: null,
  });
  if (delivery.kind === 'sent') return { to, subject };
  const { reason } = delivery;
  throw wordedRefusal(
    409,
    say(MAIL_NOT_TAKEN).replace('{reason}', () => reason),
    'to',
  );
}
