import type { Context } from 'hono';
import { type EmailPreview, previewEmail } from '../../contract/scenarios.ts';
import { languageOf } from '../../core/message/language.ts';
import { messageFields } from '../../core/message/message-fields.ts';
import { renderEmail } from '../../core/message/render-email.ts';
import type { EmailLinks } from '../../core/message/types.ts';
import { DAY_MS, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Recipients from '../database/recipients.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseBody } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import type { ShopEnvironment } from './shop-context.ts';

export interface PreviewDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: Pick<typeof Recipients, 'readRecipients' | 'readShopFront'>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
}

/** Buttons lead where they will, but nothing is recorded, and nobody is unsubscribed from a preview. */
const PREVIEW_LINKS: EmailLinks = {
  track: (url) => url,
  answer: () => '#',
  unsubscribe: '#',
  pixel: null,
};

/** Somebody to show a mail to before there are customers. */
const EXAMPLE = { firstName: 'Anna', lastName: 'Martin', product: 'Linen shirt', daysAgo: 92 };

/** The mail as this customer would get it now. */
export async function previewOf(
  deps: PreviewDeps,
  c: Context<ShopEnvironment>,
): Promise<EmailPreview> {
  const { content, customerId, language } = await parseBody(c, previewEmail);
  const now = deps.clock.now();
  return await deps.inShop(c.get('shop').shopId, async (tx) => {
    const shop = await deps.store.readShopFront(tx);
    const settings = await deps.readSettings(tx);
    const reader =
      customerId === null ? exampleReader(now) : await readReader(deps, tx, customerId);
    const rendered = renderEmail({
      content,
      fields: messageFields(reader, shop, now),
      links: PREVIEW_LINKS,
      frame: {
        language: language ?? languageOf(reader.locale) ?? 'en',
        senderName: settings?.senderName ?? shop.name,
        shopUrl: shop.url,
        postalAddress: settings?.postalAddress ?? '',
      },
    });
    if (rendered.ok) return { ...rendered.email, asCustomer: reader.name };
    const { field, message } = rendered.problem;
    throw new Refusal(422, message, `content.${field}`);
  });
}

interface Reader {
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly lastOrder: { readonly at: Instant; readonly product: string } | null;
  readonly locale: string | null;
}

function exampleReader(now: Instant): Reader {
  const { firstName, lastName, product, daysAgo } = EXAMPLE;
  const lastOrder = { at: now - daysAgo * DAY_MS, product };
  return { name: `${firstName} ${lastName}`, locale: null, firstName, lastName, lastOrder };
}

async function readReader(
  { store }: PreviewDeps,
  tx: ShopTransaction,
  customerId: number,
): Promise<Reader> {
  const recipient = (await store.readRecipients(tx, [customerId])).get(customerId);
  if (!recipient || recipient.gone) throw notFound('customer');
  const { firstName, lastName, email } = recipient;
  return { ...recipient, name: `${firstName} ${lastName}`.trim() || email || 'No name' };
}
