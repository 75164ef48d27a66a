import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../admin-app/core/time.ts';
import { runPredict } from '../../admin-app/server/predict.ts';
import { createRandom } from '../dev-store/seed/random.ts';

const COMMAND = join(import.meta.dirname, '../../admin-app/server/predict.ts');
const EXPORT = join(import.meta.dirname, 'order-file/orders-export.csv');
const TODAY = parseDay('2026-11-22');
const COLUMNS =
  'customer_id,p_alive,predicted_next_order_date,p10_date,p50_date,p90_date,expected_orders_90d,p_order_30d,p_order_90d,p_order_h,expected_orders_h,expected_revenue_h,clv_365d,due_date,days_overdue,confidence,reason';

/** Orders of customers who come back at a pace of their own, from 2024 on; the last line is of the last customer. */
function inventOrders(customers: number): readonly string[] {
  const random = createRandom(5);
  const start = parseDay('2024-01-01');
  return Array.from({ length: customers }, (_, n) => {
    const gap = random.whole(15, 50);
    const lines: string[] = [];
    for (
      let day = random.whole(0, 150);
      day < 500;
      day += Math.max(1, Math.round(random.gamma(gap, 5)))
    ) {
      lines.push(`c${n},${formatDay(start + day)},${random.whole(10, 60)}.50`);
      if (random.chance(0.1)) break;
    }
    return lines;
  }).flat();
}

class Text extends Writable {
  text = '';
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

describe('the command predict', () => {
  let folder: string;
  /** What the whole file gives. */
  let plain: Awaited<ReturnType<typeof run>>;
  const HEADER = 'customer_id,order_date,amount';
  const ORDERS = inventOrders(60);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'predict-'));
    await writeFile(join(folder, 'orders.csv'), [HEADER, ...ORDERS, ''].join('\n'));
    await mkdir(join(folder, 'a-folder'));
    plain = await run('--orders', 'orders.csv');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(...argv: string[]) {
    const stdout = new Text();
    const stderr = new Text();
    const code = await runPredict(argv, { stdout, stderr, folder, today: TODAY });
    return {
      code,
      out: stdout.text,
      said: stderr.text,
      rows: stdout.text.trim().split('\n').slice(1),
    };
  }
  const write = (name: string, content: string | Buffer) => writeFile(join(folder, name), content);

  it('gives everybody one row, by first appearance, with every number', async () => {
    const { code, out, said, rows } = await run('--orders', 'orders.csv', '--as-of', '2025-03-31');
    expect([code, out.split('\n')[0]]).toEqual([0, COLUMNS]);
    const expected = [
      ...new Set(
        ORDERS.filter((line) => (line.split(',')[1] ?? '') <= '2025-03-31').map(
          (line) => line.split(',')[0],
        ),
      ),
    ];
    expect(rows.map((row) => row.split(',')[0])).toEqual(expected);
    for (const row of rows) {
      const [, alive, predicted, p10, p50, p90, orders90, c30, c90, ch, ordersH, revenue, clv] =
        row.split(',');
      expect(
        [alive, c30, c90, ch].every((chance) => Number(chance) >= 0 && Number(chance) <= 1),
      ).toBe(true);
      expect(Number(c30) <= Number(c90) && Number(c90) <= Number(ch)).toBe(true);
      expect(predicted).toBe(p50);
      expect(
        '2025-03-31' < (p10 ?? '') && (p10 ?? '') <= (p50 ?? '') && (p50 ?? '') <= (p90 ?? ''),
      ).toBe(true);
      expect(Number(orders90) <= Number(ordersH)).toBe(true);
      expect(revenue).toMatch(/^\d+\.\d\d$/);
      expect(clv).toBe(revenue);
    }
    expect(said).toContain(`of ${expected.length} customers`);
    expect(said).toMatch(/; \d+ orders after that day not looked at\n$/);
  });

  it('looks no further than the day it is asked about', async () => {
    const known = ORDERS.filter((line) => (line.split(',')[1] ?? '') <= '2025-03-31');
    await write('known.csv', [HEADER, ...known].join('\n'));
    const whole = await run('--orders', 'orders.csv', '--as-of', '2025-03-31', '--horizon', '60');
    const cut = await run('--orders', 'known.csv', '--as-of', '2025-03-31', '--horizon', '60');
    expect(whole.out).toBe(cut.out);
  });

