import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_ID } from '../app-id.ts';
import type { DevStore } from '../dev-store.ts';
import { appInstallationGid, type Customer, gid } from '../model.ts';
import { at, connect, errorsOf, startTestShop } from '../test-shop.ts';

let devStore: DevStore;
let ask: Awaited<ReturnType<typeof connect>>;
let customer: Customer;
let owner: string;

beforeAll(async () => {
  devStore = await startTestShop({ customers: 20 });
  ask = await connect(devStore);
  customer = devStore.shop().createCustomer({ email: 'zoe@example.com', tags: ['b', 'a', 'b'] });
  owner = gid('Customer', customer.id);
});
afterAll(() => devStore.stop());

const SET = `mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
  metafields { namespace key type value jsonValue compareDigest ownerType sizeInBytes }
  userErrors { field message code elementIndex } } }`;
const set = async (...metafields: object[]) =>
  (await ask(SET, { m: metafields })).data.metafieldsSet;

describe('metafields', () => {
  it('are written into the reserved namespace, which is shown resolved', async () => {
    const answer = await set({
      ownerId: owner,
      namespace: '$app',
      key: 'facts',
      type: 'json',
      value: '{"a":1}',
    });
    expect(at(answer, 'metafields', 0)).toMatchObject({
      namespace: `app--${APP_ID}`,
      jsonValue: { a: 1 },
      ownerType: 'CUSTOMER',
      sizeInBytes: 7,
    });
    const { data } = await ask(
      'query($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "facts") { value } } }',
      { id: owner },
    );
    expect(data).toEqual({ customer: { metafield: { value: '{"a":1}' } } });
  });

  it('may belong to the app’s own installation', async () => {
    const { data } = await ask(
      '{ currentAppInstallation { id accessScopes { handle } app { title } } }',
    );
    const id = at(data, 'currentAppInstallation', 'id');
    await set({ ownerId: id, namespace: 'rondo', key: 'messages', type: 'json', value: '[]' });
    const store = devStore.shop();
    expect(store.metafields.of(appInstallationGid(store.shop))).toMatchObject([
      { namespace: 'rondo', key: 'messages', value: '[]' },
    ]);
  });

  it('are written all or not at all', async () => {
    const before = devStore.shop().metafields.all().length;
    const answer = await set(
      { ownerId: owner, namespace: 'shop', key: 'good', type: 'json', value: '1' },
      { ownerId: gid('Customer', 1), namespace: 'shop', key: 'good', type: 'json', value: '1' },
    );
    expect(answer).toMatchObject({
      metafields: null,
      userErrors: [
        {
          field: ['metafields', '1', 'ownerId'],
          code: 'INVALID_VALUE',
          message: 'Owner does not exist.',
        },
      ],
    });
    expect(devStore.shop().metafields.all()).toHaveLength(before);
  });

  it.each([
    ['no type', { type: null }, ['type'], 'BLANK'],
    ['a type that does not exist', { type: 'colour' }, ['value'], 'INVALID_TYPE'],
    ['JSON that is none', { type: 'json', value: '{' }, ['value'], 'INVALID_VALUE'],
    [
      'JSON of more than 128 KB',
      { type: 'json', value: JSON.stringify('x'.repeat(131_072)) },
      ['value'],
      'TOO_LONG',
    ],
    [
      'a date that does not exist',
      { type: 'date', value: '2023-02-29' },
      ['value'],
      'INVALID_VALUE',
    ],
    ['a namespace that is too short', { namespace: 'ab' }, ['namespace'], 'INVALID'],
    ['another app’s namespace', { namespace: 'app--1' }, [], 'APP_NOT_AUTHORIZED'],
    ['a stale digest', { compareDigest: '0'.repeat(64) }, [], 'STALE_OBJECT'],
  ])('refuse %s', async (_, change, field, code) => {
    const answer = await set({
      ownerId: owner,
      namespace: 'shop',
      key: 'bad',
      type: 'json',
      value: '1',
      ...change,
    });
    expect(at(answer, 'userErrors', 0)).toMatchObject({
      field: ['metafields', '0', ...field],
      code,
    });
  });

  it('refuse more than twenty-five at once', async () => {
    const many = Array.from({ length: 26 }, (_, n) => ({
      ownerId: owner,
      namespace: 'shop',
      key: `key${n}`,
      type: 'json',
      value: '1',
    }));
    expect(at(await set(...many), 'userErrors', 0)).toMatchObject({
      field: ['metafields'],
      code: 'LESS_THAN_OR_EQUAL_TO',
      message: 'Exceeded the maximum metafields input limit of 25.',
    });
  });

  it('are written on condition of what was there', async () => {
    const metafield = { ownerId: owner, namespace: 'shop', key: 'guarded', type: 'json' };
    const first = await set({ ...metafield, value: '1', compareDigest: null });
    const digest = at(first, 'metafields', 0, 'compareDigest');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(
      at(await set({ ...metafield, value: '2', compareDigest: null }), 'userErrors', 0, 'code'),
    ).toBe('STALE_OBJECT');
    expect(
      at(await set({ ...metafield, value: '2', compareDigest: digest }), 'metafields', 0, 'value'),
    ).toBe('2');
  });

  it('are deleted, with null for those that were not there', async () => {
    await set({ ownerId: owner, namespace: 'shop', key: 'gone', type: 'json', value: '1' });
    const { data } = await ask(
      'mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { deletedMetafields { key } userErrors { message } } }',
      { m: ['gone', 'never'].map((key) => ({ ownerId: owner, namespace: 'shop', key })) },
    );
    expect(at(data, 'metafieldsDelete', 'deletedMetafields')).toEqual([{ key: 'gone' }, null]);
  });
});

