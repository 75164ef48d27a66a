import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ChannelMessage,
  MessagePreview,
  ProductChoices,
} from '../../../admin-app/contract/messages.ts';
import type { EmailContent, ProductSource } from '../../../admin-app/core/message/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { createEmailChannel } from '../../../admin-app/server/channels/email.ts';
import { withReadOnlyShop } from '../../../admin-app/server/database/tenant.ts';
import { joinMessageSide } from '../../../admin-app/server/message-side.ts';
import { staffSession } from '../../support/staff-session.ts';
import { createWorld, insertSilent, shareDatabase, type World } from '../scenario/world.ts';
import { buy, insertProduct } from './product-rows.ts';

const database = shareDatabase();
let world: World;
let email: ReturnType<typeof createEmailChannel>;
beforeEach(async () => {
  world = await createWorld(database());
  email = createEmailChannel(`smtp://127.0.0.1:${world.smtp.port}`);
});
afterEach(async () => {
  email.close();
  await world.close();
});

/** The routes as main.ts mounts them, with a session of the world's shop. */
async function call<T>(method: string, path: string, body?: unknown, reader = 'en') {
  const app = staffSession({ shopId: world.shopId });
  const side = joinMessageSide({
    clock: world.clock,
    inShop: world.engine.inShop,
    readShop: (shopId, run) => withReadOnlyShop(world.db, shopId, run),
  });
  app.route('/api/messages', side.routes(email));
  const answer = await app.request(`/api/messages${path}`, {
    method,
    headers: { 'accept-language': reader },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // The caller says what it asked for.
  return { status: answer.status, body: (await answer.json()) as T };
}

interface Failed {
  readonly error: { readonly message: string; readonly field?: string };
}

const mail = (changes: Partial<EmailContent> = {}): EmailContent => ({
  subject: 'Hello {{ customer.first_name }}',
  preheader: '{{ coupon.amount }} until {{ coupon.expires_on | date }}',
  body: [{ kind: 'text', text: 'Last seen {{ last_order.days_ago }} days ago' }],
  ...changes,
});

const products = (source: ProductSource, count = 3, fallback: ProductSource | null = null) =>
  mail({ body: [{ kind: 'products', title: 'For you', source, fallback, count }] });

const preview = async (message: ChannelMessage, customerId: number | null = null) =>
  await call<MessagePreview & Failed>('POST', '/preview', { message, customerId });

/** Product numbers in the order in which the plain text names them. */
async function shown(content: EmailContent, customerId: number | null): Promise<readonly number[]> {
  const { body } = await preview({ channel: 'email', content }, customerId);
  const text = body.channel === 'email' ? body.text : '';
  return [...text.matchAll(/\/products\/product-(\d+)/g)].map(([, id]) => Number(id));
}

describe('a preview', () => {
  it('shows a mail as an example and as a customer, in their language', async () => {
    await insertSilent(world, { customerId: 1, locale: 'pl', silentDays: 90 });

    expect((await preview({ channel: 'email', content: mail() })).body).toMatchObject({
      asCustomer: 'Anna Martin',
      subject: 'Hello Anna',
      preheader: '15% off until June 29, 2026',
    });
    const { body } = await preview({ channel: 'email', content: mail() }, 1);
    expect(body).toMatchObject({
      asCustomer: 'Zoë 1',
      preheader: '15% taniej until 29 czerwca 2026',
    });
    expect(body.channel === 'email' && body.html).toContain('Wypisz się');
    expect(body.channel === 'email' && body.html).toContain('Last seen 90 days ago');
  });

  const CHANNELS: readonly { message: ChannelMessage; expected: object }[] = [
    {
      message: { channel: 'sms', content: { text: 'Zażółć, {{ customer.first_name }}' } },
      expected: { text: 'Zażółć, Anna', parts: 1, outsideGsm: ['ż', 'ó', 'ł', 'ć'] },
    },
    {
      message: {
        channel: 'push',
        content: { title: 'Hi {{ customer.first_name }}', body: 'New in', url: '/collections/new' },
      },
      expected: { title: 'Hi Anna', url: expect.stringMatching(/^https:.*\/collections\/new$/) },
    },
    {
      message: {
        channel: 'on-site',
        content: { title: 'Welcome back', body: '', buttonLabel: 'See', buttonUrl: '/new' },
      },
      expected: { title: 'Welcome back', buttonUrl: '/new' },
    },
  ];

  it.each(CHANNELS)('shows what $message.channel says', async ({ message, expected }) => {
    expect((await preview(message)).body).toMatchObject(expected);
  });

  it('says the coupon that the scenario gives, or that there is none', async () => {
    const message = { channel: 'sms', content: { text: '{{ coupon.code }}: {{ coupon.amount }}' } };
    const say = (coupon: object | null) =>
      call<MessagePreview & Failed>('POST', '/preview', { message, customerId: null, coupon });

    const coupon = { discount: { kind: 'amount', minor: 500 }, prefix: 'hi', validDays: 3 };
    expect((await say(coupon)).body).toMatchObject({ text: 'HI-7K2M-9QXA: €5 off' });
    expect((await say(null)).body.error.message).toBe('there is no coupon for this customer');
  });

  it('says what is wrong in the language of whoever reads, not in that of the message', async () => {
    const say = async (reader: string) => {
      const message = { channel: 'sms', content: { text: '{{ customer.spend | money }}' } };
      const asked = { message, language: 'en', customerId: null };
      return (await call<Failed>('POST', '/preview', asked, reader)).body.error.message;
    };

    expect(await say('fr-CA,fr;q=0.9')).toMatch(/pas de champ.*« customer.spent » \?$/);
    expect(await say('pl')).toMatch(/nie ma pola.*„customer.spent”\?$/);
    expect(await say('de')).toMatch(/no field.*“customer.spent”\?$/);
  });

  it('names the text that cannot be made, and customers who do not exist', async () => {
    const broken = await preview({ channel: 'push', content: { title: 'x', body: 'y', url: 'z' } });
    expect(broken.status).toBe(422);
    expect(broken.body.error.field).toBe('content.url');
    expect((await preview({ channel: 'email', content: mail() }, 99)).status).toBe(404);
  });
});

describe('products in a mail', () => {
  const DAY = DAY_MS;

  /** Ten teas sold less and less, two new cups, and some that cannot be bought. */
  async function stock(): Promise<void> {
    await insertSilent(world, { customerId: 1, silentDays: 90 });
    await insertSilent(world, { customerId: 2, silentDays: 200 });
    const now = world.clock.now();
    await world.inShop(async (tx) => {
      for (let id = 1; id <= 10; id += 1) await insertProduct(tx, { product_id: id });
      for (const id of [20, 21]) {
        const publishedAt = now - (40 + id) * DAY;
        await insertProduct(tx, { product_id: id, product_type: 'Cups', publishedAt });
      }
      await insertProduct(tx, { product_id: 30, in_stock: false });
      await insertProduct(tx, { product_id: 31, status: 'draft' });
      await insertProduct(tx, { product_id: 32, publishedAt: null });
      await insertProduct(tx, { product_id: 33, product_type: 'Gifts', tags: ['Deal'] });
      for (let id = 1; id <= 10; id += 1) {
        for (let sale = id; sale <= 10; sale += 1) {
          const order_id = 9_000 + id * 20 + sale;
          await buy(tx, { order_id, customer_id: 2, processedAt: now - 80 * DAY, products: [id] });
        }
      }
      await buy(tx, {
        order_id: 1,
        customer_id: 1,
        processedAt: now - 70 * DAY,
        products: [2, 20],
      });
    });
  }

  const CASES: readonly { what: string; content: EmailContent; expected: readonly number[] }[] = [
    { what: 'bestsellers', content: products({ kind: 'bestsellers' }), expected: [1, 3, 4] },
    {
      what: 'those of the last category, of its costliest product',
      content: products({ kind: 'last category' }),
      expected: [1, 3, 4],
    },
    {
      what: 'those new since the last order',
      content: products({ kind: 'new since last visit' }),
      expected: [21],
    },
    {
      what: 'those of a category that was not there 90 days ago',
      content: products({ kind: 'new category', days: 90 }),
      expected: [21],
    },
    {
      what: 'those of no new category, filled up',
      content: products({ kind: 'new category', days: 60 }, 2, { kind: 'bestsellers' }),
      expected: [1, 3],
    },
    {
      what: 'a deal by its tag, in any letters',
      content: products({ kind: 'deal', of: { kind: 'tag', tag: 'deal' } }),
      expected: [33],
    },
    {
      what: 'a deal that is sold out, filled up',
      content: products({ kind: 'deal', of: { kind: 'product', productId: 30 } }, 1, {
        kind: 'bestsellers',
      }),
      expected: [1],
    },
  ];

  it('are what the block says, for sale, and not what was just bought', async () => {
    await stock();
    for (const { what, content, expected } of CASES) {
      expect(await shown(content, 1), what).toEqual(expected);
    }
  });

  it('are new since the last visit where one is known', async () => {
    await stock();
    await world.inShop((tx) =>
      tx.execute(
        `insert into activities (shop_id, customer_id, at, channel, kind) values ($1, 1, $2, 'store', 'visited')`,
        [tx.shopId, new Date(world.clock.now() - 5 * DAY).toISOString()],
      ),
    );

    expect(await shown(products({ kind: 'new since last visit' }), 1)).toEqual([]);
  });

  it('can be chosen by title, and found again by number', async () => {
    await stock();
    const found = await call<ProductChoices>('GET', '/products?search=duct 3');
    const again = await call<ProductChoices>('GET', '/products?id=33');

    expect(found.body.products.map(({ productId }) => productId)).toEqual([3, 33]);
    expect(again.body.products).toEqual([
      {
        productId: 33,
        title: 'Product 33',
        category: 'Gifts',
        imageUrl: 'https://cdn.example/33.jpg',
      },
    ]);
    expect((await call<ProductChoices>('GET', '/products?id=30')).body.products).toEqual([]);
  });
});

describe('a test mail', () => {
  const send = (changes = {}) =>
    call<{ to: string; subject: string } & Failed>('POST', '/test-email', {
      content: mail(),
      language: 'en',
      customerId: null,
      to: 'ada@north.example',
      ...changes,
    });

  it('goes to the address given, says what it is, and counts nowhere', async () => {
    expect((await send()).body).toEqual({ to: 'ada@north.example', subject: '[Test] Hello Anna' });

    const [arrived] = world.mailbox.list().mails;
    expect(arrived).toMatchObject({ subject: '[Test] Hello Anna' });
    const raw = new TextDecoder().decode(world.mailbox.raw(arrived?.id ?? 0) ?? undefined);
    expect(raw).toContain('Last seen 92 days ago');
    expect(raw).not.toMatch(/\/r\/|List-Unsubscribe/);
    const rows = await world.inShop((tx) => tx.query('select 1 as one from sends'));
    expect(rows).toEqual([]);
  });

  it('does not go to what is no address, nor without a mail server', async () => {
    expect((await send({ to: 'ada' })).body.error.field).toBe('to');
    email.close();
    email = createEmailChannel(null);
    const refused = await send();
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('SMTP_URL');
  });
});
