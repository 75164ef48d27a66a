import { describe, expect, it } from 'vitest';
import { shareAdmin, shareWindow } from './admin-in-browser.ts';

const admin = shareAdmin();

describe.each([
  [1280, 'light'],
  [320, 'dark'],
] as const)('settings at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, colorScheme });

  it('tells who did what, filtered by topic and person, page by page', async () => {
    const app = await opened.go('/settings/log');
    const acts = app.getByRole('main').getByRole('list').first().locator(':scope > li');
    const first = acts.first();
    await first.getByText('Activated a scenario').waitFor();
    await first.getByRole('link', { name: 'Win-back, spring' }).waitFor();
    const change = first.getByRole('listitem').filter({ hasText: 'Coupons' });
    expect(((await change.textContent()) ?? '').replace(/\s+/g, ' ')).toBe(
      'Coupons before Welcome back: 10 %, 14 d → after Welcome back: 15 %, 30 d',
    );
    await first.getByText('you', { exact: true }).waitFor();
    await app.getByText('Forgot a customer').waitFor();
    await app.getByRole('link', { name: 'Customer 5001' }).waitFor();
    await opened.expectSound('log');
    await app.getByRole('button', { name: 'Show older' }).click();
    await expect.poll(() => acts.count()).toBe(74);
    await app.getByLabel('What', { exact: true }).selectOption('Settings');
    await expect.poll(() => acts.count()).toBe(2);
    await app.getByLabel('Who', { exact: true }).selectOption('staff member 12');
    await expect.poll(() => acts.count()).toBe(1);
    await app.getByText('1 / 24 h; 3 / 7 d').waitFor();
    await app.getByLabel('What', { exact: true }).selectOption('Customers');
    await app.getByRole('heading', { name: 'Nothing of this kind' }).waitFor();
  });

  it('says what is kept, and deletes nothing before the shop is named', async () => {
    const app = await opened.go('/settings/data');
    await app.getByText('4,021 customers, 12.4 MB').waitFor();
    await app.getByText('Waiting for you').waitFor();
    await app.getByRole('button', { name: 'Take the file of customer 5003' }).waitFor();
    await app.getByText('Proof: rows changed').click();
    await app.getByText('orders: 4 · sends: 11 · predictions: 1', { exact: true }).waitFor();
    await opened.expectSound('data');
    await app.getByLabel('Keep decisions and steps for').selectOption('12 months');
    await expect.poll(() => admin.fixture.state.data.months).toBe(12);
    const looks = app.getByLabel('Keep visits and looks for');
    await looks.selectOption('3 years');
    const limit = app.getByRole('dialog', { name: 'Keep visits and looks for 3 years' });
    await limit.getByText('About 12,480 entries are older and go tonight.').waitFor();
    await limit.getByText(/can no longer be seen or asked for in segments/).waitFor();
    await opened.expectSound('data-looks');
    await limit.getByRole('button', { name: 'Cancel' }).click();
    expect(admin.fixture.state.data.looksYears).toBeNull();
    expect(await looks.inputValue()).toBe('');
    await looks.selectOption('3 years');
    await limit.getByRole('button', { name: 'Delete what is older' }).click();
    await expect.poll(() => admin.fixture.state.data.looksYears).toBe(3);
    await looks.selectOption('Without limit');
    await expect.poll(() => admin.fixture.state.data.looksYears).toBeNull();
    await app.getByRole('button', { name: 'Delete everything of Maison Lune…' }).click();
    const dialog = app.getByRole('dialog', { name: 'Delete everything' });
    const confirm = dialog.getByRole('button', {
      name: 'Delete 4,021 customers and everything else',
    });
    expect(await confirm.isDisabled()).toBe(true);
    await opened.expectSound('data-delete');
    await dialog.getByLabel('Type the shop’s name: Maison Lune').fill('Maison Lune');
    await confirm.click();
    await app.getByRole('heading', { name: 'Everything was deleted' }).waitFor();
  });

  it('gives each part a verdict and says what to do', async () => {
    const app = await opened.go('/settings/status');
    await app.getByRole('heading', { name: '1 thing needs a look' }).waitFor();
    const webhooks = app.getByRole('listitem').filter({ hasText: 'webhooks' });
    await webhooks.getByText('Late', { exact: true }).waitFor();
    await webhooks.getByText('12 wait · the oldest for 30 minutes').waitFor();
    await webhooks.getByText(/the nightly sync catches what was lost/).waitFor();
    await app.getByText('No account is set for SMS').waitFor();
    await app.getByText('213 MB the whole database').waitFor();
    await opened.expectSound('status');
  });

  it('leads from the overview to everything else', async () => {
    const app = await opened.go('/settings');
    await app.getByLabel('E-mail address').fill('ines@maisonlune.example');
    await app.getByLabel('E-mail address').press('Enter');
    await app.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    for (const name of ['Channels', 'Caps and order', 'Attribution windows', 'Status', 'Data'])
      await app.getByRole('link', { name, exact: true }).waitFor();
    await opened.expectSound('overview');
    await app.getByRole('link', { name: 'Staff log' }).click();
    await app.getByText('Activated a scenario').waitFor();
  });
});
