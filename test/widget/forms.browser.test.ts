import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { violations } from './axe.ts';
import { renderSlot } from './shop.ts';
import { LAUNCH, NOON, shareShop, TEXT, takeEvents } from './visit.ts';

const PHONE = { width: 390, height: 844 } as const;
const HOUR = 3_600_000;

const shop = shareShop();

/** Shifts of the page that its shopper did not cause; from the start of every page to come. */
async function noteShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        }; // a layout-shift entry has both
        if (!hadRecentInput) (window as never as { shifted: number }).shifted += value; // set above
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as never as { shifted: number }).shifted); // as above
}

describe('the decision', () => {
  it('is made, and the live region there, before anything else on the page can run', async () => {
    const { page } = await shop.visit({ messages: [LAUNCH] });
    const roles = await page.evaluate(() => {
      const host = document.body.appendChild(document.createElement('rondo-message'));
      return [...(host.shadowRoot?.querySelectorAll('[role]') ?? [])].map(({ role }) => role);
    });
    expect(roles).toEqual(['status']);
  });
});

describe('a coupon', () => {
  const withCode = (code: string, buttonUrl = TEXT.buttonUrl) => [
    { ...LAUNCH, texts: { en: { ...TEXT, buttonUrl, code } } },
  ];

  it('is copied by its button, which says so; the message stays', async () => {
    const shopper = await shop.visit(
      { messages: withCode('BACK-7K2M') },
      { ...PHONE, consented: true },
    );
    await shopper.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    expect(await violations(shopper.page)).toEqual([]);
    const button = shopper.message.getByRole('button', { name: /BACK-7K2M/ });
    expect(await button.textContent()).toContain('Copy');
    await button.click();
    await expect.poll(() => button.textContent()).toContain('Copied');
    expect(await shopper.page.evaluate(() => navigator.clipboard.readText())).toBe('BACK-7K2M');
    expect(await shopper.message.getByRole('status').textContent()).toContain('Copied');
    await shopper.noticed();
    expect(takeEvents(shop)).toEqual(['seen launch', 'coupon copied launch']);
    await shopper.goTo();
    expect(await shopper.message.isVisible()).toBe(true);
    expect(shopper.complaints).toEqual([]);
  });

  it('is there to read where the browser does not let us copy it', async () => {
    const shopper = await shop.visit(
      { messages: withCode('BACK-7K2M') },
      {
        before: () =>
          Object.defineProperty(navigator, 'clipboard', {
            value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
          }),
      },
    );
    const button = shopper.message.getByRole('button', { name: /BACK-7K2M/ });
    await button.click();
    await shopper.noticed();
    expect(await button.textContent()).toContain('Copy');
    expect(shopper.complaints).toEqual([]);
  });

  const links = [
    ['SAVE10', '/collections/new', '/discount/SAVE10?redirect=%2Fcollections%2Fnew'],
    [
      '10 % off/é',
      '/collections/all?sort_by=created-descending',
      '/discount/10%20%25%20off%2F%C3%A9?redirect=%2Fcollections%2Fall%3Fsort_by%3Dcreated-descending',
    ],
    ['SAVE10', 'https://other.example/new', 'https://other.example/new'],
  ] as const;
  it('is applied on the way to a path of the shop, and nowhere else', async () => {
    const { page, goTo } = await shop.visit({ messages: [] });
    for (const [code, buttonUrl, expected] of links) {
      shop.serve({ messages: withCode(code, buttonUrl) });
      await goTo();
      const link = page.getByRole('link', { name: TEXT.buttonLabel ?? '' });
      expect(await link.getAttribute('href')).toBe(expected);
    }
  });
});

