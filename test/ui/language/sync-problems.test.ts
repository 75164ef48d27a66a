import { afterEach, describe, expect, it } from 'vitest';
import * as fields from '../../../admin-app/server/shopify/record-fields.ts';
import { syncStopInWords } from '../../../admin-app/ui/language/history.ts';
import { english } from '../../../admin-app/ui/language/sync-problems/english.ts';
import { french } from '../../../admin-app/ui/language/sync-problems/french.ts';
import { unreadableInWords } from '../../../admin-app/ui/language/sync-problems/in-words.ts';
import { polish } from '../../../admin-app/ui/language/sync-problems/polish.ts';
import { learn, speak } from '../../../admin-app/ui/language/t.ts';

const TEXTS = { en: english, fr: french, pl: polish } as const;

afterEach(async () => {
  await speak('en');
  learn(english);
});

async function read(language: keyof typeof TEXTS): Promise<void> {
  await speak(language);
  learn(TEXTS[language]);
}

/** Every way to read a field, each over a value that it refuses. */
const READERS: Readonly<Record<string, () => unknown>> = {
  asFields: () => fields.asFields(7, 'order'),
  list: () => fields.list({ lines: 7 }, 'lines'),
  text: () => fields.text({ name: 7 }, 'name'),
  optionalText: () => fields.optionalText({ name: 7 }, 'name'),
  texts: () => fields.texts({ tags: [7] }, 'tags'),
  truth: () => fields.truth({ test: 7 }, 'test'),
  quantity: () => fields.quantity({ quantity: '7' }, 'quantity'),
  counter: () => fields.counter({ count: 'many' }, 'count'),
  id: () => fields.id({ id: '7' }, 'id'),
  gidNumber: () => fields.gidNumber({ id: '7' }, 'id', 'Order'),
  instant: () => fields.instant({ at: 'today' }, 'at'),
  currency: () => fields.currency({ currency: 'euro' }, 'currency'),
  timeZone: () => fields.timeZone({ zone: 'Mars' }, 'zone'),
  decimal: () => fields.decimal({ price: 'free' }, 'price'),
  minor: () => fields.minor({ price: 'free' }, 'price', 'EUR'),
};

function reasonOf(read: () => unknown): string {
  try {
    return `${read()}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe.each(['fr', 'pl'] as const)('why an entry could not be read, in %s', (language) => {
  it.each(Object.keys(READERS))('says what “%s” expects', async (name) => {
    await read(language);
    const reason = reasonOf(READERS[name] ?? (() => ''));
    const [, field = '?', expected = '?'] = /^(\S+) holds .*; expected (.*)$/.exec(reason) ?? [];
    const words = unreadableInWords(reason);
    expect(words).toContain(field);
    expect(words).not.toContain('holds');
    expect(words).not.toContain(`: ${expected}`);
  });

  it.each([
    'The line is not JSON: Unexpected token',
    'The body is not JSON',
    'The line is cut off. The connection broke: reset',
    'price times quantity is 9e99, too large an amount',
    'A line item of order 7000000000001, which is not known',
    'Shopify refused Customer: Throttled',
  ])('says “%s”', async (reason) => {
    await read('en');
    const said = unreadableInWords(reason);
    await read(language);
    expect([reason, said]).not.toContain(unreadableInWords(reason));
  });

  it.each([
    'Shopify could not hand over the customer statistics, in 3 attempts: expired. What came so far is kept; start the sync again from Home.',
    'Shopify could not hand over the orders: failed, TIMEOUT. What came so far is kept; start the sync again from Home.',
    'Shopify refused to export the orders: Throttled',
    'Rondo has no access to shop 7 at Shopify; it comes back when somebody opens the app',
  ])('says that the sync stopped because “%s”', async (error) => {
    await read(language);
    expect(syncStopInWords(error)).not.toBe(error);
    expect(syncStopInWords(error)).not.toMatch(/attempts|hand over|refused|access/);
  });
});

it('shows another’s own words as they are', () => {
  expect(unreadableInWords('disk full')).toBe('disk full');
  expect(syncStopInWords('disk full')).toBe('disk full');
});
