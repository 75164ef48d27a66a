import { describe, expect, it } from 'vitest';
import { parseKey } from '../../../admin-app/core/append/key.ts';
import { mappingFault, suggestMapping } from '../../../admin-app/core/append/mapping.ts';
import { parseAppended } from '../../../admin-app/core/append/parse-value.ts';
import { readRow } from '../../../admin-app/core/append/read-row.ts';
import type { AppendedType, AppendMapping, KeyKind } from '../../../admin-app/core/append/types.ts';

const COMMA = { decimalComma: false };
const SEMICOLON = { decimalComma: true };
const HASH = 'aB'.repeat(32);

describe('a value', () => {
  it.each<[string, AppendedType, string | number | boolean | null]>([
    ['  ', 'number', null],
    ['1234.5', 'number', 1234.5],
    ['-7', 'number', -7],
    ['1 234 567.25', 'number', 1234567.25],
    ['1\u00a0234', 'number', 1234],
    ["12'500", 'number', 12500],
    ['1,234', 'number', 'invalid'],
    ['1e5', 'number', 'invalid'],
    ['1234567890123456', 'number', 'invalid'],
    ['50 %', 'number', 'invalid'],
    ['2026-02-28T10:00:00Z', 'date', '2026-02-28'],
    ['29.2.2024', 'date', '2024-02-29'],
    ['2026-02-29', 'date', 'invalid'],
    ['03/04/2026', 'date', 'invalid'],
    ['0000-00-00', 'date', 'invalid'],
    ['Oui', 'yes/no', true],
    ['NIE', 'yes/no', false],
    ['maybe', 'yes/no', 'invalid'],
    [' Paris ', 'category', 'Paris'],
    ['two\nlines', 'text', 'two\nlines'],
    ['\u0007', 'text', 'invalid'],
    ['x'.repeat(201), 'text', 'invalid'],
  ])('%j as %s is %j', (field, type, expected) => {
    const value = parseAppended(field, type, COMMA);
    const read =
      value === null || value === 'invalid'
        ? value
        : 'text' in value
          ? value.text
          : 'number' in value
            ? value.number
            : 'date' in value
              ? value.date
              : value.yes;
    expect(read).toBe(expected);
  });

  it('may have a decimal comma where commas do not part columns, unless nobody can say what it means', () => {
    expect(parseAppended('1 234,5', 'number', SEMICOLON)).toMatchObject({ number: 1234.5 });
    expect(parseAppended('1,234', 'number', SEMICOLON)).toMatchObject({ number: 1.234 });
    expect(parseAppended('1.234', 'number', SEMICOLON)).toBe('invalid');
  });
});

describe('a key', () => {
  it.each<[KeyKind, string, string | null]>([
    ['customer id', ' 0042 ', '42'],
    ['customer id', 'gid://shopify/Customer/42', '42'],
    ['customer id', '42a', null],
    ['email', ' Ann@Example.com', 'ann@example.com'],
    ['email', 'ann', null],
    ['email sha256', HASH, HASH.toLowerCase()],
    ['phone sha256', HASH.slice(1), null],
  ])('of kind %s is read from %j as %j', (kind, field, key) => {
    expect(parseKey(field, kind)).toBe(key);
  });
});

describe('a mapping', () => {
  const mapping: AppendMapping = {
    key: { column: 0, kind: 'email' },
    attributes: [{ column: 1, name: ' Income ', type: 'number' }],
    classes: { column: 2, values: [{ value: 'Dead', means: 'dead mailbox' }] },
  };

  it.each<[string, Partial<AppendMapping>, string | null]>([
    ['right', {}, null],
    ['without its key', { key: { column: 3, kind: 'email' } }, 'key column missing'],
    ['of nothing', { attributes: [], classes: null }, 'nothing to import'],
    ['of a column twice', { key: { column: 1, kind: 'email' } }, 'column twice'],
    [
      'of a name twice',
      {
        attributes: [
          { column: 1, name: 'ÉTÉ', type: 'text' },
          { column: 2, name: 'été', type: 'text' },
        ],
        classes: null,
      },
      'name twice',
    ],
    [
      'with a reserved name',
      { attributes: [{ column: 1, name: 'Class', type: 'text' }] },
      'name reserved',
    ],
    ['without a name', { attributes: [{ column: 1, name: ' ', type: 'text' }] }, 'name empty'],
  ])('that is %s', (_, change, code) => {
    expect(mappingFault({ ...mapping, ...change }, 3)?.code ?? null).toBe(code);
  });

  it('reads a line, and loses only what cannot be read', () => {
    expect(readRow(['a@b.c', 'much', ' dead '], mapping, COMMA)).toEqual({
      values: new Map([['class', { type: 'class', text: 'dead mailbox' }]]),
      invalid: [1],
    });
    expect(readRow(['a@b.c', '7', 'alive'], mapping, COMMA).values).toEqual(
      new Map([['income', { type: 'number', number: 7 }]]),
    );
  });

  it('is guessed from the header and the first lines, and can be imported as it is', () => {
    const header = ['Household', 'Contact', 'contact', 'Joined', 'State', ''];
    const rows = ['north', 'south', 'north', 'south'].map((place, i) => [
      place,
      `c${i}@x.example`,
      'yes',
      `2026-01-0${i + 1}`,
      i === 2 ? 'deceased' : '',
      String(i * 1.5),
    ]);
    const guessed = suggestMapping(header, rows, COMMA);
    expect(guessed).toEqual({
      key: { column: 1, kind: 'email' },
      attributes: [
        { column: 0, name: 'household', type: 'category' },
        { column: 2, name: 'contact', type: 'yes/no' },
        { column: 3, name: 'joined', type: 'date' },
        { column: 5, name: 'column 6', type: 'number' },
      ],
      classes: { column: 4, values: [{ value: 'deceased', means: 'deceased' }] },
    });
    expect(mappingFault(guessed, header.length)).toBeNull();
  });

  it('is suggested without the addresses that our own file came back with', () => {
    const header = ['customer_id', 'email_sha256', 'phone_sha256', 'e-mail', 'income'];
    const rows = ['low', 'middle'].map((income, nth) => [
      `700000000005${nth}`,
      HASH,
      nth === 0 ? HASH : '',
      'ann@example.com',
      income,
    ]);
    expect(suggestMapping(header, rows, COMMA)).toEqual({
      key: { column: 0, kind: 'customer id' },
      attributes: [{ column: 4, name: 'income', type: 'text' }],
      classes: null,
    });
  });

  it.each([
    ['mailbox', 'dead mailbox'],
    ['E-Mail status', 'dead mailbox'],
    ['person', 'deceased'],
  ])('take "dead" in the column %j for %s', (header, means) => {
    const { classes } = suggestMapping(['customer_id', header], [['7000000000501', 'dead']], COMMA);
    expect(classes?.values).toEqual([{ value: 'dead', means }]);
  });
});
