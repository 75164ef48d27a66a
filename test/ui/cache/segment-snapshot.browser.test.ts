import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  SegmentAnswer,
  SegmentPreviewState,
} from '../../../admin-app/ui/models/segment-preview.ts';
import { openBrowser } from '../../support/browser.ts';
import { PreviewShop, type PreviewSite, startPreviewSite } from './preview-site.ts';

const PINE = 'pine.myshopify.com';
const OAK = 'oak.myshopify.com';
const QUERY = 'number_of_orders > 2 AND last_order_date < -60d';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let site: PreviewSite;
let context: BrowserContext;
let pine: PreviewShop;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPreviewSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  pine = new PreviewShop(1);
  site.shops.clear();
  site.shops.set(PINE, pine);
  site.shops.set(OAK, new PreviewShop(2));
  context = await browser.newContext();
});
afterEach(() => context.close());

/** A tab in which the shop's staff have opened a segment. */
async function openTab(shop = PINE, path = '/'): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(site.url + path);
  await openShop(tab, shop);
  return tab;
}

async function openShop(tab: Page, shop = PINE): Promise<void> {
  await tab.waitForFunction(() => 'page' in window);
  await tab.evaluate(
    ([domain, query]) => {
      window.page.open(domain);
      window.page.show(query);
    },
    [shop, QUERY] as const,
  );
}

async function reload(tab: Page): Promise<void> {
  await tab.reload();
  await openShop(tab);
}

async function stateOf(tab: Page): Promise<SegmentPreviewState> {
  const state = await tab.evaluate(() => window.page.state());
  if (!state) throw new Error('The tab shows no preview');
  return state;
}

/** The state once it is answered so, and nothing is under way. */
async function settled(
  tab: Page,
  source: SegmentAnswer['source']['kind'] = 'this browser',
): Promise<SegmentPreviewState> {
  await tab.waitForFunction((wanted) => {
    const state = window.page.state();
    const isDone = state?.isCurrent && !state.snapshot.refreshing;
    return isDone && state.answer?.source.kind === wanted && !state.answer.customersArePending;
  }, source);
  return await stateOf(tab);
}

function expectedOf(shop: PreviewShop, query = QUERY) {
  const { rows, ...numbers } = shop.preview(query) ?? { rows: [] };
  return { ...numbers, customers: rows, query };
}

describe('the preview in a browser', () => {
  it('counts what the server would count, and names the first customers', async () => {
    const tab = await openTab();
    const { answer, snapshot } = await settled(tab);
    expect(answer).toMatchObject(expectedOf(pine));
    expect(answer?.count).toBeGreaterThan(10);
    expect(snapshot.kept).toBe('on disk');

    await tab.evaluate(() => window.page.show("customer_email_domain = 'example.com'"));
    const { answer: asked } = await settled(tab, 'the server');
    expect(asked?.source).toEqual({ kind: 'the server', because: 'condition' });
  });

  it('lets the server count while the snapshot is on its way, and says why', async () => {
    pine.sending = 'never';
    const tab = await openTab();
    await tab.waitForFunction(() => window.page.state()?.isCurrent);
    const { answer, snapshot } = await stateOf(tab);
    expect(answer).toMatchObject(expectedOf(pine));
    expect(answer?.source).toEqual({ kind: 'the server', because: 'no snapshot yet' });
    expect(snapshot.refreshing).toBe(true);
  });

  it('lets the server count where no worker may be started', async () => {
    const tab = await openTab(PINE, '/without-workers');
    const { answer } = await settled(tab, 'the server');
    expect(answer?.source).toEqual({ kind: 'the server', because: 'worker failed' });
    expect(answer).toMatchObject(expectedOf(pine));
  });
});

describe('the stored snapshot', () => {
  it('answers at once after a reload, however long the server takes, and says how old it is', async () => {
    const tab = await openTab();
    const { snapshot: before } = await settled(tab);
    pine.sending = 'never';
    await reload(tab);
    await tab.waitForFunction(() => window.page.state()?.answer?.source.kind === 'this browser');
    const { answer, snapshot } = await stateOf(tab);
    expect(answer?.count).toBe(expectedOf(pine).count);
    expect(snapshot).toEqual({ ...before, refreshing: true });
  });

  it('is kept fresh by differences, which are stored too', async () => {
    pine = new PreviewShop(1, 3_000);
    site.shops.set(PINE, pine);
    const tab = await openTab();
    await settled(tab);
    for (const seed of [5, 6]) {
      pine.change([3, 4, 5, 3_500], seed);
      await reload(tab);
      const { answer } = await settled(tab);
      expect(answer).toMatchObject(expectedOf(pine));
    }
    await reload(tab);
    expect((await settled(tab)).answer).toMatchObject(expectedOf(pine));
    expect(pine.sent).toEqual(['whole', 'since 1', 'since 2', 'nothing new']);
    expect(await storedParts(tab)).toEqual([`${PINE} 0`, `${PINE} 1`, `${PINE} 2`]);
  });

  it('comes whole again where a difference is damaged', async () => {
    const tab = await openTab();
    await settled(tab);
    pine.change([3, 4, 5], 5);
    pine.sending = 'damaged differences';
    await reload(tab);
    expect((await settled(tab)).answer).toMatchObject(expectedOf(pine));
    expect(pine.sent).toEqual(['whole', 'since 1', 'whole']);
  });

  it.each([
    { what: 'other bytes', share: 1 },
    { what: 'fewer bytes', share: 0.5 },
  ])('is dropped and comes anew when $what stand in its place', async ({ share }) => {
    const tab = await openTab();
    await settled(tab);
    await damagePart(tab, share);
    await reload(tab);
    expect((await settled(tab)).answer).toMatchObject(expectedOf(pine));
    expect(pine.sent).toEqual(['whole', 'whole']);
  });

  it('is not half stored when the download is cut off', async () => {
    pine.sending = 'cut off';
    const tab = await openTab();
    const { answer } = await settled(tab, 'the server');
    expect(answer?.source).toEqual({ kind: 'the server', because: 'snapshot failed' });
    expect(await storedParts(tab)).toEqual([]);
    pine.sending = 'damaged';
    await reload(tab);
    await settled(tab, 'the server');
    expect(await storedParts(tab)).toEqual([]);
  });

  it('stays in memory where the disk is full, which is said', async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    const devTools = await context.newCDPSession(tab);
    await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 20_000 });
    await openShop(tab);
    const { answer, snapshot } = await settled(tab);
    expect(snapshot.kept).toBe('disk full');
    expect(answer).toMatchObject(expectedOf(pine));
    expect(await storedParts(tab)).toEqual([]);
    await tab.evaluate(() => window.page.show('number_of_orders > 1'));
    expect((await settled(tab)).answer).toMatchObject(expectedOf(pine, 'number_of_orders > 1'));
  });
});

