import { describe, expect, it } from 'vitest';
import { readBulkLine } from '../../../admin-app/server/shopify/bulk-lines.ts';

const money = (amount: unknown, currencyCode: unknown = 'EUR') => ({
  shopMoney: { amount, currencyCode },
});

const order = (overrides: object = {}) =>
  JSON.stringify({
    id: 'gid://shopify/Order/1001',
    name: '#1001',
    createdAt: '2026-01-02T03:04:05Z',
    processedAt: '2026-01-02T03:04:05Z',
    updatedAt: '2026-02-02T03:04:05Z',
    cancelledAt: null,
    test: false,
    sourceName: 'web',
    displayFinancialStatus: 'PARTIALLY_REFUNDED',
    discountCodes: ['SPRING'],
    customer: { id: 'gid://shopify/Customer/7' },
    currentTotalPriceSet: money('12.3'),
    ...overrides,
  });

const customer = (overrides: object = {}) =>
  JSON.stringify({
    id: 'gid://shopify/Customer/7',
    firstName: 'Ada',
    lastName: null,
    locale: 'fr',
    tags: ['vip'],
    createdAt: '2025-01-01T00:00:00Z',
    updatedAt: '2025-06-01T00:00:00Z',
    defaultEmailAddress: {
      emailAddress: 'ada@example.com',
      marketingState: 'SUBSCRIBED',
      marketingUpdatedAt: '2025-01-01T00:00:00Z',
    },
    defaultPhoneNumber: null,
    defaultAddress: { countryCodeV2: 'FR' },
    metafield: { value: '1984-02-29' },
    ...overrides,
  });

