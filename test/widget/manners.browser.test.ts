import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { ALL, HER, LAUNCH, NOON, shareShop, TEXT } from './visit.ts';

const shop = shareShop();

const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return (active?.shadowRoot?.activeElement ?? active)?.textContent?.trim() ?? '';
  });

describe('the network', () => {
  it('sees no request but the script before a message, and none at all without one', async () => {
    shop.takeRequests();
    await shop.visit({ messages: ALL, ...HER, pageType: 'cart' }, { consented: true });
    expect(shop.takeRequests()).toEqual(['/', '/rondo.js']);
    await shop.visit({ messages: ALL, ...HER });
    expect(shop.takeRequests()).toEqual(['/', '/rondo.js']);
  });

  it('sees the events only after the message is on the page', async () => {
    const shopper = await shop.visit({ messages: [] }, { consented: true });
    await shopper.page.addInitScript(() => {
      const send = navigator.sendBeacon.bind(navigator);
      navigator.sendBeacon = (...args) => {
        const section = document
          .querySelector('rondo-message')
          ?.shadowRoot?.querySelector('section');
        sessionStorage.setItem('at beacon', section ? 'message there' : 'no message');
        return send(...args);
      };
    });
    shop.serve({ messages: [LAUNCH] });
    await shopper.goTo();
    expect(await shopper.page.evaluate(() => sessionStorage.getItem('at beacon'))).toBe(
      'message there',
    );
  });

  it('carries nothing of ours where the shop has no messages', async () => {
    shop.serve({ messages: [] });
    const page = await shop.newPage();
    await page.goto(shop.url);
    expect(await page.locator('rondo-message, #rondo-data').count()).toBe(0);
  });
});

describe('the layout', () => {
  it.each([
    ['card', 1280, 800],
    ['card', 390, 844],
    ['bar', 1280, 800],
    ['bar', 390, 844],
  ] as const)('never shifts for a %s at %i × %i', async (form, width, height) => {
    const message = { ...LAUNCH, form: form === 'card' ? 'corner card' : 'bar' } as const;
    const shopper = await shop.visit({ messages: [] }, { width, height });
    await shopper.page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value); // a layout-shift entry has one
      }).observe({ type: 'layout-shift', buffered: true });
    });
    shop.serve({ messages: [message] });
    await shopper.goTo();
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
    await shopper.close();
    await shopper.noticed();
    expect(await shopper.page.evaluate(() => (window as never as { shifts: number[] }).shifts)) // set above
      .toEqual([]);
  });

  it('has the message over the page where there is no top layer', async () => {
    const shopper = await shop.visit(
      { messages: [LAUNCH] },
      {
        reducedMotion: 'reduce',
        before: () => {
          Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
          Reflect.deleteProperty(HTMLElement.prototype, 'popover');
        },
      },
    );
    const box = await shopper.message.boundingBox();
    expect(box && [box.x + box.width, box.y + box.height]).toEqual([1280 - 16, 800 - 16]);
    await shopper.close();
  });

  it('of the page is the same with and without a message', async () => {
    const boxes = async (withoutApp: boolean) => {
      const { page } = await shop.visit({ messages: [LAUNCH], withoutApp });
      return page.evaluate(() =>
        [...document.querySelectorAll('body, header, main, li, footer')].map((element) =>
          JSON.stringify(element.getBoundingClientRect()),
        ),
      );
    };
    expect(await boxes(false)).toEqual(await boxes(true));
  });
});

describe('the keyboard', () => {
  it('keeps its focus where it is when a message comes, and can reach all of it', async () => {
    const { page, message } = await shop.visit({ messages: [LAUNCH] });
    expect(await message.isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await page.locator('#imprint').focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(TEXT.buttonLabel);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('×');
  });

  it('closes the message with Escape and gives the focus back', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] });
    await shopper.page.locator('#imprint').focus();
    await shopper.page.keyboard.press('Tab');
    await shopper.page.keyboard.press('Escape');
    await expectGone(shopper.message);
    expect(await focused(shopper.page)).toBe('Policies');
  });

  it('closes it with Escape from the page, but not while something of the shop is focused', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] });
    await shopper.page.locator('#search').focus();
    await shopper.page.keyboard.press('Escape');
    await shopper.page.waitForTimeout(50);
    expect(await shopper.title()).toBe('Launch');
    await shopper.page.locator('#search').blur();
    await shopper.page.keyboard.press('Escape');
    await expectGone(shopper.message);
  });

  it('never has its focus hidden under the message', async () => {
    // A link where the bar stands, as the last lines of a page can be.
    const html = '<a id="under" href="/" style="position:fixed;bottom:50px;left:40%">Terms</a>';
    const shopper = await shop.visit({ messages: [{ ...LAUNCH, form: 'bar' }], html });
    await shopper.page.locator('#under').focus();
    await shopper.noticed();
    expect(await shopper.message.isVisible()).toBe(false);
    await shopper.page.locator('#search').focus();
    await shopper.noticed();
    expect(await shopper.message.isVisible()).toBe(true);
  });
});

