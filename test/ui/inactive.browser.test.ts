import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Admin,
  accessibilityFaults,
  hostLog,
  type OpenAdmin,
  overflow,
  startAdmin,
} from './admin-in-browser.ts';
import { newState } from './fixture/answers.ts';
import { INACTIVE } from './fixture/inactive.ts';

let admin: Admin;
beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());
beforeEach(() => {
  Object.assign(admin.fixture.state, newState());
});

const LOOKS = process.env.LOOKS;
const PATH = '/customers/inactive';

let opened: OpenAdmin;

async function openAt(width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  const height = LOOKS ? 2_400 : 1_100;
  opened = await admin.open(PATH, { viewport: { width, height }, colorScheme });
}

async function look(name: string): Promise<void> {
  const width = opened.page.viewportSize()?.width;
  if (LOOKS) await opened.page.screenshot({ path: `${LOOKS}/inactive-${name}-${width}.png` });
}

async function expectSound(app: Frame, name: string): Promise<void> {
  await look(name);
  expect(await accessibilityFaults(app)).toEqual([]);
  expect(await overflow(app)).toBe(0);
  expect(opened.complaints).toEqual([]);
}

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  beforeAll(() => openAt(width, colorScheme));
  afterAll(() => opened.close());

  it('answers the three questions, with the definition in words', async () => {
    const app = await opened.go(PATH);
    await app.getByText('passed 30 days ago or more').waitFor();
    await app.getByText('for more than 90 days: no order').waitFor();
    const questions = app.getByRole('navigation', { name: 'Three questions' });
    await questions.getByText('1,490').waitFor();
    await app.getByRole('heading', { name: 'Silent on all channels' }).waitFor();
    await app.getByText('Opened a mail').first().waitFor();
    await app.getByText('Looked at: Rose hand cream').first().waitFor();
    await app.getByText('income: 38,500').first().waitFor();
    await app.getByText('4 minutes ago').waitFor();
    await expectSound(app, 'silent');
    await app.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => app.locator('tbody .row-link').count()).toBe(40);
    await questions.getByText('Who never interacted').click();
    await app.getByRole('columnheader', { name: 'Signed up' }).waitFor({ state: 'attached' });
    await app.getByText('none so far').first().waitFor();
    await look('never');
  });

  it('opens a cell of the matrix, as a segment and as a scenario', async () => {
    const app = await opened.go(PATH);
    const matrix = app.getByRole('table', { name: 'Last order and last response' });
    expect(await matrix.locator('tfoot .total').textContent()).toBe('4,151');
    await matrix.getByText('389', { exact: true }).click();
    const title = 'Last order 181 to 365 days ago, last response never';
    await app.getByRole('heading', { name: title }).waitFor();
    expect(await matrix.locator('a[aria-current]').textContent()).toBe('389');
    await app.getByText('389 customers').waitFor();
    await expectSound(app, 'cell');
    expect(await hrefOf(app, 'Win them back')).toContain('new=win-back');
    const segment = new URL(await hrefOf(app, 'Make a segment of these'), 'http://x').searchParams;
    expect(segment.get('query')).toBe(
      'last_order_date BETWEEN -365d AND -181d AND last_response_date IS NULL',
    );
    expect(segment.get('name')).toBe(title);
  });
});

describe('the definition and its numbers', () => {
  beforeAll(() => openAt(390, 'light'));
  afterAll(() => opened.close());

  it('changes the definition, counting before it is saved', async () => {
    const app = await opened.go(PATH);
    await app.getByRole('button', { name: 'Change the definition' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByText('1,760').waitFor();
    await dialog.getByLabel('Passed by at least').fill('60');
    await dialog.getByText('1,460').waitFor();
    await dialog.getByLabel('A customer is inactive by').selectOption('own rhythm');
    await dialog.getByLabel('Longer than the usual gap').fill('2.5');
    await dialog.getByText('1,480').waitFor();
    await expectSound(app, 'definition');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await app.getByText('longer ago than 2.5 times the usual gap').waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(admin.fixture.state.inactive).toMatchObject({
      version: 4,
      definition: { basis: 'own rhythm', times: 2.5, overdueDays: 60 },
    });
    expect((await hostLog(app)).toasts).toEqual(['Saved']);
  });

  it('says that it counts, before there are numbers and while newer ones come', async () => {
    admin.fixture.state.inactive = { ...INACTIVE, counts: null, counting: true };
    const app = await opened.go(PATH);
    await app.getByText('counted for the first time').waitFor();
    await look('first');
    const cells = [{ order: '31-90', response: 'never', customers: 4_151 }] as const;
    const counts = INACTIVE.counts && { ...INACTIVE.counts, cells };
    admin.fixture.state.inactive = { ...INACTIVE, counts, counting: true };
    await app.getByText('newer numbers are being counted').waitFor();
    await app.getByText('Nobody has responded to a message yet').waitFor();
  });
});

async function hrefOf(app: Frame, name: string): Promise<string> {
  return (await app.getByRole('link', { name }).getAttribute('href')) ?? '';
}