describe('reading a line of a bulk file', () => {
  it('reads an order', () => {
    expect(readBulkLine('orders', order())).toEqual({
      kind: 'order',
      order: {
        orderId: 1001,
        customerId: 7,
        name: '#1001',
        currency: 'EUR',
        totalMinor: 1230,
        discountCodes: ['SPRING'],
        source: 'web',
        test: false,
        financialStatus: 'partially_refunded',
        processedAt: Date.parse('2026-01-02T03:04:05Z'),
        createdAt: Date.parse('2026-01-02T03:04:05Z'),
        updatedAt: Date.parse('2026-02-02T03:04:05Z'),
        cancelledAt: null,
      },
    });
  });

  it('reads an order without a customer, in a currency without decimals', () => {
    const line = order({ customer: null, currentTotalPriceSet: money('1200', 'JPY') });
    expect(readBulkLine('orders', line)).toMatchObject({
      order: { customerId: null, totalMinor: 1200, currency: 'JPY' },
    });
  });

  it('reads a line item by the order it names, wherever it stands', () => {
    const line = JSON.stringify({
      id: 'gid://shopify/LineItem/5',
      title: 'Tea',
      quantity: 2,
      product: null,
      originalTotalSet: money('19.90'),
      __parentId: 'gid://shopify/Order/1001',
    });
    expect(readBulkLine('orders', line)).toEqual({
      kind: 'order line',
      line: {
        orderId: 1001,
        lineId: 5,
        productId: null,
        title: 'Tea',
        quantity: 2,
        totalMinor: 1990,
      },
    });
  });

  it('reads a customer with everything', () => {
    expect(readBulkLine('customers', customer())).toMatchObject({
      kind: 'customer',
      customer: {
        customerId: 7,
        email: 'ada@example.com',
        country: 'FR',
        birthday: '1984-02-29',
        tags: ['vip'],
        emailConsent: { state: 'subscribed', at: Date.parse('2025-01-01T00:00:00Z') },
        smsConsent: { state: 'not_subscribed', at: null },
      },
    });
  });

  it.each([
    [{ rfmGroup: 'AT_RISK', predictedSpendTier: 'HIGH' }, 'at_risk', 'high'],
    [{ rfmGroup: 'COMES_IN_2028', predictedSpendTier: null }, 'comes_in_2028', null],
    [{ rfmGroup: 7, predictedSpendTier: { tier: 'HIGH' } }, null, null],
    [{ rfmGroup: '', predictedSpendTier: 'tab\t and more' }, null, null],
    [null, null, null],
    [undefined, null, null],
  ])('takes the statistics %o of a customer', (statistics, rfmGroup, predictedSpendTier) => {
    expect(readBulkLine('customers', customer({ statistics }))).toMatchObject({
      customer: { rfmGroup, predictedSpendTier },
    });
    const line = JSON.stringify({ id: 'gid://shopify/Customer/7', statistics });
    expect(readBulkLine('customer statistics', line)).toEqual({
      kind: 'customer statistics',
      statistics: { customerId: 7, rfmGroup, predictedSpendTier, loyalty: null },
    });
  });

  it.each([
    [{ type: 'number_integer', value: '1200' }, 'number_integer', '1200'],
    [
      { type: 'single_line_text_field', value: 'G'.repeat(300) },
      'single_line_text_field',
      'G'.repeat(256),
    ],
    [null, null, null],
  ])('takes the loyalty metafield %o, and which one was asked for', (metafield, type, value) => {
    const loyalty = { edition: 12, type, value };
    expect(readBulkLine('customers', customer({ loyalty_12: metafield }))).toMatchObject({
      customer: { loyalty },
    });
    const line = JSON.stringify({ id: 'gid://shopify/Customer/7', loyalty_12: metafield });
    expect(readBulkLine('customer statistics', line)).toMatchObject({ statistics: { loyalty } });
  });

  it('takes a customer without e-mail, phone, address or birthday', () => {
    const line = customer({ defaultEmailAddress: null, defaultAddress: null, metafield: null });
    expect(readBulkLine('customers', line)).toMatchObject({
      customer: {
        email: null,
        country: null,
        birthday: null,
        emailConsent: { state: 'not_subscribed' },
      },
    });
  });

  it.each([
    { value: '2023-02-29', why: 'no such day' },
    { value: '29.2.1984', why: 'another notation' },
    { value: '', why: 'empty' },
  ])('takes a customer whose birthday is $why, without it', ({ value }) => {
    expect(readBulkLine('customers', customer({ metafield: { value } }))).toMatchObject({
      customer: { birthday: null },
    });
  });

  it.each([
    { line: order().slice(0, 60), reason: 'not JSON', entityId: 1001 },
    { line: '{"id":', reason: 'not JSON', entityId: null },
    { line: '[1,2]', reason: 'expected an object', entityId: null },
    { line: 'null', reason: 'expected an object', entityId: null },
    { line: order({ processedAt: '2026-02-30T00:00:00Z' }), reason: 'processedAt', entityId: 1001 },
    { line: order({ processedAt: 1234 }), reason: 'processedAt holds 1234', entityId: 1001 },
    { line: order({ updatedAt: undefined }), reason: 'updatedAt holds nothing', entityId: 1001 },
    {
      line: order({ currentTotalPriceSet: money('12,30') }),
      reason: 'amount holds "12,30"; expected an amount such as 12.30',
      entityId: 1001,
    },
    {
      line: order({ currentTotalPriceSet: money('99999999999999999999') }),
      reason: 'amount holds',
      entityId: 1001,
    },
    { line: order({ currentTotalPriceSet: null }), reason: 'currentTotalPriceSet', entityId: 1001 },
    {
      line: order({ currentTotalPriceSet: money('1', 'euro') }),
      reason: 'currency',
      entityId: 1001,
    },
    {
      line: order({ id: 'gid://shopify/Order/99999999999999999999' }),
      reason: 'id holds',
      entityId: null,
    },
    { line: order({ test: 'no' }), reason: 'test holds "no"', entityId: 1001 },
    {
      line: JSON.stringify({ id: 'x', __parentId: 'gid://shopify/Order/1001' }),
      reason: '',
      entityId: 1001,
    },
  ])('tells why it cannot read $line', ({ line, reason, entityId }) => {
    const found = readBulkLine('orders', line);
    expect(found).toMatchObject({ kind: 'unreadable', entityId });
    expect(found).toHaveProperty('reason', expect.stringContaining(reason));
  });
});
