import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../admin-app/core/message/types.ts';
import { expectGone } from '../support/gone.ts';
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
    const looks = app.getByLabel('Keep visits and looks for', { exact: true });
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

  it('says which texts a language lacks, and leads to where each is written', async () => {
    const app = await opened.go('/settings/languages');
    const rows = app.getByRole('region', { name: 'Languages of your messages' });
    await rows.getByText('741 customers').waitFor();
    await rows.getByText('Suggested').waitFor();
    await app.getByText(/^60 customers read in another language .* 33, German 27/).waitFor();
    await app.getByText('You read Rondo in English').waitFor();
    const french = app.getByRole('region', { name: 'French' });
    await french.getByText('3 missing').waitFor();
    await app.getByText('Everything is written in English.').waitFor();
    await opened.expectSound('languages');

    await rows.getByRole('checkbox', { name: 'Polish' }).check();
    const polish = app.getByRole('region', { name: 'Polish' });
    await polish.getByText('5 missing').waitFor();
    await polish.getByText('Written in the draft: activate it').waitFor();
    await app.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => admin.fixture.state.languages)
      .toMatchObject({
        choice: { languages: ['en', 'fr', 'pl'], fallback: 'en' },
        version: 4,
      });
    await polish.getByRole('link', { name: /What kept you/ }).click();
    await app.getByText('Not written in Polish').first().waitFor();
    const tab = app.getByRole('tab', { name: /Polish/ });
    expect(await tab.getAttribute('aria-selected')).toBe('true');
  });

  it('leads to the channel of a campaign, an on-site message and a tier', async () => {
    const { languages } = admin.fixture.state;
    const choice = { ...languages.choice, languages: LANGUAGES };
    admin.fixture.state.languages = { ...languages, choice };
    const lacking = async (language: string) => {
      const app = await opened.go('/settings/languages');
      return { app, in: app.getByRole('region', { name: language }) };
    };
    const campaign = await lacking('French');
    await campaign.in.getByRole('link', { name: 'Summer sale · SMS' }).click();
    await campaign.app.getByRole('tab', { name: /French/, selected: true }).waitFor();
    const tier = await lacking('French');
    await tier.in.getByRole('link', { name: 'Gold · what the tier gives' }).click();
    await tier.app.getByRole('textbox', { name: 'French' }).waitFor();
    const onSite = await lacking('Polish');
    await onSite.in.getByRole('link', { name: /^The winter collection is here/ }).click();
    await onSite.app.getByRole('tab', { name: /Polish/, selected: true }).waitFor();
  });

  it('says to how many what happens when a language goes, and whose change came first', async () => {
    const app = await opened.go('/settings/languages');
    await app.getByRole('radio', { name: 'Fallback: French' }).check();
    await app.getByText('1 active text is not written in French').waitFor();
    await app.getByRole('checkbox', { name: 'French' }).uncheck();
    const notice = app.getByRole('status').filter({ hasText: 'No more messages in French' });
    await notice
      .getByText(/^741 customers get their messages in English, no longer in French/)
      .waitFor();
    await notice.getByText(/again: 1 active scenario and 1 on-site message\.$/).waitFor();
    expect(await app.getByRole('checkbox', { name: 'English' }).isDisabled()).toBe(true);
    await opened.expectSound('languages-leaving');

    const { languages } = admin.fixture.state;
    admin.fixture.state.languages = { ...languages, version: 9 };
    await app.getByRole('button', { name: 'Save' }).click();
    await app.getByText('Somebody else has saved this meanwhile').waitFor();
    await app.getByRole('button', { name: 'Show theirs' }).click();
    await expect.poll(() => app.getByRole('checkbox', { name: 'French' }).isChecked()).toBe(true);
    await opened.expectSound('languages-theirs');
    await app.getByRole('button', { name: 'Back to mine' }).click();
    await expect.poll(() => app.getByRole('checkbox', { name: 'French' }).isChecked()).toBe(false);
    await app.getByRole('button', { name: 'Discard' }).click();
  });

  it('takes the suggested languages as they are where nobody has chosen', async () => {
    const { languages } = admin.fixture.state;
    admin.fixture.state.languages = { ...languages, version: 0 };
    const app = await opened.go('/settings/languages');
    await app.getByText('Nobody has chosen yet').waitFor();
    await opened.expectSound('languages-new');
    await app.getByRole('button', { name: 'Write in these' }).click();
    await expect.poll(() => admin.fixture.state.languages.version).toBe(1);
    await expectGone(app.getByText('Nobody has chosen yet'));
  });

  it('leads from the overview to everything else', async () => {
    const app = await opened.go('/settings');
    await app.getByLabel('E-mail address').fill('ines@maisonlune.example');
    await app.getByLabel('E-mail address').press('Enter');
    await expectGone(app.getByRole('region', { name: 'Unsaved changes' }));
    await app.getByText('English and French; fallback: English. 3 texts are missing.').waitFor();
    for (const name of [
      'Channels',
      'Caps and order',
      'Languages',
      'Attribution windows',
      'Status',
      'Data',
    ])
      await app.getByRole('link', { name, exact: true }).waitFor();
    await opened.expectSound('overview');
    await app.getByRole('link', { name: 'Staff log' }).click();
    await app.getByText('Activated a scenario').waitFor();
  });
});
