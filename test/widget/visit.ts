/** One shopper's visit to the shop in a real browser, with helpers that read as sentences. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { OnSiteMessage, OnSiteText } from '../../admin-app/core/priority/on-site.ts';
import { birthday, launch, loginReturn } from '../core/priority/on-site-fixtures.ts';
import { openBrowser } from '../support/browser.ts';
import { expectGone } from '../support/gone.ts';
import { openShop, type Shop, type ShopPage } from './shop.ts';

/** 15 June 2026, noon UTC; the browser's clock stands there unless a test moves it. */
export const NOON = Date.UTC(2026, 5, 15, 12);
export const TODAY = Math.floor(NOON / 86_400_000);

export const TEXT: OnSiteText = {
  title: 'The autumn collection is here',
  body: 'Forty new pieces, made in small runs.',
  buttonLabel: 'See them first',
  buttonUrl: '/collections/autumn',
};

const withText = <Message extends OnSiteMessage>(message: Message, title: string): Message => ({
  ...message,
  texts: { en: { ...TEXT, title } },
});
export const LAUNCH = withText(launch(), 'Launch');
export const BIRTHDAY = withText(birthday(), 'Birthday');
export const RETURN = withText(loginReturn(), 'Return');
export const ALL = [LAUNCH, BIRTHDAY, RETURN];

/** It is her birthday, and she has been away for three months. */
export const HER = {
  customer: 7,
  facts: {
    lastVisitDay: TODAY - 90,
    lastOrderDay: null,
    occasions: { birthday: [TODAY - 3, TODAY + 3] },
    closed: {},
  },
};

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The message, whether it shows or not. */
  readonly message: Locator;
  /** What the console said and what was thrown, which should be nothing. */
  readonly complaints: readonly string[];
  /** Opens a path of the shop and waits until a message has had time to show. */
  goTo(path?: string): Promise<void>;
  /** Waits until the widget has had time to notice what changed on the page. */
  noticed(): Promise<void>;
  /** The title that shows, or null. */
  title(): Promise<string | null>;
  /** Closes the message with its button. */
  close(): Promise<void>;
  /** Everything the widget keeps in this browser, or null. */
  kept(): Promise<unknown>;
  /** Gives or refuses the shop's consent banner its answer. */
  consent(answer: 'yes' | 'no'): Promise<void>;
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly now?: number;
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Runs in the page before anything of the shop does. */
  readonly before?: () => void;
  /** Answered on an earlier visit. */
  readonly consented?: boolean;
}

/** Longer than the widget takes to fill its live region. */
const FILLED_MS = 200;
/** Longer than it takes to look again after something on the page changed. */
const NOTICED_MS = 600;

export interface SharedShop extends Omit<Shop, 'close'> {
  visit(served: ShopPage, options?: VisitOptions): Promise<Visit>;
  /** Somebody's window that nothing was done to. */
  newPage(): Promise<Page>;
}

/** One shop and one browser for all tests of a file, each of which begins without an open window. */
export function shareShop(): SharedShop {
  let browser: Browser;
  let shop: Shop;
  beforeAll(async () => {
    [browser, shop] = await Promise.all([openBrowser(), openShop(inject('builtPages').widget)]);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await shop.close();
  });
  return {
    get url() {
      return shop.url;
    },
    serve: (page) => shop.serve(page),
    takeRequests: () => shop.takeRequests(),
    takeBeacons: () => shop.takeBeacons(),
    answerBeacons: (status, delayMs) => shop.answerBeacons(status, delayMs),
    visit: (served, options) => visit(browser, shop, served, options),
    newPage: () => browser.newPage(),
  };
}

async function visit(
  browser: Browser,
  shop: Shop,
  served: ShopPage,
  options: VisitOptions = {},
): Promise<Visit> {
  const { width = 1280, height = 800, now = NOON, reducedMotion = 'no-preference' } = options;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion });
  const page = await context.newPage();
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (entry) => complaints.push(entry.text()));
  await page.clock.setFixedTime(now);
  if (options.before) await page.addInitScript(options.before);
  if (options.consented)
    await page.addInitScript(() => localStorage.setItem('theme:consent', 'yes'));
  shop.serve(served);
  shop.takeBeacons();
  const message = page.locator('rondo-message section');
  const made: Visit = {
    page,
    context,
    message,
    complaints,
    async goTo(path = '/') {
      await page.goto(shop.url + path);
      await page.waitForTimeout(FILLED_MS);
    },
    async noticed() {
      await page.waitForTimeout(NOTICED_MS);
    },
    title: () =>
      page.evaluate(() => {
        const section = document
          .querySelector('rondo-message')
          ?.shadowRoot?.querySelector('section');
        const shows = section?.checkVisibility({ visibilityProperty: true });
        return (shows && section?.querySelector('b')?.textContent) || null;
      }),
    async close() {
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await expectGone(message);
    },
    async kept() {
      const text = await page.evaluate(() => localStorage.getItem('rondo'));
      return text === null ? null : JSON.parse(text);
    },
    async consent(answer) {
      await page.evaluate(
        (given) =>
          (window as never as { decideConsent(answer: string): void }).decideConsent(given), // set by the theme
        answer,
      );
      await page.waitForTimeout(NOTICED_MS);
    },
  };
  await made.goTo();
  return made;
}

/** The events of all beacons that came since the last call, in a few words each. */
export function takeEvents(shop: Pick<Shop, 'takeBeacons'>): readonly string[] {
  return shop.takeBeacons().flatMap((beacon) => {
    const { events } = beacon as { events: { kind: string; messageId: string }[] }; // what the widget sends
    return events.map(({ kind, messageId }) => `${kind} ${messageId}`);
  });
}

/** Waits until a message that comes has faded in. */
export async function fadedIn(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll('rondo-message')].flatMap(({ shadowRoot }) =>
        (shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished),
      ),
    ),
  );
}
