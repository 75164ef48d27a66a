import { describe, expect, it } from 'vitest';
import { expectToasts, shareAdmin, shareWindow } from './admin-in-browser.ts';
import { NO_TIERS } from './fixture/tiers.ts';

const admin = shareAdmin();

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, colorScheme });

  it('shows the tiers on the settings page', async () => {
    const app = await opened.go('/settings');
    await app.getByText('Gold').waitFor();
    await app.getByText('are in none').waitFor();
    await opened.expectSound('settings');
  });

  it('draws tiers, and says what saving would do', async () => {
    const app = await opened.go('/settings/tiers');
    await app.getByText(/customers have a tier\.$/).waitFor();
    await opened.expectSound('tiers');
    await app.getByLabel('From').nth(1).fill('120');
    await app.getByText('customers rise.').waitFor();
    await app.getByText('Nobody is written to').waitFor();
    await app.getByText('Benefits').nth(2).click();
    await app.getByLabel('English').nth(2).fill('Free delivery.');
    await opened.expectSound('tiers-edited');
    await app.getByLabel('From').nth(2).fill('100');
    await app.getByText('It must take more than the tier before.').waitFor();
    await app.getByLabel('From').nth(2).fill('900');
    await app.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => admin.fixture.state.tiers.version).toBe(4);
    const tiers = admin.fixture.state.tiers.definition?.tiers ?? [];
    expect(tiers.map(({ from }) => from)).toEqual([100, 12_000, 90_000]);
    expect(tiers[2]?.benefits).toEqual({ en: 'Free delivery.' });
    await expectToasts(app, ['Saved']);
  });

  it('begins with suggested tiers, by shares as well', async () => {
    admin.fixture.state.tiers = NO_TIERS;
    const app = await opened.go('/settings/tiers');
    await app.getByText('No value tiers yet').waitFor();
    await opened.expectSound('tiers-off');
    await app.getByRole('button', { name: 'See suggested tiers' }).click();
    await app.getByLabel('Name').first().waitFor();
    await app.getByLabel('Drawn by').selectOption('shares');
    await expect.poll(() => app.getByLabel('The best').nth(2).inputValue()).toBe('5');
    await opened.expectSound('tiers-shares');
    await app.getByLabel('A tier is reached by').selectOption('loyalty tier');
    await expect
      .poll(() => app.getByLabel('Tag after the prefix').first().inputValue())
      .toBe('bronze');
    await app.getByLabel('The programme keeps it in').selectOption('metafield');
    await app.getByLabel('Key of the metafield').fill('my tier');
    await app.getByText('Enter a key').waitFor();
    await app.getByLabel('Key of the metafield').fill('tier');
    await app.getByText('the metafield is read for all customers').waitFor();
    await app.getByLabel('Name in the metafield').first().waitFor();
    await app.getByRole('button', { name: 'Save' }).click();
    await app.getByText('It names none of the tiers below').waitFor();
    await opened.expectSound('tiers-metafield');
    expect(admin.fixture.state.tiers.definition).toMatchObject({
      basis: 'loyalty tier',
      metafield: { namespace: 'loyalty', key: 'tier' },
    });
    await app.getByRole('button', { name: 'Switch tiers off' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Switch tiers off' }).click();
    await app.getByText('No value tiers yet').waitFor();
    expect(admin.fixture.state.tiers.definition).toBeNull();
  });

  it('shows a customer’s tier with what keeps and raises it, and lets staff give one', async () => {
    const silver = admin.fixture.state.customers.find(
      ({ row }) => row.spentMinor > 35_000 && row.spentMinor < 70_000,
    );
    const app = await opened.go(`/customers/${silver?.row.customerId}`);
    await app.getByText('keeps Silver.').waitFor();
    await app.getByText('raises to Gold.').waitFor();
    await app.getByText('by orders').scrollIntoViewIfNeeded();
    await opened.expectSound('customer');
    await app.getByLabel('Give a tier').selectOption({ label: 'Gold' });
    await app.getByText('given by staff').waitFor();
    await app.getByText('Given by hand or by a scenario, until').waitFor();
  });

  it('names the tier in the list of customers', async () => {
    const app = await opened.go('/customers');
    await app.locator('.customers-table').getByText('Bronze').first().waitFor();
    await opened.expectSound('customers');
  });
});
