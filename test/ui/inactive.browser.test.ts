import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { expectToasts, shareAdmin, shareWindow } from './admin-in-browser.ts';
import { INACTIVE } from './fixture/inactive.ts';

const admin = shareAdmin();

const PATH = '/customers/inactive';

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, colorScheme });

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
    await opened.expectSound('inactive-silent');
    await app.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => app.locator('tbody .row-link').count()).toBe(40);
    await questions.getByText('Who never interacted').click();
    await app.getByRole('columnheader', { name: 'Signed up' }).waitFor({ state: 'attached' });
    await app.getByText('none so far').first().waitFor();
    await opened.look('inactive-never');
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
    await opened.expectSound('inactive-cell');
    expect(await hrefOf(app, 'Win them back')).toContain('new=win-back');
    const segment = new URL(await hrefOf(app, 'Make a segment of these'), 'http://x').searchParams;
    expect(segment.get('query')).toBe(
      'last_order_date BETWEEN -365d AND -181d AND last_response_date IS NULL',
    );
    expect(segment.get('name')).toBe(title);
  });
});

describe('the definition and its numbers', () => {
  const opened = shareWindow(admin, { width: 390 });

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
    await opened.expectSound('inactive-definition');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await app.getByText('longer ago than 2.5 times the usual gap').waitFor();
    await expectGone(dialog);
    expect(admin.fixture.state.inactive).toMatchObject({
      version: 4,
      definition: { basis: 'own rhythm', times: 2.5, overdueDays: 60 },
    });
    await expectToasts(app, ['Saved']);
  });

  it('says that it counts, before there are numbers and while newer ones come', async () => {
    admin.fixture.state.inactive = { ...INACTIVE, counts: null, counting: true };
    const app = await opened.go(PATH);
    await app.getByText('counted for the first time').waitFor();
    await opened.look('inactive-first');
    const cells = [{ order: '31-90', response: 'never', customers: 4_151 }] as const;
    const counts = INACTIVE.counts && { ...INACTIVE.counts, cells };
    admin.fixture.state.inactive = { ...INACTIVE, counts, counting: true };
    await app.getByText('counting again…').waitFor();
    await app.getByText('Nobody has responded to a message yet').waitFor();
  });
});

async function hrefOf(app: Frame, name: string): Promise<string> {
  return (await app.getByRole('link', { name }).getAttribute('href')) ?? '';
}
