import { describe, expect, it } from 'vitest';
import { createMovableClock } from '../clock.ts';
import { describeShop } from '../demo-shop.ts';
import { gid } from '../model.ts';
import { Store } from '../store.ts';
import { CustomerDrop } from './drops.ts';
import { defaultSettings, parseBlock, readBlocks } from './extension.ts';
import { toSafeJson } from './liquid.ts';
import { renderBlock } from './render.ts';

const hostile = [
  '</script><script>alert(1)</script>',
  '<!-- <script>',
  `'"\\\u2028\u2029&lt;`,
  '{{ shop.name }}{% raw %}',
  'żółć 🫖 \u0000\u0007',
];

const clock = createMovableClock();
const newStore = () =>
  new Store(describeShop('test.myshopify.com', clock.now()), () => clock.now(), 42);

const schema = '{% schema %}{"name": "Messages", "target": "body"}{% endschema %}';

/** What a shopper's browser would get of a block with this Liquid. */
async function render(liquid: string, store: Store, customerId?: number): Promise<string> {
  const customer = customerId === undefined ? null : store.customer(customerId);
  const globals = { customer: customer ? new CustomerDrop(store, customer) : null };
  const embed = { ...parseBlock('rondo', liquid + schema), active: true };
  return renderBlock(embed, store, 'en', globals);
}

describe('a block that prints facts as JSON', () => {
  it.each(hostile)('stays one script element and reads back the same: %j', async (text) => {
    const store = newStore();
    const customer = store.createCustomer({ firstName: text, email: 'ada@example.com' });
    const html = await render(
      '<script type="application/json">{"name": {{ customer.first_name | json }}}</script>',
      store,
      customer.id,
    );
    const script = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(script)).toEqual({ name: text });
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<!--');
  });

  it('reads the app’s messages and the customer’s facts from their metafields', async () => {
    const store = newStore();
    const { id } = store.createCustomer({ email: 'ada@example.com' });
    store.metafields.set([
      {
        owner: gid('AppInstallation', 1),
        namespace: 'rondo',
        key: 'messages',
        type: 'json',
        value: '[{"title":"<b>Hi</b>"}]',
      },
      {
        owner: gid('Customer', id),
        namespace: '$app',
        key: 'facts',
        type: 'json',
        value: '{"overdueDays":12}',
      },
    ]);
    const liquid =
      '[{{ app.metafields.rondo.messages.value | json }}, {{ customer.metafields["$app"].facts.value | json }}, {{ customer.metafields.other.facts.value | json }}]';
    const html = await render(liquid, store, id);
    expect(html).toContain(
      '[[{"title":"\\u003cb\\u003eHi\\u003c/b\\u003e"}], {"overdueDays":12}, null]',
    );
  });

  it('does not get the whole customer as JSON, as on Shopify', async () => {
    const store = newStore();
    const { id } = store.createCustomer({ email: 'ada@example.com' });
    const html = await render('{{ customer | json }}', store, id);
    expect(html).toContain('{"error":"json not allowed for this object"}');
    expect(html).not.toContain('ada@example.com');
  });

  it('sees no customer when nobody is logged in', async () => {
    expect(await render('{% if customer %}in{% else %}out{% endif %}', newStore())).toContain(
      'out',
    );
  });
});

describe('a block that goes wrong', () => {
  it.each(['{{ customer | no_such_filter }}', '{% if %}', '{% no_such_tag %}'])(
    'leaves the page a comment and nothing else: %s',
    async (liquid) => {
      const html = await render(liquid, newStore());
      expect(html).toMatch(/^<!-- Liquid error in rondo\.liquid: [^<>]*-->$/);
    },
  );

  it('is refused with its name when the schema is missing or wrong', () => {
    expect(() => parseBlock('rondo', '<p></p>')).toThrow('Block rondo.liquid has no {% schema %}');
    expect(() =>
      parseBlock('rondo', '{% schema %}{"name": "x", "target": "footer"}{% endschema %}'),
    ).toThrow(/rondo\.liquid[\s\S]*target/);
  });
});

it('gives a block the defaults of its settings', () => {
  const { schema: parsed } = parseBlock(
    'rondo',
    '{% schema %}{"name":"x","target":"body","settings":[{"type":"header","content":"c"},{"type":"checkbox","id":"on","default":true},{"type":"text","id":"t"}]}{% endschema %}',
  );
  expect(defaultSettings(parsed)).toEqual({ on: true, t: null });
});

it('shows a block only while its condition holds', async () => {
  const store = newStore();
  const source = `shown{% schema %}{"name":"x","target":"body","available_if":"{{ app.metafields.rondo.on }}"}{% endschema %}`;
  const embed = { ...parseBlock('rondo', source), active: true };
  expect(await renderBlock(embed, store, 'en', {})).toBe('');
  store.metafields.set([
    {
      owner: gid('AppInstallation', 1),
      namespace: 'rondo',
      key: 'on',
      type: 'boolean',
      value: 'true',
    },
  ]);
  expect(await renderBlock(embed, store, 'en', {})).toContain('shown');
});

it('writes nothing into JSON that could end a script', () => {
  expect(toSafeJson({ a: '</script>&' })).toBe('{"a":"\\u003c/script\\u003e\\u0026"}');
  expect(toSafeJson(undefined)).toBe('null');
});

describe('the block of messages', () => {
  const block = readBlocks().find(({ handle }) => handle === 'rondo');
  const message = (id: string) => ({ id, texts: { en: { title: `Title ${id}`, body: '' } } });

  async function messagesOnPage(store: Store, customerId?: number): Promise<unknown> {
    const customer = customerId === undefined ? null : store.customer(customerId);
    const globals = {
      customer: customer ? new CustomerDrop(store, customer) : null,
      request: { design_mode: false, page_type: 'index', locale: { iso_code: 'en' } },
    };
    if (!block) throw new Error('The extension has no block of messages');
    const html = await renderBlock({ ...block, active: true }, store, 'en', globals);
    const [, json] = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html) ?? [];
    return json === undefined ? null : JSON.parse(json).messages.map((it: { id: string }) => it.id);
  }

  it.each([
    { shop: ['a'], own: ['send-1', 'send-2'], shown: ['a', 'send-1', 'send-2'], guest: ['a'] },
    { shop: [], own: ['send-1'], shown: ['send-1'], guest: null },
    { shop: ['a'], own: null, shown: ['a'], guest: ['a'] },
  ])('shows $shop of the shop and $own of the customer', async ({ shop, own, shown, guest }) => {
    const store = newStore();
    const { id } = store.createCustomer({ email: 'ada@example.com' });
    const messages = own && { messages: own.map(message) };
    store.metafields.set([
      {
        owner: gid('AppInstallation', 1),
        namespace: 'rondo',
        key: 'messages',
        type: 'json',
        value: JSON.stringify(shop.map(message)),
      },
      {
        owner: gid('Customer', id),
        namespace: '$app:rondo',
        key: 'facts',
        type: 'json',
        value: JSON.stringify({ birthday: null, ...messages }),
      },
    ]);

    expect(await messagesOnPage(store, id)).toEqual(shown);
    expect(await messagesOnPage(store)).toEqual(guest);
  });
});
