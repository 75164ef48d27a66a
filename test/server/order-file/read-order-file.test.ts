import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDay } from '../../../admin-app/core/time.ts';
import { readOrderFile } from '../../../admin-app/server/order-file/read-order-file.ts';

const EXPORT = join(import.meta.dirname, 'orders-export.csv');
const EVER = Number.POSITIVE_INFINITY;

const logOf = (...lines: string[]) => ['customer_id,order_date,amount', ...lines, ''].join('\n');

describe('an order file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'order-file-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (bytes: Buffer | string) => {
    const path = join(folder, 'orders');
    await writeFile(path, bytes);
    return await readOrderFile(path, { currency: 'USD' });
  };

  it('gives logs by first appearance, days ascending, amounts of a day added up', async () => {
    const { orders } = await read(
      logOf(
        'b,2020-03-01,1',
        'a,2020-01-02,',
        'b,2020-01-05,2.50',
        'b,2020-03-01,4',
        'a,2020-01-02,',
      ),
    );
    expect(orders.logs(EVER)).toEqual([
      { customerId: 'b', days: [18266, 18322], amountsMinor: [250, 500] },
      { customerId: 'a', days: [18263], amountsMinor: null },
    ]);
  });

  it('is looked at until a day, as if what came later were not in it', async () => {
    const { orders } = await read(logOf('late,2020-05-01,1', 'a,2020-01-02,3', 'a,2020-05-01,3'));
    const { orders: cut } = await read(logOf('a,2020-01-02,3'));
    expect(orders.logs(18300)).toEqual(cut.logs(EVER));
    expect([orders.count(), orders.countUntil(18300)]).toEqual([3, 1]);
    expect(orders.range(18300)).toEqual({ first: 18263, last: 18263 });
  });

  const text = logOf('"M\u00fcller, A",2020-01-01,5', '\u{1F9C0},2020-01-02,6');
  const utf16be = () => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  it.each([
    ['gzipped', () => gzipSync(text)],
    ['with a byte order mark', () => `\uFEFF${text}`],
    ['with a byte order mark before a quote', () => `\uFEFF"customer_id"${text.slice(11)}`],
    ['gzipped with a byte order mark', () => gzipSync(`\uFEFF${text}`)],
    ['in UTF-16 as Excel writes it', () => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in UTF-16 the other way round', utf16be],
    ['with Windows line ends', () => text.replaceAll('\n', '\r\n')],
    [
      'gzipped in two parts',
      () => Buffer.concat([gzipSync(text.slice(0, 40)), gzipSync(text.slice(40))]),
    ],
  ])('is the same %s', async (_, bytes) => {
    const plain = await read(text);
    const other = await read(bytes());
    expect(other.orders.logs(EVER)).toEqual(plain.orders.logs(EVER));
    expect(other.report.summary()).toBe('');
  });

  it('is read as far as it goes when its gzip is cut off, and says so', async () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `c${n * 7919},2020-01-01,${n % 97}`);
    const zipped = gzipSync(logOf(...lines));
    const { orders, damagedAfterLine } = await read(zipped.subarray(0, zipped.length / 2));
    expect(orders.count()).toBeGreaterThan(10_000);
    expect(orders.count()).toBeLessThan(40_000);
    expect(damagedAfterLine).toBe(orders.count() + 1);
  });

  it.each([
    ['a workbook', Buffer.from('PK\x03\x04workbook', 'latin1'), 'ZIP archive or an Excel workbook'],
    ['UTF-16 without a mark', Buffer.from('customer_id', 'utf16le'), 'UTF-16 without a mark'],
    ['nothing', Buffer.alloc(0), 'the file is empty'],
  ])('that is %s is refused with a sentence', async (_, bytes, sentence) => {
    await expect(read(bytes)).rejects.toThrow(sentence);
  });
});

describe("Shopify's export of orders", () => {
  it('counts each paid order once, by e-mail or phone, with what was refunded taken off', async () => {
    const { orders, report } = await readOrderFile(EXPORT, { currency: 'EUR' });
    const logs = orders
      .logs(EVER)
      .map(({ customerId, days, amountsMinor }) => [customerId, days.map(formatDay), amountsMinor]);
    expect(logs).toEqual([
      ['ada@example.com', ['2026-01-05', '2026-02-03'], [5000, 2000]],
      ['+49151000111', ['2026-02-04'], [800]],
      ['bo@example.com', ['2026-02-05'], [0]],
    ]);
    expect(report.lines('f')).toEqual([]);
    expect(report.summary()).toBe(
      '6 orders do not count (1 cancelled, 2 not paid, 1 test order, 1 no customer, 1 same order again)',
    );
  });

  it('may have passed through a European spreadsheet', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'export-')), 'export.csv');
    const lines = [
      'Name;Email;Financial Status;Total;Created at;Refunded Amount',
      '#1;a@example.com;paid;12,50;2026-01-05 10:00:00 +0100;2,50',
      '#1;a@example.com;;;2026-01-05 10:00:00 +0100;',
    ];
    await writeFile(path, lines.join('\r\n'));
    const { orders } = await readOrderFile(path, { currency: 'EUR' });
    expect(orders.logs(EVER)).toEqual([
      { customerId: 'a@example.com', days: [20458], amountsMinor: [1000] },
    ]);
    await rm(dirname(path), { recursive: true });
  });
});
