/**
 * What the widget costs a shop's page: its bytes, its decision, and the page with it against the same page without it,
 * loaded in turns as on a phone (a fourth of this machine's speed).
 */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { SIZE_BUDGET_GZIP_BYTES } from '../../storefront-widget/size-budget.ts';
import { openBrowser } from '../support/browser.ts';
import { buildWidget } from '../widget/build-widget.ts';
import { openShop, type Shop, type ShopPage } from '../widget/shop.ts';
import { LAUNCH, NOON, TODAY } from '../widget/visit.ts';
import type { Measurement } from './measurement.ts';
import { medianOf } from './page-speed.ts';

const MESSAGES = 100;
const DECISION_BUDGET_MS = 1;
const DECISIONS = 50;
const ROUNDS = 9;
const LOADS = 9;
const SLOWER = 4;
/** After loading, until nothing of the start is left to do. */
const SETTLED_MS = 600;

export async function measureWidget(): Promise<readonly Measurement[]> {
  const script = await buildWidget();
  const [browser, shop] = await Promise.all([openBrowser(), openShop(script)]);
  try {
    const page = await browser.newPage();
    // What runs this file marks the names of functions, also of those that go into the page.
    await page.addInitScript('globalThis.__name = (named) => named');
    return [
      measureBytes(script),
      ...(await measureDecision(page, shop)),
      ...(await measurePage(page, shop)),
    ];
  } finally {
    await browser.close();
    await shop.close();
  }
}

/** Bytes of the built widget as a browser receives them. */
function measureBytes(script: string): Measurement {
  const value = gzipSync(script, { level: 9 }).length;
  const reference = `budget of ${SIZE_BUDGET_GZIP_BYTES} bytes`;
  const ratio = value / SIZE_BUDGET_GZIP_BYTES;
  return { name: 'widget, all kinds', value, unit: 'bytes gzip', reference, ratio };
}

/** Messages that each ask for something, none of which shows: every rule is asked of every one. */
function demandingMessages(): ShopPage {
  const messages = Array.from({ length: MESSAGES }, (_, index) => ({
    ...LAUNCH,
    id: `m${index}`,
    personal: true,
    absentDays: 30,
    visitors: 'returning',
    pages: ['index', '/collections/new'],
    arm: [`salt ${index}`, 0, 100],
    ownerRank: index % 7,
    until: NOON * 2,
  }));
  const ids = messages.map(({ id }) => id);
  const facts = {
    lastVisitDay: TODAY - 90,
    lastOrderDay: TODAY - 120,
    occasions: Object.fromEntries(ids.map((id) => [id, [0, 99_999]])),
    closed: Object.fromEntries(ids.map((id) => [id, 99_998])),
  };
  return { messages, facts, customer: 7 };
}

/**
 * From the element in the page to the decision made, in the page: the data read, all messages checked and ranked. The
 * fastest round, as the machine disturbs the others.
 */
async function measureDecision(page: Page, shop: Shop): Promise<readonly Measurement[]> {
  shop.serve(demandingMessages());
  await page.goto(shop.url);
  const { decided, parsed } = await page.evaluate(
    ({ rounds, decisions }) => {
      const printed = document.querySelector('#rondo-data')?.textContent ?? '';
      const timeOf = (act: () => void) => {
        const start = performance.now();
        for (let time = 0; time < decisions; time += 1) act();
        return (performance.now() - start) / decisions;
      };
      const decide = () => document.body.append(document.createElement('rondo-message'));
      const times = Array.from({ length: rounds }, () => ({
        decided: timeOf(decide),
        parsed: timeOf(() => JSON.parse(printed)),
      }));
      const least = (values: readonly number[]) => Math.min(...values);
      return {
        decided: least(times.map((each) => each.decided)),
        parsed: least(times.map((each) => each.parsed)),
      };
    },
    { rounds: ROUNDS, decisions: DECISIONS },
  );
  const name = `widget, decision over ${MESSAGES} messages`;
  return [
    {
      ...{ name, value: decided, unit: 'ms' },
      reference: `budget of ${DECISION_BUDGET_MS} ms`,
      ratio: decided / DECISION_BUDGET_MS,
    },
    {
      ...{ name, value: decided, unit: 'ms' },
      reference: `JSON.parse of the same data alone: ${parsed.toFixed(3)} ms`,
      ratio: decided / parsed,
    },
  ];
}

interface PageCost {
  /** Milliseconds: largest contentful paint, work of the main thread, and what of it blocks for more than 50 at once. */
  readonly lcp: number;
  readonly work: number;
  readonly blocked: number;
}

async function measurePage(page: Page, shop: Shop): Promise<readonly Measurement[]> {
  const bare: PageCost[] = [];
  const full: PageCost[] = [];
  // In turns, so that both meet the same machine; the first of each warms it.
  for (let load = 0; load <= LOADS; load += 1)
    for (const [withoutApp, costs] of [
      [true, bare],
      [false, full],
    ] as const) {
      shop.serve({ messages: [LAUNCH], withoutApp });
      const cost = await loadOnce(page, shop.url);
      if (load > 0) costs.push(cost);
    }
  const line = (name: string, key: keyof PageCost): Measurement => {
    const [value, without] = [full, bare].map((costs) => medianOf(costs.map((cost) => cost[key])));
    return {
      name: `page with the widget, ${name}`,
      value: value ?? 0,
      unit: 'ms',
      reference: `without it: ${without?.toFixed(1)} ms`,
      ratio: without ? (value ?? 0) / without : null,
    };
  };
  return [
    line('largest contentful paint', 'lcp'),
    line('main thread', 'work'),
    line('total blocking time', 'blocked'),
  ];
}

async function loadOnce(page: Page, url: string): Promise<PageCost> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await session.send('Performance.enable');
  const workedBefore = await workOf(session);
  await page.goto(url);
  await page.waitForTimeout(SETTLED_MS);
  const work = (await workOf(session)) - workedBefore;
  const paints = await page.evaluate(
    () =>
      new Promise<{ lcp: number; blocked: number }>((resolve) => {
        let lcp = 0;
        let blocked = 0;
        const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
          new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
            type,
            buffered: true,
          });
        observe('largest-contentful-paint', (entry) => {
          lcp = entry.startTime;
        });
        observe('longtask', ({ duration }) => {
          blocked += Math.max(0, duration - 50);
        });
        setTimeout(() => resolve({ lcp, blocked }), 100);
      }),
  );
  await session.detach();
  return { ...paints, work };
}

interface CdpSession {
  send(method: 'Performance.getMetrics'): Promise<{
    readonly metrics: readonly { readonly name: string; readonly value: number }[];
  }>;
}

/** Milliseconds for which the page's main thread has been busy. */
async function workOf(session: CdpSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
