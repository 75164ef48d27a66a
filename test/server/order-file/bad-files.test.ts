import { describe, expect, it } from 'vitest';
import { createFaultReport } from '../../../admin-app/server/order-file/fault-report.ts';
import { createOrderReader } from '../../../admin-app/server/order-file/order-reader.ts';
import type { FileOrder } from '../../../admin-app/server/order-file/order-row.ts';

/** What is read of the bytes, and the complaints about them. */
function read(bytes: Buffer | string) {
  const orders: FileOrder[] = [];
  const report = createFaultReport();
  const reader = createOrderReader(
    {
      onOrder: (order) => orders.push(order),
      onFault: report.addFault,
      onLeftOut: report.addLeftOut,
    },
    'USD',
  );
  reader.push(Buffer.from(bytes));
  reader.end();
  return { orders, lines: report.lines('f.csv'), summary: report.summary() };
}

const HEADER = 'customer_id,order_date,amount';
const GOOD = 'good,2020-01-01,5';

describe('a bad line', () => {
  it.each([
    [
      'a date that is none',
      'c,yesterday,5',
      'order_date: "yesterday" is not a date; expected YYYY-MM-DD',
    ],
    ['a day that does not exist', 'c,2026-02-30,5', 'order_date: "2026-02-30" is not a date'],
    ['a leap day of no leap year', 'c,2023-02-29,5', 'order_date: "2023-02-29" is not a date'],
    ['an American date', 'c,01/31/2020,5', 'order_date: "01/31/2020" is not a date'],
    ['no date', 'c,,5', 'order_date: "" is not a date'],
    [
      'an hour that does not exist',
      'c,2020-01-01T25:00:00Z,5',
      'order_date: "2020-01-01T25:00:00Z"',
    ],
    ['the zero of computer time', 'c,1970-01-01,5', 'order_date: "1970-01-01" lies before 1980'],
    [
      'a negative amount',
      'c,2020-01-01,-5',
      'amount: the amount -5 is negative; expected 0 or more',
    ],
    [
      'a negative amount of less than a cent',
      'c,2020-01-01,-0.001',
      'amount: the amount -0.001 is negative',
    ],
    ['an amount in words', 'c,2020-01-01,five', 'amount: "five" is not an amount; expected digits'],
    [
      'an amount with a decimal comma among commas',
      'c,2020-01-01,"12,50"',
      'amount: "12,50" is not an amount',
    ],
    ['an amount too large to add up', `c,2020-01-01,${'9'.repeat(20)}`, 'amount: "99999'],
    ['no customer', ',2020-01-01,5', 'customer_id: customer_id is empty'],
    ['a customer of blanks', '"  ",2020-01-01,5', 'customer_id: customer_id is empty'],
    [
      'too few fields',
      'c,2020-01-01',
      'fields: "c,2020-01-01" is not an order; it has 2 fields, expected 3',
    ],
    [
      'too many fields',
      'c,2020-01-01,5,6',
      'fields: "c,2020-01-01,5,6" is not an order; it has 4 fields',
    ],
    ['a quote that is not closed', '"c,2020-01-01,5', 'quotes: a quote is not closed'],
    ['a terminal command', 'c,\u001b[2J,5', 'order_date: "\\u001b[2J" is not a date'],
  ])('with %s is named and costs only itself', (_, line, complaint) => {
    const { orders, lines } = read(`${HEADER}\n${GOOD}\n${line}\n${GOOD}\n`);
    expect(orders).toHaveLength(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`f.csv, line 3, ${complaint}`);
  });

  it('in another encoding is named where it concerns the customer', () => {
    const { orders, lines } = read(
      Buffer.from(`${HEADER}\nM\u00fcller,2020-01-01,5\n${GOOD}\n`, 'latin1'),
    );
    expect(orders.map(({ customer }) => customer)).toEqual(['good']);
    expect(lines[0]).toMatch(
      /^f\.csv, line 2, encoding: .* is not UTF-8; expected a file saved as CSV UTF-8$/,
    );
  });

  it('in another encoding is read where only what is not used is broken', () => {
    const { orders, lines } = read(Buffer.from(`${HEADER},note\n${GOOD},M\u00fcller\n`, 'latin1'));
    expect([orders.length, lines]).toEqual([1, []]);
  });

  it('is counted beyond the first twenty of its kind', () => {
    const bad = Array.from({ length: 25 }, () => 'c,never,5').join('\n');
    const { lines, summary } = read(`${HEADER}\n${GOOD}\n${bad}\n,2020-01-01,5\n`);
    expect(lines.slice(-3)).toEqual([
      expect.stringContaining('line 22, order_date'),
      'f.csv: 5 more lines, order_date',
      expect.stringContaining('line 28, customer_id'),
    ]);
    expect(summary).toBe('26 lines could not be read (25 order_date, 1 customer_id)');
  });
});

describe('a good line', () => {
  it.each([
    [
      'a time',
      `${HEADER}\nc,2020-01-01T23:59:59.5Z,5`,
      { customer: 'c', day: 18262, amountMinor: 500 },
    ],
    [
      'a time and a zone, as the day that is written',
      `${HEADER}\nc,2020-01-01 23:59:59 -0500,5`,
      { customer: 'c', day: 18262, amountMinor: 500 },
    ],
    ['no amount', `${HEADER}\nc,2020-01-01,`, { customer: 'c', day: 18262, amountMinor: null }],
    [
      'no column for amounts',
      'customer_id,order_date\nc,2020-01-01',
      { customer: 'c', day: 18262, amountMinor: null },
    ],
    [
      'amounts of many decimals',
      `${HEADER}\nc,2020-01-01,5.005`,
      { customer: 'c', day: 18262, amountMinor: 501 },
    ],
    [
      'other columns in another order',
      'note,Amount,ORDER_DATE,customer_id\nx,5,2020-01-01,c',
      { customer: 'c', day: 18262, amountMinor: 500 },
    ],
    [
      'semicolons and decimal commas',
      'customer_id;order_date;amount\nc;2020-01-01;12,50',
      { customer: 'c', day: 18262, amountMinor: 1250 },
    ],
    [
      'an id like a formula, with blanks',
      `${HEADER}\n" =1+2",2020-01-01,5`,
      { customer: ' =1+2', day: 18262, amountMinor: 500 },
    ],
  ])('may have %s', (_, text, order) => {
    expect(read(text)).toEqual({ orders: [order], lines: [], summary: '' });
  });
});

describe('a file that holds no orders', () => {
  it.each([
    ['', 'the file is empty; expected customer_id,order_date,amount'],
    [
      'id,date,total\n1,2020-01-01,5',
      'line 1: the header is "id,date,total"; expected customer_id',
    ],
    ['customer_id,date\n1,2020-01-01', 'without the column order_date'],
    ['Name,Email,Financial Status,Paid at\n', 'without the column total and created at'],
    ['customer_id,order_date,amount,amount\n', 'the column amount twice'],
    ['00004,1997-01-01,29.33\n', 'the header is "00004,1997-01-01,29.33"'],
    ['\u0089PNG\r\n\u001a', 'line 1: this is no text'],
    ['"customer_id,order_date\n', 'line 1: '],
  ])('such as %j is refused, saying what it is', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
