import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import {
  accessibilityFaults,
  expectToasts,
  overflow,
  shareAdmin,
  shareWindow,
} from './admin-in-browser.ts';
import { newState } from './fixture/state.ts';
import { SYNCING } from './fixture/sync.ts';

const admin = shareAdmin();

/** Every page and its states: where, what it must show. */
const PAGES: readonly (readonly [name: string, path: string, shows: readonly string[]])[] = [
  [
    'home',
    '/',
    [
      'Today at Maison Lune',
      'can be e-mailed',
      'Customers to write to',
      'Set up',
      'Overdue, worth most',
      'Due next',
    ],
  ],
  [
    'what came back and what was not sent',
    '/',
    ['came after a message', 'because of it', 'Not sent in the last 7 days', '5 hours ago'],
  ],
  [
    'whom a message did not go to',
    '/not-sent?channel=email&state=blocked&reason=no%20consent',
    ['E-mail · no consent', 'Win back, autumn', 'A customer who was forgotten'],
  ],
  ['overdue customers', '/customers', ['Overdue', 'Can be e-mailed', 'in 10']],
  ['a search without a match', '/customers?search=nobody', ['Nobody found for “nobody”']],
  [
    'a customer',
    '/customers/FIRST',
    ['RFM group of Shopify: ', 'Next order', 'Due date', 'Orders', 'Activity'],
  ],
  ['scenarios', '/scenarios', ['Win back, autumn', 'Templates', 'Win back inactive customers']],
  ['naming a new scenario', '/scenarios?new=win-back', ['New scenario']],
  ['a scenario', '/scenarios/1', ['7 days past due', '212', 'Pause']],
  ['who enters', '/scenarios/1?block=start', ['Who counts as inactive', '431', '43 would be held']],
  ['a mail', '/scenarios/1?block=question', ['Preview as', 'Question with answers']],
  ['a wait', '/scenarios/1?block=reaction-1', ['What counts as opened', 'not opened within']],
  ['an end', '/scenarios/1?block=silent', ['Outcome']],
  ['a large scenario', '/scenarios/3', ['Silent for 2.5', 'Ends at once when', 'Leaves: farewell']],
  ['results', '/scenarios/1/results', ['1,342', 'It works', '€12,846', 'Not now, maybe later']],
  [
    'a figure’s customers',
    '/scenarios/1/results?figure=answered',
    ['Answered', 'The sizes run small.'],
  ],
  ['no results yet', '/scenarios/2/results', ['No results yet']],
  [
    'on-site messages',
    '/on-site',
    ['Launches, openings and sales', 'The winter collection is here', '60 days away'],
  ],
  ['editing a message', '/on-site?message=1', ['Headline', 'Last day', 'How it looks']],
  ['what a shopper sees', '/on-site?view=see', ['What would this shopper see now?', 'Shows']],
  ['settings', '/settings', ['Sender', 'Caps and order']],
  ['sync problems', '/sync/problems', ['Line 4,411', 'tried 1 time']],
  ['a wrong address', '/nowhere', ['There is no such page']],
  ['a customer who is not there', '/customers/404', ['Not found']],
];

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, height: 860, colorScheme });

  it.each(PAGES)('shows %s', async (_name, path, shows) => {
    const app = await opened.go(addressOf(path));
    for (const text of shows) await app.getByText(text).first().waitFor();
    await opened.expectSound();
  });
});

/** `FIRST` stands for the number of the first customer. */
function addressOf(path: string): string {
  return path.replace('FIRST', String(admin.fixture.state.customers[0]?.row.customerId));
}

it('fits into 320 pixels', async () => {
  const opened = await admin.open('/', { viewport: { width: 320, height: 640 } });
  for (const [name, path, [shown = '']] of PAGES) {
    const app = await opened.go(addressOf(path));
    await app.getByText(shown).first().waitFor();
    expect(await overflow(app), name).toBe(0);
  }
  await opened.close();
});

describe('a page that is not ready', () => {
  it('shows its bones while it loads', async () => {
    admin.fixture.state.silent = ['/api/home', '/api/customers', '/api/scenarios/1'];
    for (const path of ['/', '/customers', '/scenarios/1', '/scenarios/1/results']) {
      const { app, close } = await admin.open(path);
      await app.locator('[aria-busy="true"] .skeleton').first().waitFor();
      expect(await accessibilityFaults(app)).toEqual([]);
      await close();
    }
  });

  it('says what went wrong, and shows the page once it can', async () => {
    admin.fixture.state.failure = { status: 500, message: 'The database does not answer' };
    const { app, close } = await admin.open('/customers');
    await app.getByText('The database does not answer').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    admin.fixture.state.failure = null;
    await app.getByRole('button', { name: 'Try again' }).click();
    await app.getByRole('table').waitFor();
    await close();
  });

  it('says that a large shop is being counted, and shows the numbers once they are there', async () => {
    admin.fixture.state.counting = true;
    const { app, close } = await admin.open('/');
    await app.getByText('Your customers are being counted').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    admin.fixture.state.counting = false;
    await app.locator('.overdue-figure strong').waitFor();
    await close();
  });

  it('fetches a new token by itself when one has run out', async () => {
    admin.fixture.state.staleTokens = 2;
    const { app, close } = await admin.open('/');
    await app.getByText('Set up').waitFor();
    expect(admin.fixture.state.staleTokens).toBe(0);
    await close();
  });
});