  it('gives the same for a gzipped file, and for another order of its lines but for the rows', async () => {
    await write('orders.csv.gz', gzipSync([HEADER, ...ORDERS].join('\n')));
    await write('reversed.csv', [HEADER, ...ORDERS.toReversed()].join('\n'));
    expect((await run('--orders', 'orders.csv.gz')).out).toBe(plain.out);
    const reversed = await run('--orders', 'reversed.csv');
    expect(reversed.rows).not.toEqual(plain.rows);
    expect(reversed.rows.toSorted()).toEqual(plain.rows.toSorted());
  });

  it('takes the last day of the file that is not in the future as today', async () => {
    await write('future.csv', [HEADER, ...ORDERS, 'c1,2062-01-01,5'].join('\n'));
    const { said, out } = await run('--orders', 'future.csv');
    expect(said).toContain('; 1 order after that day not looked at');
    expect(out).toBe(plain.out);
  });

  it('predicts without amounts, leaving empty what it cannot know', async () => {
    const bare = ORDERS.map((line) => line.split(',').slice(0, 2).join(','));
    await write('bare.csv', ['customer_id,order_date', ...bare].join('\n'));
    const { rows } = await run('--orders', 'bare.csv');
    expect(new Set(rows.map((row) => row.split(',').slice(11, 13).join()))).toEqual(
      new Set(['0.00,']),
    );
  });

  it('keeps ids as they are, in quotes where a reader would stumble', async () => {
    await write(
      'ids.csv',
      `${HEADER}\n=1+1,2024-01-01,5\n"a, ""b""",2024-01-01,5\n007,2024-01-01,5\n\u017b,2024-01-01,5\n`,
    );
    const { rows } = await run('--orders', 'ids.csv');
    expect(rows.map((row) => row.slice(0, row.search(/,0\.\d+,20/)))).toEqual([
      '"=1+1"',
      '"a, ""b"""',
      '007',
      '\u017b',
    ]);
  });

  it('answers for the smallest of shops, in three languages, and says how little it rests on', async () => {
    await write('one.csv', `${HEADER}\nc,2024-01-01,5\n`);
    const reasons = await Promise.all(
      ['en', 'fr', 'pl'].map(
        async (language) => (await run('--orders', 'one.csv', '--language', language)).rows[0],
      ),
    );
    expect(reasons.map((row) => row?.split(',').slice(13).join())).toEqual([
      ',,not enough yet,Not enough orders yet to say',
      ',,not enough yet,Pas encore assez de commandes pour se prononcer',
      expect.stringMatching(/^,,not enough yet,.*zam/),
    ]);
  });

  it("reads Shopify's own export", async () => {
    const { code, rows, said } = await run('--orders', EXPORT);
    const ids = rows.map((row) => row.split(',')[0]);
    expect([code, ids]).toEqual([0, ['ada@example.com', '"+49151000111"', 'bo@example.com']]);
    expect(said).toContain('6 orders do not count');
  });

  it('predicts the rest when lines are bad, and says which', async () => {
    await write('bad.csv', [HEADER, 'c,2026-02-30,5', ...ORDERS, ',2024-01-01,5'].join('\n'));
    const { code, out, said } = await run('--orders', 'bad.csv');
    expect([code, out]).toEqual([0, plain.out]);
    expect(said).toContain(
      `${join(folder, 'bad.csv')}, line 2, order_date: "2026-02-30" is not a date`,
    );
    expect(said).toContain('2 lines could not be read (1 order_date, 1 customer_id)');
  });

  it('prints the back-test beside the predictions, not among them', async () => {
    const few = ORDERS.slice(0, 200);
    await write('few.csv', [HEADER, ...few].join('\n'));
    const { code, out, said } = await run('--orders', 'few.csv', '--backtest');
    expect(code).toBe(0);
    expect(out).not.toContain('days off');
    expect(said).toMatch(/days off, mean +[\d.]+ +[\d.]+ +[\d.]+/);
  });

