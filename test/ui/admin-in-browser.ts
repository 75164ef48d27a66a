/** The built admin in a real browser, framed as in a store's admin, against the fixture server. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type Fixture, startFixture } from './fixture/server.ts';
import { newState } from './fixture/state.ts';

/** Where pictures go, to be looked at; the windows are then tall enough for most pages. */
const LOOKS = process.env.LOOKS;

export interface Admin {
  readonly fixture: Fixture;
  /** Opens a path of the app in a window of its own; everything it complained about is in `complaints`. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenAdmin>;
  close(): Promise<void>;
}

export interface OpenAdmin {
  /** Goes to another path as if it were opened anew, which is faster than another window. */
  go(path: string): Promise<Frame>;
  readonly page: Page;
  /** The frame with the app. */
  readonly app: Frame;
  readonly complaints: readonly string[];
  /** Takes a picture where somebody wants to look. */
  look(name: string): Promise<void>;
  /** Takes a picture, and expects that axe finds nothing, nothing is cut off and nothing was complained about. */
  expectSound(name?: string): Promise<void>;
  close(): Promise<void>;
}

/** One admin for all tests of a file, each of which begins with the same state. */
export function shareAdmin(): Pick<Admin, 'fixture' | 'open'> {
  let admin: Admin;
  beforeAll(async () => {
    admin = await startAdmin();
  }, 120_000);
  afterAll(() => admin.close());
  beforeEach(() => {
    Object.assign(admin.fixture.state, newState());
  });
  return {
    get fixture() {
      return admin.fixture;
    },
    open: (path, options) => admin.open(path, options),
  };
}

export interface WindowSize {
  readonly width: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** One window for all tests of a `describe`. */
export function shareWindow(
  admin: Pick<Admin, 'open'>,
  { width, height = 1_100, colorScheme = 'light' }: WindowSize,
): Omit<OpenAdmin, 'app' | 'close'> {
  let opened: OpenAdmin;
  beforeAll(async () => {
    const viewport = { width, height: LOOKS ? 2_400 : height };
    opened = await admin.open('/', { viewport, colorScheme });
  });
  afterAll(() => opened.close());
  return {
    get page() {
      return opened.page;
    },
    get complaints() {
      return opened.complaints;
    },
    go: (path) => opened.go(path),
    look: (name) => opened.look(name),
    expectSound: (name) => opened.expectSound(name),
  };
}

/** Serves the admin that this run has built. */
export async function startAdmin(hostNavigates = false): Promise<Admin> {
  const fixture = await startFixture({ buildFolder: inject('builtPages').admin, hostNavigates });
  const browser = await openBrowser();
  return {
    fixture,
    open: (path, options) => openAdmin(browser, fixture.url, path, options),
    close: async () => {
      await browser.close();
      await fixture.close();
    },
  };
}

async function openAdmin(
  browser: Browser,
  url: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenAdmin> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser reports every refused request itself; refusals are part of some tests.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  const go = async (to: string): Promise<Frame> => {
    await page.goto(`${url}${to}${to.includes('?') ? '&' : '?'}frame`);
    const app = frameOf(page);
    await app.waitForSelector('h1');
    return app;
  };
  const look = async (name: string): Promise<void> => {
    const file = `${name}-${page.viewportSize()?.width}.png`;
    if (LOOKS) await page.screenshot({ path: join(LOOKS, file) });
  };
  const expectSound = async (name?: string): Promise<void> => {
    const app = frameOf(page);
    if (name !== undefined) await look(name);
    // What the head of a scrolled page half covers is no fault.
    await app.evaluate(() => scrollTo(0, 0));
    expect(await accessibilityFaults(app), name).toEqual([]);
    await expect.poll(() => overflow(app)).toBe(0);
    expect(complaints).toEqual([]);
  };
  const close = () => context.close();
  return { go, page, app: await go(path), complaints, look, expectSound, close };
}

function frameOf(page: Page): Frame {
  const app = page.frame('app');
  if (!app) throw new Error(`${page.url()} showed no frame with the app`);
  return app;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong in the app once nothing fades or moves any more: rule and element, one line each. */
export async function accessibilityFaults(app: Frame): Promise<readonly string[]> {
  await app.evaluate(AXE);
  // Half-faded text has no contrast; endless animations (progress) never end and fade nothing.
  await app.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const endless = effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
      return endless || playState !== 'running';
    }),
  );
  return await app.evaluate(async (rules) => {
    interface Axe {
      run(
        context: Document,
        options: object,
      ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { axe } = window as unknown as { axe: Axe }; // the script above has just defined it
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values: rules },
      iframes: false,
      // Of what it finds in order it need not say where.
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, RULES);
}

/** How many pixels the page is wider than its window. */
export async function overflow(app: Frame): Promise<number> {
  return await app.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Waits until the admin around the app has shown these toasts, in this order. */
export async function expectToasts(app: Frame, toasts: readonly unknown[]): Promise<void> {
  await expect.poll(async () => (await hostLog(app)).toasts).toEqual(toasts);
}

/** The browser's back button, which steps through the frame's pages too. */
export async function back(app: Frame): Promise<void> {
  await app.evaluate(() => history.back());
}

/** What the app told the admin around it until now. */
export async function hostLog(app: Frame): Promise<{ toasts: string[]; saveBars: string[] }> {
  return await app.evaluate(() => {
    const { hostLog: log } = window as unknown as {
      hostLog: { toasts: { message: string }[]; saveBars: Set<string> };
    }; // defined by the fixture's bridge
    return { toasts: log.toasts.map(({ message }) => message), saveBars: [...log.saveBars] };
  });
}
