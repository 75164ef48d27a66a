/**
 * How long it takes from a key pressed to the answer, at each key of queries that are typed: through the page, to its
 * worker and back, in Chromium.
 */
import type { Page } from 'playwright-core';
import { type PreviewQuestion, SegmentPreviewer } from '../../admin-app/core/segment/preview.ts';
import { resolveText, segmentBook } from '../../admin-app/core/segment/segment-book.ts';
import type { SegmentSnapshot } from '../../admin-app/core/segment/snapshot.ts';
import { openBrowser } from '../support/browser.ts';
import { MADE_ON } from '../support/segment-snapshot.ts';
import { PreviewShop, type PreviewSite, startPreviewSite } from '../ui/cache/preview-site.ts';
import type { Measurement } from './measurement.ts';

const SIZES = [
  { customers: 200_000, budget: 16 },
  { customers: 1_000_000, budget: 50 },
] as const;

/** Typed one after the other, each key by key. */
const TYPED = [
  "number_of_orders >= 12 AND last_order_date < -120d AND customer_tags CONTAINS 'vip'",
  'days_overdue BETWEEN 7 AND 21 AND order_probability_30d > 0.25 AND amount_spent >= 10000',
  "orders_placed MATCHES (date >= -365d, count >= 12) AND email_subscription_status = 'SUBSCRIBED'",
  "NOT messages_opened MATCHES (date >= -180d) AND customer_language = 'fr' OR number_of_orders = 11",
] as const;

export async function measureSegmentPreview(): Promise<readonly Measurement[]> {
  const site = await startPreviewSite();
  try {
    const measured: Measurement[] = [];
    for (const size of SIZES) measured.push(...(await measureSize(site, size)));
    return measured;
  } finally {
    await site.close();
  }
}

async function measureSize(
  site: PreviewSite,
  { customers, budget }: (typeof SIZES)[number],
): Promise<readonly Measurement[]> {
  const shop = new PreviewShop(1, customers);
  site.shops.set('bench', shop);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await openPreview(page, site.url);
    const times = await typeAll(page);
    const many = customers.toLocaleString('en');
    const line = (what: string, which: 'p50' | 'p95', values: readonly number[]): Measurement => {
      const value = quantile(values, which === 'p50' ? 0.5 : 0.95);
      const reference = `budget ${budget} ms; ${values.length} keys`;
      const name = `segment preview per key, ${what}, ${which}, ${many} customers`;
      return { name, value, unit: 'ms', reference, ratio: value / budget };
    };
    const answered = times.map((each) => each.answered);
    const drawn = times.map((each) => each.drawn);
    const cpu = processorTimes(shop.snapshot);
    const echo = await page.evaluate(() => window.page.echo());
    return [
      line('answered', 'p50', answered),
      line('answered', 'p95', answered),
      line('with histogram', 'p50', drawn),
      line('with histogram', 'p95', drawn),
      line('processor time', 'p50', cpu),
      line('processor time', 'p95', cpu),
      keptAgainstAnew(shop.snapshot, many),
      {
        name: 'bare message to a worker and back',
        value: echo,
        unit: 'ms',
        reference: '',
        ratio: null,
      },
    ];
  } finally {
    await browser.close();
  }
}

async function openPreview(page: Page, url: string): Promise<void> {
  page.setDefaultTimeout(300_000);
  await page.goto(url);
  await page.waitForFunction(() => 'page' in window);
  await page.evaluate(() => {
    window.page.open('bench');
    window.page.show('');
  });
  await page.waitForFunction(() => window.page.state()?.answer?.source.kind === 'this browser');
  await page.waitForFunction(() => window.page.state()?.snapshot.refreshing === false);
}

async function typeAll(page: Page): Promise<{ answered: number; drawn: number }[]> {
  const times: { answered: number; drawn: number }[] = [];
  for (const text of keys())
    times.push(await page.evaluate((asked) => window.page.timeOf(asked), text));
  return times;
}

/** The texts after each key that can be asked. */
function* keys(): Generator<string> {
  for (const query of TYPED) {
    for (let length = 1; length <= query.length; length += 1) {
      const text = closed(query.slice(0, length));
      if (resolveText(NO_SEGMENTS, text, null).ok) yield text;
    }
  }
}

/** The same keys without a browser, in time that other programs on this machine do not lengthen. */
function processorTimes(snapshot: SegmentSnapshot): number[] {
  const previewer = new SegmentPreviewer(snapshot);
  previewer.prepare();
  return [...keys()].map((text) => {
    const before = process.cpuUsage();
    previewer.answer(questionOf(text));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
}

/** As an editor closes what was opened while it is typed. */
function closed(text: string): string {
  const quotes = text.split("'").length - 1;
  const open = text.split('(').length - text.split(')').length;
  return text + (quotes % 2 === 1 ? "'" : '') + ')'.repeat(Math.max(0, open));
}

/** One more digit in the last condition of a query, with the other conditions kept, and with none. */
function keptAgainstAnew(snapshot: SegmentSnapshot, many: string): Measurement {
  const question = (digit: number) => questionOf(`${TYPED[1]}${digit}`);
  const kept = new SegmentPreviewer(snapshot);
  const digits = [3, 4, 5, 6, 7, 8, 9];
  for (const digit of [0, 1, 2]) kept.answer(question(digit));
  const keptTimes = digits.map((digit) => timeOf(() => kept.answer(question(digit))));
  const newTimes = digits.map((digit) => {
    const fresh = new SegmentPreviewer(snapshot);
    return timeOf(() => fresh.answer(question(digit)));
  });
  const [value, anew] = [quantile(keptTimes, 0.5), quantile(newTimes, 0.5)];
  return {
    name: `segment preview, other conditions kept, ${many} customers`,
    value,
    unit: 'ms',
    reference: `all asked anew: ${anew.toFixed(1)} ms`,
    ratio: value / anew,
  };
}

const NO_SEGMENTS = segmentBook([], []);

function questionOf(text: string): PreviewQuestion {
  const resolved = resolveText(NO_SEGMENTS, text, null);
  if (!resolved.ok) throw new Error(`The bench's query "${text}" is at fault`);
  const moment = { today: MADE_ON, currency: 'EUR' };
  return { query: resolved.query, condition: null, moment };
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}
