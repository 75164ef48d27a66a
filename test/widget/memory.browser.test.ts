import { afterEach, describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { ALL, BIRTHDAY, HER, LAUNCH, NOON, RETURN, shareShop, TODAY, takeEvents } from './visit.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const shop = shareShop();
afterEach(() => shop.answerBeacons(204));

describe('before consent', () => {
  it('keeps nothing in the browser, not for a moment, and tells nobody', async () => {
    const served = { messages: ALL, ...HER };
    const { title, kept, close, page, context } = await shop.visit(served, {
      before: () => {
        const { setItem } = Storage.prototype;
        Object.assign(window, { written: [] });
        Storage.prototype.setItem = function (...args) {
          (window as never as { written: string[] }).written.push(args[0]); // set above
          return setItem.apply(this, args);
        };
      },
    });
    expect(await title()).toBe('Launch');
    await close();
    expect(await title()).toBeNull();
    expect(await kept()).toBeNull();
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => (window as never as { written: string[] }).written)) // set above
      .toEqual([]);
    expect(takeEvents(shop)).toEqual([]);
  });

  it('keeps nothing either when consent is refused', async () => {
    const { kept, consent } = await shop.visit({ messages: ALL, ...HER });
    await consent('no');
    expect(await kept()).toBeNull();
    expect(takeEvents(shop)).toEqual([]);
  });
});

describe('consent that comes later', () => {
  it('keeps what happened on this page and tells what waited, once', async () => {
    const shopper = await shop.visit({ messages: ALL, ...HER });
    await shopper.close();
    await shopper.consent('yes');
    expect(takeEvents(shop)).toEqual(['seen launch', 'login return login return', 'closed launch']);
    expect(await shopper.kept()).toMatchObject({ closed: { launch: TODAY }, shown: 'launch' });
    await shopper.consent('yes');
    expect(takeEvents(shop)).toEqual([]);
    expect(shopper.complaints).toEqual([]);
  });

  it('is undone when it is taken back', async () => {
    const { kept, consent } = await shop.visit({ messages: ALL }, { consented: true });
    expect(await kept()).not.toBeNull();
    await consent('no');
    expect(await kept()).toBeNull();
  });
});

describe('a message that was closed', () => {
  it('stays closed over reloads and further pages, and no other takes its place in this visit', async () => {
    const shopper = await shop.visit({ messages: ALL, ...HER }, { consented: true });
    await shopper.close();
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
    await shopper.goTo('/collections/all');
    expect(await shopper.title()).toBeNull();
  });

  it('gives way to the next one in the next visit', async () => {
    const shopper = await shop.visit({ messages: ALL, ...HER }, { consented: true });
    await shopper.close();
    await shopper.page.clock.setFixedTime(NOON + 31 * MINUTE);
    await shopper.goTo();
    expect(await shopper.title()).toBe('Birthday');
  });

  it('stays closed on a device where only the facts know it', async () => {
    const facts = { ...HER.facts, closed: { launch: TODAY - 3, birthday: TODAY - 1 } };
    const { title } = await shop.visit({ messages: ALL, customer: 7, facts });
    expect(await title()).toBe('Return');
  });

  it('closes in the other tab too', async () => {
    const shopper = await shop.visit({ messages: ALL }, { consented: true });
    const other = await shopper.context.newPage();
    await other.clock.setFixedTime(NOON);
    await other.goto(shop.url);
    await other.getByRole('button', { name: 'Close', exact: true }).click();
    await expectGone(other.getByRole('button', { name: 'Close', exact: true }));
    // She comes back to the first.
    await shopper.page.mouse.click(5, 300);
    await shopper.noticed();
    expect(await shopper.title()).toBeNull();
  });

  it('is not there when the shopper comes back with the back button', async () => {
    const shopper = await shop.visit({ messages: ALL }, { consented: true });
    await shopper.goTo('/next');
    await shopper.close();
    await shopper.page.goBack();
    await shopper.noticed();
    expect(await shopper.title()).toBeNull();
    expect(shopper.complaints).toEqual([]);
  });

  it('may come for the next customer on the same device', async () => {
    const shopper = await shop.visit({ messages: ALL, ...HER }, { consented: true });
    await shopper.close();
    shop.serve({ messages: ALL });
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
    shop.serve({ messages: ALL, customer: 8 });
    await shopper.goTo();
    expect(await shopper.title()).toBe('Launch');
  });
});

