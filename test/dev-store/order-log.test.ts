import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMinor } from '../../admin-app/core/money.ts';
import { DAY_MS, parseDay } from '../../admin-app/core/time.ts';
import { loadOrderLog, parseOrderLog } from './order-log.ts';
import { totalsOf } from './order-totals.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const OPTIONS = { now: NOW, currency: 'EUR', seed: 1 };
const CDNOW = join(import.meta.dirname, '../../../shared/data/cdnow_sample.csv.gz');

const parse = (text: string) => parseOrderLog(text, { path: 'log.csv', currency: 'EUR' });
const log = (...lines: string[]) => ['customer_id,order_date,amount', ...lines].join('\n');

describe('reading an order log', () => {
  it('takes days, amounts and their absence', () => {
    expect(parse(log('00004,1997-01-01,29.33', 'p1,1997-01-02,', ''))).toEqual([
      { customer: '00004', day: parseDay('1997-01-01'), amountMinor: 2933 },
      { customer: 'p1', day: parseDay('1997-01-02'), amountMinor: null },
    ]);
  });

  it('reads files with a byte order mark and Windows line ends', () => {
    expect(parse(`\uFEFF${log('1,2020-01-01,5').replaceAll('\n', '\r\n')}`)).toHaveLength(1);
  });

  it.each([
    ['id,date,total\n1,2020-01-01,5', 'line 1: the header is "id,date,total"'],
    [log('1,2020-01-01'), 'line 2: "1,2020-01-01" is not an order'],
    [log('1,2020-01-01,5', '1,2020-02-30,5'), 'line 3: "2020-02-30" is not a date'],
    [log('1,2020-01-01,five'), 'line 2: "five" is not an amount'],
    [log('1,2020-01-01,-5'), 'line 2: the amount -5 is negative'],
    [log(',2020-01-01,5'), 'line 2'],
    [log(), 'there is no order in it'],
  ])('refuses %j, naming the line', (text, message) => {
    expect(() => parse(text)).toThrow(`log.csv, ${message}`.replace('csv, there', 'csv: there'));
  });
});

describe('a store made from an order log', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'order-log-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const load = async (text: string | Buffer, name = 'log.csv') => {
    const path = join(folder, name);
    await writeFile(path, text);
    return await loadOrderLog(path, OPTIONS);
  };

  it('is shifted so that its last day is yesterday, and says so', async () => {
    const { content, sentence, firstDay } = await load(log('1,2020-01-01,5', '1,2020-01-11,7'));
    const yesterday = Math.floor(NOW / DAY_MS) - 1;
    expect(content.orders.map(({ processedAt }) => Math.floor(processedAt / DAY_MS))).toEqual([
      yesterday - 10,
      yesterday,
    ]);
    expect(firstDay).toBe(yesterday - 10);
    expect(sentence).toContain('2 orders of 1 customers');
    expect(sentence).toContain('(2020-01-11) is yesterday (2026-11-21)');
  });

  it('keeps the numbers of numeric customers and numbers the others beside them', async () => {
    const { content } = await load(
      log('00004,2020-01-01,5', '4,2020-01-01,5', 'p1,2020-01-01,5', '1,2020-01-01,5'),
    );
    const ids = new Map(content.customers.map(({ id, note }) => [note, id]));
    expect(ids.get('Customer 00004 of the order log')).toBe(4);
    expect(ids.get('Customer 1 of the order log')).toBe(1);
    expect(new Set(ids.values()).size).toBe(4);
  });

  it('reads gzipped files and is the same every time', async () => {
    const zipped = await load(gzipSync(log('1,2020-01-01,5')), 'log.csv.gz');
    const plain = await load(log('1,2020-01-01,5'));
    expect(zipped.content).toEqual(plain.content);
  });

  it('has every customer, order and cent of the CDNOW sample', async (context) => {
    if (!existsSync(CDNOW)) {
      console.log(`Skipped: ${CDNOW} is not on this machine`);
      return context.skip();
    }
    const { content } = await loadOrderLog(CDNOW, OPTIONS);
    const lines = gunzipSync(readFileSync(CDNOW)).toString().trim().split('\n').slice(1);
    const sum = lines.reduce(
      (total, line) => total + parseMinor(line.split(',')[2] ?? '', 'EUR'),
      0,
    );
    expect(content.customers).toHaveLength(2357);
    expect(content.orders).toHaveLength(lines.length);
    expect(content.orders.reduce((total, order) => total + totalsOf(order).currentTotal, 0)).toBe(
      sum,
    );
  });
});