describe('two tabs', () => {
  it('ask the server once, and both have what is new', async () => {
    const one = await openTab();
    await settled(one);
    const other = await openTab();
    await settled(other);
    pine.change([3, 4, 5], 5);
    const third = await openTab();
    await settled(third);
    for (const tab of [one, other]) {
      await expect.poll(async () => (await stateOf(tab)).answer).toMatchObject(expectedOf(pine));
    }
    expect(pine.sent).toEqual(['whole', 'nothing new', 'since 1']);
  });

  it('let a newer layout of the storage through, and go on in memory', async () => {
    const tab = await openTab();
    await settled(tab);
    const newer = await context.newPage();
    await newer.goto(site.url);
    await newer.waitForFunction(() => 'page' in window);
    expect(await newer.evaluate(() => window.page.openLayout(2))).toBe('opened');
    await tab.evaluate(() => window.page.show('number_of_orders > 1'));
    expect((await settled(tab)).answer).toMatchObject(expectedOf(pine, 'number_of_orders > 1'));
    await reload(tab);
    const { snapshot, answer } = await settled(tab);
    expect(snapshot.kept).toBe('storage blocked');
    expect(answer).toMatchObject(expectedOf(pine));
  });

  it('do not wait for one that holds on to an older layout', async () => {
    const holding = await context.newPage();
    await holding.goto(site.url);
    await holding.evaluate(holdDatabase);
    const tab = await context.newPage();
    await tab.goto(site.url);
    await tab.waitForFunction(() => 'page' in window);
    expect(await tab.evaluate(() => window.page.openLayout(2))).toBe('storage blocked');
    await holding.close();
    await expect.poll(() => tab.evaluate(() => window.page.openLayout(2))).toBe('opened');
  });
});

describe('what is stored of a shop', () => {
  it('is wiped when another shop logs in, and not brought back by a tab that is still open', async () => {
    const tab = await openTab();
    await settled(tab);
    const other = await context.newPage();
    await other.goto(site.url);
    await other.waitForFunction(() => 'page' in window);
    await other.evaluate((shop) => window.page.logIn(shop), OAK);
    expect(await storedParts(other)).toEqual([]);

    pine.change([3, 4, 5], 5);
    await tab.evaluate(() => window.page.refresh());
    await expect.poll(async () => (await stateOf(tab)).snapshot.kept).toBe('another shop');
    expect((await settled(tab)).answer).toMatchObject(expectedOf(pine));
    expect(await storedParts(other)).toEqual([]);

    await openShop(other, OAK);
    await settled(other);
    expect(await storedParts(other)).toEqual([`${OAK} 0`]);
  });

  it('is wiped when the app is uninstalled', async () => {
    const tab = await openTab();
    await settled(tab);
    expect(await storedParts(tab)).toEqual([`${PINE} 0`]);
    pine.sending = 'shop is gone';
    await tab.evaluate(() => window.page.refresh());
    await expect.poll(async () => (await stateOf(tab)).snapshot.asOf).toBeNull();
    expect(await storedParts(tab)).toEqual([]);
  });
});

/** As "shop place". */
async function storedParts(tab: Page): Promise<readonly string[]> {
  return await tab.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('rondo-segments');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('parts').objectStore('parts').getAllKeys();
          reading.onsuccess = () => {
            database.close();
            resolve(
              reading.result.map((key) => (Array.isArray(key) ? key.join(' ') : String(key))),
            );
          };
        };
      }),
  );
}

/** Other bytes in place of the whole snapshot: as many, or a share of them. */
async function damagePart(tab: Page, share: number): Promise<void> {
  await tab.evaluate(
    ([shop, kept]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('rondo-segments');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const tx = database.transaction('parts', 'readwrite');
          const parts = tx.objectStore('parts');
          const reading = parts.get([shop, 0]);
          reading.onsuccess = () => {
            const bytes = new Uint8Array(reading.result).slice(0, kept * reading.result.byteLength);
            parts.put(kept < 1 ? bytes.buffer : bytes.fill(7).buffer, [shop, 0]);
          };
          tx.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    [PINE, share] as const,
  );
}

/** Opens the storage in its first layout, and never lets go of it. */
function holdDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('rondo-segments', 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve();
  });
}