describe('a birthday message', () => {
  it('is done with once followed, and comes again next year', async () => {
    const served = { messages: [BIRTHDAY], ...HER };
    const shopper = await shop.visit(served, { consented: true });
    await shopper.page.getByRole('link', { name: 'See them first' }).click();
    await shopper.page.waitForURL('**/collections/autumn');
    expect(takeEvents(shop)).toEqual(['seen birthday', 'clicked birthday']);
    expect(await shopper.title()).toBeNull();
    await shopper.page.clock.setFixedTime(NOON + DAY);
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
    const occasions = { birthday: [TODAY + 362, TODAY + 368] };
    shop.serve({ ...served, facts: { ...HER.facts, occasions } });
    await shopper.page.clock.setFixedTime(NOON + 365 * DAY);
    await shopper.goTo();
    expect(await shopper.title()).toBe('Birthday');
  });
});

describe('a login return message', () => {
  const anonymous = { messages: [RETURN] };
  const away = { messages: [RETURN], ...HER };

  it('comes only once she has logged in', async () => {
    const shopper = await shop.visit(anonymous, { consented: true });
    expect(await shopper.title()).toBeNull();
    shop.serve(away);
    await shopper.goTo();
    expect(await shopper.title()).toBe('Return');
  });

  it('stays through the visit though the facts learn that she is here', async () => {
    const shopper = await shop.visit(away, { consented: true });
    shop.serve({ ...away, facts: { ...HER.facts, lastVisitDay: TODAY } });
    await shopper.goTo();
    expect(await shopper.title()).toBe('Return');
  });

  it('does not come when this browser has seen her since', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    await shopper.page.clock.setFixedTime(NOON + 2 * DAY);
    shop.serve(away);
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
  });

  it('comes again after the next absence', async () => {
    const shopper = await shop.visit(away, { consented: true });
    await shopper.close();
    await shopper.page.clock.setFixedTime(NOON + 40 * DAY);
    await shopper.goTo();
    expect(await shopper.title()).toBe('Return');
  });
});

describe('a guest who has seen a message and then logs in', () => {
  it('may still be greeted with what is for her alone, but with no other', async () => {
    const other = { ...LAUNCH, id: 'other', texts: { en: { title: 'Other', body: '' } } };
    const shopper = await shop.visit({ messages: ALL }, { consented: true });
    await shopper.close();
    shop.serve({ messages: [other, LAUNCH], ...HER });
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
    shop.serve({ messages: [other, ...ALL], ...HER, facts: { ...HER.facts, occasions: {} } });
    await shopper.goTo();
    expect(await shopper.title()).toBe('Return');
    await shopper.close();
    shop.serve({ messages: [other, ...ALL], ...HER });
    await shopper.goTo();
    expect(await shopper.title()).toBeNull();
  });
});

describe('a guest in a test of two messages', () => {
  it('sees the first on her first visit, and the same one on every visit after', async () => {
    const arm = (id: string, from: number, to: number) => ({
      ...LAUNCH,
      id,
      arm: ['salt', from, to],
      texts: { en: { title: id, body: '' } },
    });
    const messages = [arm('first', 0, 1), arm('second', 1, 100)];
    const shopper = await shop.visit({ messages }, { consented: true });
    expect(await shopper.title()).toBe('first');
    const titles: (string | null)[] = [];
    for (const visits of [1, 2, 3]) {
      await shopper.page.clock.setFixedTime(NOON + visits * 31 * MINUTE);
      await shopper.goTo();
      titles.push(await shopper.title());
    }
    expect(titles).toEqual(['second', 'second', 'second']);
  });
});

