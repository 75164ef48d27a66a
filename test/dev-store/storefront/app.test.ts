import { beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '../clock.ts';
import { describeShop } from '../demo-shop.ts';
import { Store } from '../store.ts';
import { storefrontApp } from './app.ts';
import { Embeds } from './embeds.ts';

const clock = createMovableClock();
let store: Store;
let browser: Visitor;

/** Keeps cookies and stays on the page it is sent to, as a browser does. */
class Visitor {
  readonly #app;
  readonly #cookies = new Map<string, string>();

  constructor(shop: Store) {
    this.#app = storefrontApp({
      store: () => shop,
      embeds: new Embeds(),
      appUrl: 'http://127.0.0.1:9',
      apiSecret: 'secret',
      proxy: { url: '/proxy', prefix: 'apps', subpath: 'rondo' },
    });
  }

  async visit(
    path: string,
    form?: Record<string, string>,
  ): Promise<{ status: number; path: string; text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#app.request(`http://shop.test${path}`, {
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const header of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.#cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location) return this.visit(location);
    return { status: answer.status, path, text: await answer.text() };
  }
}

beforeEach(() => {
  store = new Store(describeShop('test.myshopify.com', clock.now()), () => clock.now(), 1);
  store.createCustomer({ firstName: 'Zoë <3', email: 'Zoe@Example.com' });
  store.createProduct({ title: 'Harbour Blend', productType: 'Coffee', priceMinor: 890 });
  store.createProduct({ title: '"Best" <Tea>', productType: 'Tea', priceMinor: 1250 });
  browser = new Visitor(store);
});

describe('logging in', () => {
  it('needs only the address of a customer, whatever its capitals', async () => {
    const { path, text } = await browser.visit('/account/login', { email: 'zoe@example.com' });
    expect(path).toBe('/account');
    expect(text).toContain('Hello, Zoë &#60;3');
    expect(text).not.toContain('<3');
  });

  it('with an unknown address says so and repeats it harmlessly', async () => {
    const { status, text } = await browser.visit('/account/login', { email: '<b>"x' });
    expect(status).toBe(404);
    expect(text).toContain('No customer has the address &#60;b&#62;');
    expect(text).not.toContain('<b>"x');
  });

  it('leads back only to a path of this shop', async () => {
    const login = (return_to: string) =>
      browser.visit('/account/login', { email: 'zoe@example.com', return_to });
    expect((await login('/cart')).path).toBe('/cart');
    for (const elsewhere of ['https://evil.test/', '//evil.test', '/\\evil.test'])
      expect((await login(elsewhere)).path).toBe('/account');
  });

  it('ends with logging out, and with the customer', async () => {
    await browser.visit('/account/login', { email: 'zoe@example.com' });
    await browser.visit('/account/logout');
    expect((await browser.visit('/account')).path).toBe('/account/login');
  });
});