describe('a shopper who does nothing', () => {
  it('keeps the message, wherever the middle of the page lies', async () => {
    const html = '<style>body{height:1560px}</style>';
    const served = { messages: [LAUNCH], html };
    const shopper = await shop.visit(served, { width: 390, height: 844 });
    await shopper.noticed();
    await shopper.page.mouse.click(5, 300);
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
  });
});

describe('a shopper who is busy', () => {
  it('is not disturbed while a dialog is open, and sees the message after it', async () => {
    const html =
      '<div role="alertdialog" aria-label="Cookies" id="banner" style="position:fixed;inset:auto 0 0;padding:20px;background:#fff">Cookies? <button id="ok">OK</button></div>';
    const shopper = await shop.visit({ messages: [LAUNCH], html });
    expect(await shopper.title()).toBeNull();
    await shopper.page.evaluate(() => {
      const ok = document.getElementById('ok');
      if (ok) ok.onclick = () => document.getElementById('banner')?.remove();
    });
    await shopper.page.locator('#ok').click();
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
  });

  it('is not disturbed over a dialog that is longer than the window', async () => {
    const html =
      '<div role="dialog" aria-label="Terms" style="position:absolute;inset:0 0 auto;height:3000px;background:#fff">Terms</div>';
    expect(await (await shop.visit({ messages: [LAUNCH], html })).title()).toBeNull();
  });

  it('is not disturbed over a modal dialog of the platform', async () => {
    const html =
      '<dialog id="size">Sizes</dialog><script>document.getElementById("size").showModal()</script>';
    expect(await (await shop.visit({ messages: [LAUNCH], html })).title()).toBeNull();
  });

  it('has the message out of the way while the cart is open', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] });
    await shopper.page.locator('#open-cart').click();
    await shopper.noticed();
    expect(await shopper.message.isVisible()).toBe(false);
    await shopper.page.locator('#close-cart').click();
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
  });

  it('is not kept from a consent banner that opens after the message', async () => {
    const html = `<div role="alertdialog" aria-label="Cookies" id="banner" hidden
      style="position:fixed;inset:auto 0 0;height:300px;background:#fff">Cookies?</div>
      <script>setTimeout(() => { document.getElementById('banner').hidden = false }, 150)</script>`;
    const shopper = await shop.visit({ messages: [LAUNCH], html });
    await shopper.page.locator('#banner').waitFor();
    await shopper.noticed();
    expect(await shopper.message.isVisible()).toBe(false);
  });

  it('is not disturbed while typing', async () => {
    const html = '<script>document.getElementById("search").focus()</script>';
    const shopper = await shop.visit({ messages: [LAUNCH], html });
    expect(await shopper.title()).toBeNull();
    await shopper.page.locator('#search').blur();
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
  });

  it('sees it when the tab comes to the front, not before', async () => {
    const shopper = await shop.visit({ messages: [] });
    await shopper.page.addInitScript(() => {
      Object.defineProperty(document, 'hidden', { get: () => !('shown' in window) });
    });
    shop.serve({ messages: [LAUNCH] });
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
    await shopper.page.evaluate(() => {
      Object.assign(window, { shown: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await shopper.noticed();
    expect(await shopper.title()).toBe('Launch');
  });
});

describe('the theme editor', () => {
  it('shows the first message as a sample, and neither keeps nor tells anything', async () => {
    const ended = { ...LAUNCH, until: 1 };
    const served = { messages: [ended], designMode: true };
    const shopper = await shop.visit(served, { consented: true });
    expect(await shopper.title()).toBe('Launch');
    expect(await shopper.message.textContent()).toContain('Sample.');
    await shopper.close();
    expect(await shopper.kept()).toBeNull();
    expect(shop.takeBeacons()).toEqual([]);
  });

  it('shows and notes nothing when the merchant wants no sample', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    const before = await shopper.kept();
    shop.serve({ messages: [LAUNCH], designMode: true, settings: { preview: false } });
    await shopper.page.clock.setFixedTime(NOON + 1_000);
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
    expect(await shopper.kept()).toEqual(before);
  });
});
