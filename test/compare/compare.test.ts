import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../admin-app/core/time.ts';
import { readOrderFile } from '../../admin-app/server/order-file/read-order-file.ts';
import { createRandom } from '../dev-store/seed/random.ts';
import { type Anchors, bestOf, readAnchors } from './anchors.ts';
import { compareAll, writeBetweenMarks } from './compare.ts';
import { holdoutOf } from './holdout.ts';
import { onceEach } from './resample.ts';
import { dateScore } from './scores.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');
const GROCERY = join(DATA, 'grocery_online.csv.gz');
const ANCHORS = join(DATA, 'anchors_dev.json');
const IS_ABSENT = !existsSync(GROCERY) || !existsSync(ANCHORS);

/** A store of 120 customers with rhythms of their own, over two years. */
function inventLog(): string {
  const random = createRandom(3);
  const start = parseDay('2020-01-01');
  const lines = Array.from({ length: 120 }, (_, n) => {
    const gap = random.whole(15, 60);
    const days: number[] = [];
    for (let day = random.whole(0, 200); day < 730 && random.chance(0.93); ) {
      days.push(day);
      day += Math.max(1, Math.round(random.gamma(gap, 4)));
    }
    return days.map((day) => `c${n},${formatDay(start + day)},${random.whole(10, 90)}.50`);
  });
  return ['customer_id,order_date,amount', ...lines.flat(), ''].join('\n');
}

describe('the comparison', () => {
  let folder: string;
  const said: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-'));
    await writeFile(join(folder, 'tiny.csv.gz'), gzipSync(inventLog()));
    const methods = {
      good: { pinball: 0.01, auc_90d: 1 },
      naive_gap: { pinball: 99, auc_90d: 0.5 },
    };
    const anchors = { 'tiny 2021-06-30': methods, 'absent 2021-06-30': methods };
    await writeFile(join(folder, 'anchors.json'), JSON.stringify(anchors));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('puts our scores beside the best known, and skips what is absent with a sentence', async () => {
    const text = await compareAll({
      data: folder,
      anchors: join(folder, 'anchors.json'),
      only: '',
      samples: 20,
      say: (line) => said.push(line),
    });
    expect(said).toEqual([
      'tiny 2021-06-30 …',
      expect.stringMatching(/^Skipped absent 2021-06-30: there is no /),
    ]);
    expect(text).toMatch(/^\| tiny 2021-06-30 \| [\d.]+ \/ 0\.01 good: behind \|/m);
    expect(text).toMatch(
      /^\| pinball loss, days \| \*\*[\d.]+\*\* \([\d.]+ … [\d.]+\) \| 0\.01 good \|/m,
    );
    expect(text).not.toContain('NaN');
  });

  it('says that there is nothing to compare with where the scores are absent', async () => {
    const lines: string[] = [];
    const options = { data: folder, only: '', samples: 1, say: (line: string) => lines.push(line) };
    expect(await compareAll({ ...options, anchors: join(folder, 'none.json') })).toBeNull();
    expect(lines).toEqual([
      expect.stringContaining('Skipped: there are no scores to compare with'),
    ]);
  });

  it('is written between its marks and nowhere else', async () => {
    const page = join(folder, 'page.md');
    await writeFile(page, 'before\n<!-- compare: start -->\nold\n<!-- compare: end -->\nafter\n');
    await writeBetweenMarks(page, 'new');
    await writeBetweenMarks(page, 'newer');
    expect(await readFile(page, 'utf8')).toBe(
      'before\n<!-- compare: start -->\n\nnewer\n<!-- compare: end -->\nafter\n',
    );
    await writeFile(page, 'no marks');
    await expect(writeBetweenMarks(page, 'new')).rejects.toThrow('has no place for the table');
  });
});

describe('the best known method', () => {
  const anchors = (
    scores: Readonly<Record<string, Readonly<Record<string, number>>>>,
  ): Anchors => ({
    name: 'x 2020-01-01',
    dataSet: 'x',
    cut: '2020-01-01',
    methods: scores,
  });
  it.each([
    ['pinball', { a: 2, b: 1 }, 'b'],
    ['cindex_p90', { a: 0.6, b: 0.7 }, 'b'],
    ['cover80', { a: 0.9, b: 0.75 }, 'b'],
    ['cnt_bias_90d', { a: -0.3, b: 0.2 }, 'b'],
  ] as const)('by %s of %j is %s', (metric, scores, method) => {
    const methods = Object.fromEntries(
      Object.entries(scores).map(([name, score]) => [name, { [metric]: score }]),
    );
    expect(bestOf(anchors(methods), metric)?.method).toBe(method);
    expect(bestOf(anchors({ a: {} }), metric)).toBeNull();
  });
});

describe('the published scores', () => {
  it.for(['2006-12-31', '2007-09-30'])(
    'have the customers, the orderers and the naive gap of grocery_online %s as we count them',
    async (cut, context) => {
      if (IS_ABSENT) context.skip(`${GROCERY} or the scores beside it are not here`);
      const { orders } = await readOrderFile(GROCERY, { currency: 'USD' });
      const holdout = holdoutOf(orders.logs(Number.POSITIVE_INFINITY), parseDay(cut));
      const published = readAnchors(ANCHORS).find(({ name }) => name === `grocery_online ${cut}`)
        ?.methods.naive_gap;
      const customers = holdout.customerIds.length;
      expect(customers).toBe(published?.customers);
      expect(holdout.horizonDays).toBe(published?.horizon_days);
      expect(holdout.ordered.filter((yes) => yes === 1)).toHaveLength(published?.orderers ?? 0);
      expect(dateScore(holdout, holdout.naiveDays)(onceEach(customers))).toBeCloseTo(
        published?.date_mae_ge2 ?? 0,
        4,
      );
    },
  );
});
