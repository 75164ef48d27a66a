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
import { NO_TIERS } from './fixture/tiers.ts';

let admin: Admin;
beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());
beforeEach(() => {
  Object.assign(admin.fixture.state, newState());
});

const LOOKS = process.env.LOOKS;

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  let opened: OpenAdmin;
  beforeAll(async () => {
    opened = await admin.open('/', { viewport: { width, height: 1100 }, colorScheme });
  });
  afterAll(() => opened.close());

  async function look(name: string): Promise<void> {
    if (LOOKS) await opened.page.screenshot({ path: `${LOOKS}/${name}-${width}.png` });
  }

  async function expectSound(app: Frame): Promise<void> {
    expect(await accessibilityFaults(app)).toEqual([]);
    expect(await overflow(app)).toBe(0);
    expect(opened.complaints).toEqual([]);
  }

  it('shows the tiers on the settings page', async () => {
    const app = await opened.go('/settings');
    await app.getByText('Gold').waitFor();
    await app.getByText('are in none').waitFor();
    await look('settings');
    await expectSound(app);
  });

  it('draws tiers, and says what saving would do', async () => {
    const app = await opened.go('/settings/tiers');
    await app.getByText('Nobody’s tier changes.').waitFor();
    await look('tiers');
    await expectSound(app);
    await app.getByLabel('From').nth(1).fill('120');
    await app.getByText('customers rise.').waitFor();
    await app.getByText('Nobody is written to').waitFor();
    await app.getByText('Benefits').nth(2).click();
    await app.getByLabel('English').nth(2).fill('Free delivery.');
    await look('tiers-edited');
    await expectSound(app);
    await app.getByLabel('From').nth(2).fill('100');
    await app.getByText('It must take more than the tier before.').waitFor();
    await app.getByLabel('From').nth(2).fill('900');
    await app.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => admin.fixture.state.tiers.version).toBe(4);
    const tiers = admin.fixture.state.tiers.definition?.tiers ?? [];
    expect(tiers.map(({ from }) => from)).toEqual([100, 12_000, 90_000]);
    expect(tiers[2]?.benefits).toEqual({ en: 'Free delivery.' });
    expect((await hostLog(app)).toasts).toEqual(['Saved']);
  });

  it('begins with suggested tiers, by shares as well', async () => {
    admin.fixture.state.tiers = NO_TIERS;
    const app = await opened.go('/settings/tiers');
    await app.getByText('No value tiers yet').waitFor();
    await look('tiers-off');
    await expectSound(app);
    await app.getByRole('button', { name: 'See suggested tiers' }).click();
    await app.getByLabel('Name').first().waitFor();
    await app.getByLabel('Drawn by').selectOption('shares');
    await expect.poll(() => app.getByLabel('The best').nth(2).inputValue()).toBe('5');
    await look('tiers-shares');
    await expectSound(app);
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
    await look('tiers-metafield');
    await expectSound(app);
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
    await look('customer');
    await expectSound(app);
    await app.getByLabel('Give a tier').selectOption({ label: 'Gold' });
    await app.getByText('given by staff').waitFor();
    await app.getByText('Given by hand or by a scenario, until').waitFor();
  });

  it('names the tier in the list of customers', async () => {
    const app = await opened.go('/customers');
    await app.locator('.customers-table').getByText('Bronze').first().waitFor();
    await look('customers');
    await expectSound(app);
  });
});