describe('buying', () => {
  const variant = (title: string) =>
    String(store.products().find((product) => product.title === title)?.variantId);

  it('places an order of the logged-in customer with what was in the cart', async () => {
    await browser.visit('/collections/all?utm_source=rondo&utm_campaign=win-back');
    await browser.visit('/account/login', { email: 'zoe@example.com' });
    await browser.visit('/cart/add', { id: variant('Harbour Blend'), quantity: '2' });
    await browser.visit('/cart/add', { id: variant('Harbour Blend'), quantity: '1' });
    const cart = await browser.visit('/cart');
    expect(cart.text).toContain('€26.70');
    expect((await browser.visit('/checkout', {})).path).toMatch(/^\/thank-you/);
    const [order] = store.orders();
    expect(order?.customerId).toBe(store.customers()[0]?.id);
    expect(order?.lines).toMatchObject([
      { title: 'Harbour Blend', quantity: 3, unitPriceMinor: 890 },
    ]);
    expect(order?.landingSite).toBe('/collections/all?utm_source=rondo&utm_campaign=win-back');
    expect((await browser.visit('/cart')).text).toContain('Your cart is empty');
  });

  it('takes a discount off once, and orders nothing at another price than was shown', async () => {
    store.discounts.create(
      {
        title: 'Ten percent',
        gives: { kind: 'percentage', share: 0.1 },
        minimumMinor: null,
        usageLimit: 1,
        startsAt: clock.now(),
        endsAt: null,
      },
      'BACK-7K2M',
    );
    await browser.visit('/discount/back-7k2m?redirect=%2Fcollections%2Fall');
    await browser.visit('/cart/add', { id: variant('Harbour Blend') });
    const { text } = await browser.visit('/cart');
    expect(text).toMatch(/Discount BACK-7K2M\s*<span>−€0\.89/);
    expect(text).toContain('<strong>€12.91</strong>');
    await browser.visit('/checkout', {});
    const [order] = store.orders();
    expect(order).toMatchObject({
      discounts: [{ code: 'BACK-7K2M', amountMinor: 89 }],
      shippingMinor: 490,
    });

    await browser.visit('/cart/add', { id: variant('Harbour Blend') });
    const again = await browser.visit('/cart/code', { code: 'BACK-7K2M' });
    expect(again.text).toContain('The code BACK-7K2M has been used already.');
    expect((await browser.visit('/checkout', {})).path).toBe('/cart');
    expect(store.orders()).toHaveLength(1);
  });

  it.each([
    ['a code nobody has', 'NOTHING', 'There is no discount code NOTHING.'],
    ['a code that has expired', 'LATE', 'The code LATE has expired.'],
    ['a code for larger carts', 'LARGE', 'The code LARGE needs a cart of at least €50.00.'],
  ])('says why it refuses %s', async (_, code, words) => {
    const draft = {
      title: 'Five off',
      gives: { kind: 'amount', minor: 500 },
      minimumMinor: null,
      usageLimit: 1,
      startsAt: clock.now() - 2,
      endsAt: null,
    } as const;
    store.discounts.create({ ...draft, endsAt: clock.now() - 1 }, 'LATE');
    store.discounts.create({ ...draft, minimumMinor: 5_000 }, 'LARGE');
    await browser.visit('/cart/add', { id: variant('Harbour Blend') });
    expect((await browser.visit('/cart/code', { code })).text).toContain(words);
  });

  it('with an empty cart places nothing', async () => {
    await browser.visit('/checkout', {});
    expect(store.orders()).toHaveLength(0);
  });

  it('takes things out of the cart again', async () => {
    await browser.visit('/cart/add', { id: variant('Harbour Blend') });
    const { text } = await browser.visit('/cart/change', {
      id: variant('Harbour Blend'),
      quantity: '0',
    });
    expect(text).toContain('Your cart is empty');
  });
});

describe('the pages', () => {
  it.each([
    '/',
    '/collections/all',
    '/collections/all?type=Tea',
    '/products/harbour-blend',
    '/cart',
    '/account/login',
  ])('%s are served whole', async (path) => {
    const { status, text } = await browser.visit(path);
    expect(status).toBe(200);
    expect(text).toContain('</html>');
    expect(text).not.toMatch(/Translation missing|undefined|\[object /);
  });

  it('escape what a merchant wrote', async () => {
    const { text } = await browser.visit('/collections/all');
    expect(text).toContain('&#34;Best&#34; &lt;Tea&gt;');
    expect(text).not.toContain('<Tea>');
  });

  it('speak the language that the visitor chose', async () => {
    const { text } = await browser.visit('/localization', { locale_code: 'pl' });
    expect(text).toContain('<html lang="pl">');
    expect(text).toContain('Zaloguj się');
    expect(text).toContain('"locale":"pl"');
  });

  it('tell their scripts about the shop and its consent before any of them runs', async () => {
    const { text } = await browser.visit('/');
    const head = text.slice(0, text.indexOf('</head>'));
    expect(head).toContain('window.Shopify = {"shop":"test.myshopify.com","locale":"en"');
    expect(head).toContain('<script src="/theme/customer-privacy.js"></script>');
    expect(head).not.toContain('designMode');
    expect((await browser.visit('/?design_mode=1')).text).toContain('"designMode":true');
  });

  it('answer 404 with a page for what is not there', async () => {
    const { status, text } = await browser.visit('/products/none');
    expect(status).toBe(404);
    expect(text).toContain('There is nothing here');
  });

  it('give no file from outside the extension’s assets', async () => {
    for (const name of ['..%2Fshopify.extension.toml', '%2e%2e%2fblocks', 'nothing.js'])
      expect((await browser.visit(`/extensions/rondo/assets/${name}`)).status).toBe(404);
  });
});
