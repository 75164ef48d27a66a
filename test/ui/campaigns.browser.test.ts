import { describe, expect, it } from 'vitest';
import { formatDay } from '../../admin-app/core/time.ts';
import { expectToasts, overflow, shareAdmin, shareWindow } from './admin-in-browser.ts';
import { TODAY } from './fixture/customers.ts';

const admin = shareAdmin();

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, height: 860, colorScheme });

  it.each([
    ['campaigns', '/campaigns', 'Spring sale'],
    ['a draft', '/campaigns/14', 'Ready to go'],
    ['one that is going out', '/campaigns/12', '1,004 customers are still to get it'],
  ])('shows %s', async (name, path, shown) => {
    const app = await opened.go(path);
    await app.getByText(shown).first().waitFor();
    await opened.expectSound(name);
  });
});

describe('a campaign', () => {
  const opened = shareWindow(admin, { width: 1280 });

  it('is listed with its state and what came of it', async () => {
    const app = await opened.go('/campaigns');
    await app.getByRole('link', { name: 'Spring sale' }).waitFor();
    const [draft, , , done] = await app.getByRole('listitem').all();
    expect(await draft?.textContent()).toContain('Draft');
    expect(await done?.textContent()).toMatch(/2,655.*301.*€12,846/);
  });

  it('is written, says what is missing where it is missing, and is scheduled', async () => {
    const app = await opened.go('/campaigns?new=campaign');
    await app.getByLabel('Name').fill('Doors open');
    await app.getByRole('button', { name: 'Create' }).click();
    await app.getByText('3 things are missing').or(app.getByText('2 things are missing')).waitFor();

    await app.getByRole('button', { name: 'Schedule…' }).click();
    await app.locator('.field-fault', { hasText: 'Choose when it goes out' }).waitFor();
    await opened.expectSound();

    await app.getByLabel('Customers in').selectOption('Regulars');
    await app.getByText('812 customers').waitFor();
    await app.getByRole('checkbox', { name: /On the shop’s pages/ }).check();
    await app.getByRole('radio', { name: /the first of them/ }).check();
    await app.getByRole('button', { name: 'Try On the shop’s pages earlier' }).click();
    await app.getByRole('tab', { name: /On the shop’s pages/ }).click();
    await app.getByLabel('Headline').fill('Doors open');
    await app.getByRole('textbox', { name: 'Text' }).fill('Come in.');
    await app.getByRole('tab', { name: /E-mail/ }).click();
    await app.getByLabel('Subject').fill('Doors open');
    await app.getByRole('textbox', { name: 'Text' }).fill('Come in.');
    await app
      .getByLabel('Goes out', { exact: true })
      .selectOption('at an hour of each customer’s own clock');
    await app.getByLabel('Day').fill(formatDay(TODAY + 3));
    // Pressed before the pause after which what is written is checked.
    await app.getByRole('button', { name: 'Schedule…' }).click();
    const question = app.getByRole('dialog', { name: 'Schedule this campaign?' });
    await question.getByText('It goes to 764 customers').waitFor();
    await question.getByText('About 76 of them are held out').waitFor();
    await opened.expectSound();
    await question.getByRole('button', { name: 'Schedule', exact: true }).click();
    await app.getByText(/^Goes out ./).waitFor();
    await expectToasts(app, ['2 things are missing', 'Saved', 'Scheduled']);
    expect(admin.fixture.state.campaigns[0]).toMatchObject({
      name: 'Doors open',
      state: 'scheduled',
      campaign: { channels: ['on-site', 'email'], mode: 'first that reaches' },
    });
  });

  it('is not saved over what somebody else has saved meanwhile, before staff say so', async () => {
    const app = await opened.go('/campaigns/14');
    await app.getByLabel('Name').fill('Mine');
    const others = admin.fixture.state.campaigns;
    admin.fixture.state.campaigns = others.map((each) =>
      each.campaignId === 14 ? { ...each, name: 'Theirs', revision: 'second' } : each,
    );
    await app.getByRole('button', { name: 'Save' }).click();
    await app.getByText('Somebody else has saved this meanwhile').waitFor();
    await opened.expectSound('overtaken');
    await app.getByRole('button', { name: 'Show theirs' }).click();
    await expect.poll(() => app.getByLabel('Name').inputValue()).toBe('Theirs');
    await app.getByRole('button', { name: 'Back to mine' }).click();
    expect(await app.getByLabel('Name').inputValue()).toBe('Mine');
    await app.getByRole('button', { name: 'Save' }).click();
    await expectToasts(app, ['Not saved. See what is marked.', 'Saved']);
    expect(admin.fixture.state.campaigns.find((it) => it.campaignId === 14)?.name).toBe('Mine');
  });

  it('is found under the number of a scenario as well', async () => {
    const app = await opened.go('/scenarios/12');
    await app.getByRole('heading', { name: 'New collection' }).waitFor();
  });

  it('is taken back before it begins, and stopped while it goes out', async () => {
    const app = await opened.go('/campaigns/13');
    await app.getByRole('button', { name: 'Change…' }).click();
    await app.getByRole('button', { name: 'Back to a draft' }).click();
    await app.getByLabel('Goes out', { exact: true }).waitFor();

    const sending = await opened.go('/campaigns/12');
    await sending.getByText('1,004 customers are still to get it').waitFor();
    await sending.getByRole('button', { name: 'Cancel campaign…' }).click();
    await sending.getByText('1,880 customers have got it').waitFor();
    await sending.getByRole('button', { name: 'Cancel campaign', exact: true }).click();
    await sending.getByText(/Cancelled on/).waitFor();
  });
});

it('fits into 320 pixels', async () => {
  const opened = await admin.open('/', { viewport: { width: 320, height: 640 } });
  for (const path of ['/campaigns', '/campaigns/14', '/campaigns/12']) {
    const app = await opened.go(path);
    await app.locator('main .card').first().waitFor();
    expect(await overflow(app), path).toBe(0);
  }
  await opened.close();
});