describe('definitions', () => {
  const ENABLE = `mutation { standardMetafieldDefinitionEnable(ownerType: CUSTOMER, namespace: "facts", key: "birth_date") {
    createdDefinition { id name type { name } } userErrors { code } } }`;

  it('of the birthday are enabled once, and again without harm, after which no type is needed', async () => {
    const first = await ask(ENABLE);
    expect((await ask(ENABLE)).data).toEqual(first.data);
    const answer = await set({
      ownerId: owner,
      namespace: 'facts',
      key: 'birth_date',
      value: '2000-02-29',
    });
    expect(at(answer, 'metafields', 0)).toMatchObject({ type: 'date', jsonValue: '2000-02-29' });
  });

  it('refuse admin access for a standard definition and a template that does not exist', async () => {
    const withAccess = await ask(
      ENABLE.replace('key: "birth_date"', 'key: "birth_date", access: { admin: MERCHANT_READ }'),
    );
    expect(at(withAccess.data, 'standardMetafieldDefinitionEnable', 'userErrors', 0, 'code')).toBe(
      'ADMIN_ACCESS_INPUT_NOT_ALLOWED',
    );
    const unknown = await ask(ENABLE.replace('birth_date', 'shoe_size'));
    expect(at(unknown.data, 'standardMetafieldDefinitionEnable', 'userErrors', 0, 'code')).toBe(
      'TEMPLATE_NOT_FOUND',
    );
  });

  it('of the app are made once', async () => {
    const create = () =>
      ask(`mutation { metafieldDefinitionCreate(definition: { ownerType: CUSTOMER, namespace: "$app", key: "tier", type: "single_line_text_field", name: "Tier" }) {
        createdDefinition { namespace access { admin } } userErrors { code } } }`);
    expect(
      at((await create()).data, 'metafieldDefinitionCreate', 'createdDefinition'),
    ).toMatchObject({ namespace: `app--${APP_ID}` });
    expect(at((await create()).data, 'metafieldDefinitionCreate', 'userErrors', 0, 'code')).toBe(
      'TAKEN',
    );
  });
});

describe('tags and consent', () => {
  it('are added and removed sorted and once each', async () => {
    const change = (verb: string, tags: string[]) =>
      ask(
        `mutation($id: ID!, $tags: [String!]!) { ${verb}(id: $id, tags: $tags) { node { ... on Customer { tags } } userErrors { field message } } }`,
        { id: owner, tags },
      );
    expect(at((await change('tagsAdd', ['c', 'a', 'Z'])).data, 'tagsAdd', 'node', 'tags')).toEqual([
      'Z',
      'a',
      'b',
      'c',
    ]);
    expect(
      at((await change('tagsRemove', ['a', 'never'])).data, 'tagsRemove', 'node', 'tags'),
    ).toEqual(['Z', 'b', 'c']);
  });

  it('record an unsubscription with its time', async () => {
    const { data } = await ask(
      `mutation($i: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $i) {
        customer { defaultEmailAddress { marketingState marketingUpdatedAt } } userErrors { code message } } }`,
      {
        i: {
          customerId: owner,
          emailMarketingConsent: {
            marketingState: 'UNSUBSCRIBED',
            consentUpdatedAt: '2026-11-20T10:00:00.700Z',
          },
        },
      },
    );
    expect(
      at(data, 'customerEmailMarketingConsentUpdate', 'customer', 'defaultEmailAddress'),
    ).toEqual({
      marketingState: 'UNSUBSCRIBED',
      marketingUpdatedAt: '2026-11-20T10:00:00Z',
    });
  });

  it('refuse a state that cannot be given', async () => {
    const { data } = await ask(
      `mutation($i: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $i) { userErrors { field code } } }`,
      { i: { customerId: owner, emailMarketingConsent: { marketingState: 'NOT_SUBSCRIBED' } } },
    );
    expect(at(data, 'customerEmailMarketingConsentUpdate', 'userErrors', 0, 'code')).toBe(
      'INVALID',
    );
  });

  it('need write_customers', async () => {
    const installation = devStore.installation();
    const granted = installation.scopes;
    installation.setScopes(['read_customers', 'read_orders']);
    const [error] = await errorsOf(
      ask(`mutation { tagsAdd(id: "${owner}", tags: ["x"]) { userErrors { message } } }`),
    );
    expect(at(error, 'extensions', 'code')).toBe('ACCESS_DENIED');
    installation.setScopes(granted);
  });
});
