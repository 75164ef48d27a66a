/** The owner at the store's admin, with Rondo open in its frame, in a person's browser. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { HomeView } from '../../admin-app/contract/home.ts';
import { openBrowser } from './browser.ts';
import { eventually, type RunningRondo } from './running-rondo.ts';

/** A headless browser says so in its name, and would rightly be taken for a machine. */
const PERSONS_BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

export interface StoreOwner {
  readonly browser: Browser;
  readonly page: Page;
  /** What is inside the admin's frame. */
  readonly admin: FrameLocator;
  /** Errors that no page should have. */
  readonly problems: string[];
  openAdmin(path: string): Promise<unknown>;
  /** Presses a button of the control panel: what it does, and with what. */
  control(action: string, body: object): Promise<void>;
}

export async function sitDown(rondo: RunningRondo): Promise<StoreOwner> {
  const browser = await openBrowser();
  const page = await browser.newPage({
    userAgent: PERSONS_BROWSER,
    viewport: { width: 1280, height: 1000 },
  });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const { origin } = rondo.devStore;
  return {
    browser,
    page,
    problems,
    admin: page.frameLocator('iframe').first(),
    openAdmin: (path) => page.goto(`${origin}/admin/apps/rondo${path}`),
    control: async (action, body) => {
      const url = `${origin}/control/api/${action}`;
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    },
  };
}

/** Waits until the store has been read and everybody's next order is predicted. */
export async function storeRead(rondo: RunningRondo, patienceMs?: number): Promise<HomeView> {
  return await eventually(
    'the first sync and its predictions',
    () => rondo.api<HomeView>('/home'),
    ({ sync, counts }) =>
      sync.state === 'done' && sync.predictions === 'done' && counts !== null && counts.overdue > 0,
    patienceMs,
  );
}