describe('customers whom a scenario asks staff to write to', () => {
  it('stand on the home page until somebody has', async () => {
    const { app, close } = await admin.open('/');
    const card = app.getByRole('region', { name: 'Customers to write to' });
    await card.getByText('2 open').waitFor();
    expect(await card.getByText('Had a bad experience: please call').count()).toBe(2);
    await card.getByRole('button', { name: 'Done' }).first().click();
    await card.getByText('1 open').waitFor();
    await expectToasts(app, [expect.stringContaining('is looked after')]);
    await card.getByRole('button', { name: 'Done' }).click();
    await expectGone(card);
    expect(admin.fixture.state.closedAlerts).toEqual([1, 2]);
    await close();
  });

  it('are not asked for where there are none', async () => {
    admin.fixture.state.closedAlerts = [1, 2];
    const { app, close } = await admin.open('/');
    await app.getByText('Set up').waitFor();
    expect(await app.getByText('Customers to write to').count()).toBe(0);
    expect(admin.fixture.state.requests).not.toContain('GET /api/staff-alerts');
    await close();
  });
});

describe('a store that is still being read', () => {
  it('shows the progress of each step, and the figures when it is through', async () => {
    admin.fixture.state.sync = SYNCING;
    admin.fixture.state.historyLimited = true;
    const { app, close } = await admin.open('/');
    await app.getByText('121 of 184').waitFor();
    await app.getByText('only your last 60 days').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    Object.assign(admin.fixture.state, { sync: newState().sync });
    await app.getByText('Your store is in step').waitFor();
    await close();
  });

  it('leaves the first place to customers while it is read again', async () => {
    admin.fixture.state.sync = { ...SYNCING, isFirst: false, predictions: 'done' };
    const { app, close } = await admin.open('/');
    await app.getByText('121 of 184').waitFor();
    expect(await app.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(
      expect.arrayContaining(['This month', 'Set up', 'Reading your store']),
    );
    const [first] = await app.locator('.home .card').allInnerTexts();
    expect(first).toContain('past the day of their next order');
    await close();
  });

  it('invites to wait while there are no customers', async () => {
    Object.assign(admin.fixture.state, { sync: SYNCING, customers: [], scenarios: [] });
    const { app, close } = await admin.open('/');
    await app.getByText('They are on their way').waitFor();
    await close();
  });
});

describe('other languages', () => {
  it.each([
    ['fr-FR', 'Aujourd’hui chez Maison Lune', 'joignables par e-mail'],
    ['pl-PL', 'Dziś w Maison Lune', 'można wysłać e-mail'],
    ['de-DE', 'Today at Maison Lune', 'can be e-mailed'],
  ])('speaks to somebody from %s', async (locale, ...texts) => {
    const { app, close } = await admin.open(`/?locale=${locale}`);
    for (const text of texts) await app.getByText(text).first().waitFor();
    expect(await app.evaluate(() => document.documentElement.lang)).toBe(
      locale === 'de-DE' ? 'en' : locale,
    );
    expect(await accessibilityFaults(app)).toEqual([]);
    await close();
  });
});

describe('outside of an admin', () => {
  it('says where Rondo lives', async () => {
    const { page, close } = await admin.open('/');
    await page.goto(`${admin.fixture.url}/customers`);
    await page.getByText('Rondo lives in your Shopify admin').waitFor();
    expect(await accessibilityFaults(page.mainFrame())).toEqual([]);
    await close();
  });
});

describe('a page that is opened at its own address', () => {
  const window = shareWindow(admin, { width: 1280 });

  it.each([
    ['/customers/append', '/api/append'],
    ['/customers/inactive', '/api/inactive'],
    ['/customers/retention', '/api/retention'],
    ['/customers/8101', '/api/customers/8101'],
    ['/predictions', '/api/predictions'],
    ['/scenarios', '/api/scenarios'],
    ['/scenarios/1', '/api/scenarios/1'],
    ['/campaigns', '/api/campaigns'],
    ['/campaigns/10', '/api/campaigns/10'],
    ['/calendar', '/api/calendar'],
    ['/on-site', '/api/onsite-messages'],
    ['/settings', '/api/settings'],
    ['/settings/audiences', '/api/audiences'],
    ['/settings/channels', '/api/channels'],
    ['/settings/data', '/api/data'],
    ['/settings/languages', '/api/settings/languages'],
    ['/settings/priorities', '/api/settings/priorities'],
    ['/settings/tiers', '/api/tiers'],
  ])('asks at %s once for %s, which it begins with', async (path, begins) => {
    const app = await window.go(path);
    await app.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    await app.waitForSelector('h1');
    const { requests } = admin.fixture.state;
    expect(requests.filter((request) => request === `GET ${begins}`)).toHaveLength(1);
  });
});