describe('a countdown', () => {
  const until = NOON + 49 * HOUR + 200_000;
  const served = { messages: [{ ...LAUNCH, until, countdown: true }] };

  it('says how long is left, to the second, to whoever looks, and never announces it', async () => {
    const shopper = await shop.visit(served, PHONE);
    const timer = shopper.message.getByRole('timer');
    expect(await timer.textContent()).toBe('2 d 01:03:20');
    await shopper.page.clock.setFixedTime(NOON + 1_000);
    await expect.poll(() => timer.textContent()).toBe('2 d 01:03:19');
    await shopper.page.clock.setFixedTime(until - HOUR);
    await expect.poll(() => timer.textContent()).toBe('01:00:00');
    await shopper.page.clock.setFixedTime(until + HOUR);
    await expect.poll(() => timer.textContent()).toBe('00:00:00');
    expect(await shopper.message.getByRole('status').getByRole('timer').count()).toBe(0);
    expect(await violations(shopper.page)).toEqual([]);
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
  });

  it('is calm for those who want less motion', async () => {
    const { message } = await shop.visit(served, { reducedMotion: 'reduce' });
    expect(await message.getByRole('timer').textContent()).toBe('2 d 01:03');
  });
});

describe('a message in a place of the theme', () => {
  const messages = [{ ...LAUNCH, form: 'slot' }];
  const places = [
    ['with height kept free', 200, 0, true],
    ['below the window', 0, 2_000, true],
    ['in sight without height of its own', 0, 0, false],
  ] as const;
  it.each(places)('%s', async (_, height, above, expected) => {
    const slot = await renderSlot(height);
    // As a section between others, where the theme puts it.
    const html = `<div style="height:${above}px"></div>${slot}<p id="after">After it</p>
      <script>if (!${above}) document.querySelector('h1').after(document.querySelector('[data-rondo-slot]'))</script>`;
    const shopper = await shop.visit({ messages: [] }, PHONE);
    const shifted = await noteShifts(shopper.page);
    shop.serve({ messages, html });
    await shopper.goTo();
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
    const isInPlace = () =>
      shopper.page.evaluate(() => !!document.querySelector('[data-rondo-slot] rondo-message'));
    expect(await isInPlace()).toBe(expected);
    const position = await shopper.message.evaluate((node) => getComputedStyle(node).position);
    expect(position).toBe(expected ? 'relative' : 'fixed');
    expect(await shifted()).toBe(0);
    expect(await violations(shopper.page, 'rondo-message')).toEqual([]);
    await shopper.close();
    expect(await shifted()).toBe(0);
    expect(shopper.complaints).toEqual([]);
  });

  it('that the theme does not have is a card in the corner', async () => {
    const { message, title } = await shop.visit({ messages });
    expect(await title()).toBe('Launch');
    const box = await message.boundingBox();
    expect(box && [box.x + box.width, box.y + box.height]).toEqual([1280 - 16, 800 - 16]);
  });
});

describe('a dialog', () => {
  const served = { messages: [{ ...LAUNCH, form: 'dialog' }] };
  const label = (page: Page) => page.getByRole('button', { name: 'Launch', exact: true });

  it('opens only when the shopper asks for it, and is modal then', async () => {
    const shopper = await shop.visit({ messages: [] }, { ...PHONE, consented: true });
    const shifted = await noteShifts(shopper.page);
    shop.serve(served);
    await shopper.goTo();
    await shopper.noticed();
    const { page } = shopper;
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await label(page).click();
    const dialog = page.getByRole('dialog', { name: 'Message from the shop' });
    expect(await dialog.getByText(TEXT.body).isVisible()).toBe(true);
    expect(await dialog.evaluate((node) => node.matches(':modal'))).toBe(true);
    await shopper.noticed();
    expect(await dialog.isVisible()).toBe(true);
    expect(await violations(page, 'rondo-message')).toEqual([]);
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await expectGone(shopper.message);
    expect(takeEvents(shop)).toEqual(['seen launch', 'closed launch']);
    expect(await shifted()).toBe(0);
    expect(shopper.complaints).toEqual([]);
  });

  it('closes with Escape for good, and gives the focus back to where it was', async () => {
    const { page, message, goTo } = await shop.visit(served, { consented: true });
    await page.locator('#imprint').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expectGone(message);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('imprint');
    await expect.poll(() => takeEvents(shop)).toEqual(['seen launch', 'closed launch']);
    await goTo();
    expect(await message.count()).toBe(0);
  });
});