describe('the app hears', () => {
  it('of a message once in a visit, with time and kind', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    expect(shop.takeBeacons()).toEqual([
      {
        path: '/apps/rondo/events',
        events: [{ kind: 'seen', messageId: 'launch', at: NOON }],
      },
    ]);
    await shopper.goTo();
    expect(await shopper.title()).toBe('Launch');
    expect(takeEvents(shop)).toEqual([]);
  });

  it('of a return even when another message goes first', async () => {
    await shop.visit({ messages: ALL, ...HER }, { consented: true });
    expect(takeEvents(shop)).toEqual(['seen launch', 'login return login return']);
  });

  it('later of what happened offline', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    shop.takeBeacons();
    await shopper.context.setOffline(true);
    await shopper.close();
    await shopper.noticed();
    expect(takeEvents(shop)).toEqual([]);
    await shopper.context.setOffline(false);
    await shopper.page.mouse.click(5, 300);
    await shopper.noticed();
    expect(takeEvents(shop)).toEqual(['closed launch']);
  });

  it('on a later page, once, of what happened offline on an earlier one', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    shop.takeBeacons();
    await shopper.context.setOffline(true);
    await shopper.close();
    await shopper.noticed();
    await shopper.context.setOffline(false);
    shop.serve({ messages: [LAUNCH, { ...BIRTHDAY, personal: undefined }] });
    await shopper.page.clock.setFixedTime(NOON + 31 * MINUTE);
    await shopper.goTo();
    await shopper.noticed();
    const told = shop.takeBeacons().flatMap((beacon) => (beacon as { events: unknown[] }).events); // what the widget sends
    expect(told).toEqual([
      { kind: 'closed', messageId: 'launch', at: NOON },
      { kind: 'seen', messageId: 'birthday', at: NOON + 31 * MINUTE },
    ]);
    await shopper.goTo();
    await shopper.noticed();
    expect(takeEvents(shop)).toEqual([]);
  });

  it('no more than twenty events that waited, the latest', async () => {
    const shopper = await shop.visit({ messages: [] }, { consented: true });
    const old = Array.from({ length: 40 }, (_, at) => ({ kind: 'seen', messageId: 'old', at }));
    await shopper.page.evaluate(
      (events) => localStorage.setItem('rondo:events', JSON.stringify(events)),
      old,
    );
    shop.serve({ messages: [LAUNCH] });
    await shopper.goTo();
    const events = takeEvents(shop);
    expect(events).toHaveLength(20);
    expect(events.at(-1)).toBe('seen launch');
  });

  it('nothing that waited once consent is taken back', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    shop.takeBeacons();
    await shopper.context.setOffline(true);
    await shopper.close();
    await shopper.consent('no');
    const waiting = () => shopper.page.evaluate(() => localStorage.getItem('rondo:events'));
    expect(await waiting()).toBeNull();
    await shopper.context.setOffline(false);
    await shopper.noticed();
    expect(takeEvents(shop)).toEqual([]);
  });

  it('nothing that harms the page when it is slow or fails', async () => {
    shop.answerBeacons(500, 2_000);
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    await shopper.close();
    await shopper.noticed();
    expect(await shopper.title()).toBeNull();
    expect(shopper.complaints).toEqual([]);
  });
});

describe('a browser that blocks storage', () => {
  it('still shows the message, closes it, and stays silent', async () => {
    const shopper = await shop.visit(
      { messages: [LAUNCH] },
      {
        before: () =>
          Object.defineProperty(window, 'localStorage', {
            get: () => {
              throw new DOMException('Blocked', 'SecurityError');
            },
          }),
      },
    );
    expect(await shopper.title()).toBe('Launch');
    await shopper.close();
    expect(await shopper.title()).toBeNull();
    // The theme of this shop trips over its own storage; the widget must not.
    expect(shopper.complaints.filter((each) => !each.includes('Blocked'))).toEqual([]);
  });

  it('starts anew from what it cannot read', async () => {
    const shopper = await shop.visit({ messages: [LAUNCH] }, { consented: true });
    for (const garbage of ['{', 'null', '[]', '5', '{"closed":5}', '{"closed":{"launch":"x"}}']) {
      await shopper.page.evaluate((text) => {
        localStorage.setItem('rondo', text);
        localStorage.setItem('rondo:events', text);
      }, garbage);
      await shopper.goTo();
      expect(await shopper.title(), garbage).toBe('Launch');
    }
    expect(shopper.complaints).toEqual([]);
  });
});