  it('explains itself', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const option of ['--orders', '--as-of', '--horizon', '--out', '--backtest', '--language'])
      expect(out).toContain(option);
  });

  it.each([
    [[], '--orders is missing'],
    [['--orders', 'none.csv'], 'none.csv: there is no such file'],
    [['--orders', 'a-folder'], 'it is a folder; expected a file'],
    [
      ['--orders', 'orders.csv', '--as-of', '2026-02-30'],
      '--as-of is "2026-02-30"; expected a day that exists',
    ],
    [
      ['--orders', 'orders.csv', '--as-of', '2001-01-01'],
      '--as-of is 2001-01-01, but the first order',
    ],
    [
      ['--orders', 'orders.csv', '--horizon', '0'],
      '--horizon is "0"; expected a whole number of days',
    ],
    [
      ['--orders', 'orders.csv', '--language', 'de'],
      '--language is "de"; expected one of en, fr, pl',
    ],
    [['--orders', 'orders.csv', '--out', 'no/where.csv'], 'there is no folder'],
    [['--orders', 'orders.csv', '--out', 'a-folder'], 'which is a folder; expected a file'],
    [['--orders', 'orders.csv', '--out', 'orders.csv'], 'the file of orders itself'],
    [['--orders', 'orders.csv', '--outt', 'x'], "Unknown option '--outt'"],
    [['orders.csv'], "Unexpected argument 'orders.csv'"],
  ])('ends with 2 and a sentence for %j', async (argv, sentence) => {
    const { code, out, said } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(said).toContain(sentence);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'the file is empty'],
    ['only a header', Buffer.from(`${HEADER}\n`), 'there is no order in it that could be read'],
    [
      'only bad lines',
      Buffer.from(`${HEADER}\nc,never,5\n`),
      '1 line could not be read (1 order_date)',
    ],
    ['another table', Buffer.from('a,b\n1,2\n'), 'line 1: the header is "a,b"'],
    ['200 kB of garbage', garbage(200_000), 'garbage: line 1: this is no text'],
    [
      'garbage behind a header',
      Buffer.concat([Buffer.from(`${HEADER}\n`), garbage(200_000)]),
      'there is no order in it',
    ],
    ['a gzip file cut off at once', gzipSync(HEADER).subarray(0, 12), 'there is no order in it'],
  ])('ends with 2 for a file of %s, and writes nothing', async (_, bytes, sentence) => {
    await write('garbage', bytes);
    const { code, said } = await run('--orders', 'garbage', '--out', 'from-garbage.csv');
    expect(code).toBe(2);
    expect(said).toContain(sentence);
    expect(said.length).toBeLessThan(20_000);
    expect(await readdir(folder)).not.toContain('from-garbage.csv');
  });

  it('replaces an older file whole, through a link too, and leaves nothing beside it', async () => {
    await write('old.csv', 'old');
    await symlink(join(folder, 'old.csv'), join(folder, 'link.csv'));
    const { code } = await run('--orders', 'orders.csv', '--out', 'link.csv');
    expect([code, await readFile(join(folder, 'old.csv'), 'utf8')]).toEqual([0, plain.out]);
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('ends with 1 and the reason when the predictions cannot be written', async (context) => {
    if (!existsSync('/dev/full')) context.skip('there is no /dev/full here');
    const { code, said } = await run('--orders', 'orders.csv', '--out', '/dev/full');
    expect(code).toBe(1);
    expect(said).toContain('the predictions could not be written: the disk is full');
  });

  it('leaves the older file and nothing beside it when it is stopped while writing', async () => {
    // So many that writing is under way for a while.
    const many = Array.from({ length: 60_000 }, (_, n) => `m${n},2024-0${1 + (n % 9)}-11,5`);
    await write('many.csv', [HEADER, ...many].join('\n'));
    await write('out.csv', 'old');
    const command = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        COMMAND,
        '--orders',
        join(folder, 'many.csv'),
        '--out',
        join(folder, 'out.csv'),
      ],
      { stdio: 'ignore' },
    );
    const ended = once(command, 'exit');
    await expect
      .poll(async () => (await readdir(folder)).some((name) => name.includes('.part')), {
        timeout: 60_000,
        interval: 5,
      })
      .toBe(true);
    command.kill('SIGINT');
    const [code] = await ended;
    expect(code).toBe(130);
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('old');
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
  }, 90_000);
});

function garbage(bytes: number): Buffer {
  const random = createRandom(9);
  return Buffer.from(Array.from({ length: bytes }, () => random.whole(0, 255)));
}
