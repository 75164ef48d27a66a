import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { expectToasts, overflow, shareAdmin, shareWindow } from './admin-in-browser.ts';

const admin = shareAdmin();

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, height: 1800, colorScheme });

  it('says which channels work, and takes an account for SMS', async () => {
    const settings = await opened.go('/settings');
    await settings.getByRole('link', { name: 'Channels', exact: true }).click();
    const app = settings;
    const sms = app.getByRole('region', { name: 'SMS' });
    await sms.getByText('No SMS provider is set up').waitFor();
    await app.getByText('12 customers can be reached').waitFor();
    await app.getByText('Embed is off', { exact: true }).waitFor();
    await opened.expectSound('channels');

    await sms.getByLabel('Account id').fill('AC0123456789');
    await sms.getByLabel('Sender').fill('+33612345678');
    await sms.getByRole('button', { name: 'Save account' }).click();
    await sms.getByText('the account’s token is missing').waitFor();
    await opened.expectSound('channels-fault');
    await sms.getByLabel('Token').fill('a secret');
    await sms.getByRole('button', { name: 'Save account' }).click();
    await sms.getByText('Works', { exact: true }).waitFor();
    expect(await sms.getByLabel('Token').inputValue()).toBe('');
    expect(await sms.getByLabel('Address for answers').inputValue()).toMatch(/inbound\/1$/);
    expect(admin.fixture.state.channels.sms.account?.from).toBe('+33612345678');

    await sms.getByRole('button', { name: 'Remove account' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByText('AC0123456789').waitFor();
    await opened.expectSound('channels-remove');
    await dialog.getByRole('button', { name: 'Remove account' }).click();
    await sms.getByText('No SMS provider is set up').waitFor();
    expect(admin.fixture.state.channels.sms.account).toBeNull();
    await expectToasts(app, ['Not saved. See what is marked.', 'Saved', 'Account removed']);
  });

  it('says what the sender’s domain lacks, and what to add', async () => {
    // As the guide on Home leads there: open.
    const app = await opened.go('/settings/channels?check=domain');
    await app.getByRole('button', { name: 'Check now' }).click();
    await app.getByText('lets anybody send as morning-harbour.example').waitFor();
    await app.getByText('No key was found for morning-harbour.example').waitFor();
    const record = app.getByLabel('TXT record at _dmarc.morning-harbour.example');
    expect(await record.inputValue()).toMatch(/^v=DMARC1; p=none; /);
    await opened.expectSound('channels-domain');
    await app.getByLabel('DKIM selector').fill('key2');
    await app.getByRole('button', { name: 'Check now' }).click();
    await app.getByText('Mail can be signed with the key at key2').waitFor();
  });

  it('sends a test over each channel', async () => {
    const app = await opened.go('/settings/channels');
    await app.locator('summary', { hasText: 'E-mail' }).click();
    await app.getByLabel('Send a test to', { exact: true }).fill('anna@example.com');
    await app.getByRole('button', { name: 'Send test' }).click();
    await app.getByText('Sent to anna@example.com').waitFor();
    await opened.expectSound('channels-try');
    await app.locator('summary', { hasText: 'E-mail' }).click();
    await app.locator('summary', { hasText: 'SMS' }).click();
    await app.getByText('A test from Rondo: If you can read this').waitFor();
    await app.getByLabel('Send a test to the number').fill('+33612345678');
    await app.getByRole('button', { name: 'Send test' }).click();
    await app.getByText('The number is not one that exists').waitFor();
    await opened.expectSound();
  });

  it('keeps social audiences', async () => {
    const app = await opened.go('/settings/audiences');
    await app.getByText('The network refused the access token').waitFor();
    await app.getByText('1,342 people', { exact: true }).waitFor();
    await app.getByText('Last tried 2 days ago · 17 changes to tell').waitFor();
    await opened.expectSound('audiences');

    await app.getByText('Sync history (Silent for a year)').click();
    const history = app.getByRole('region', { name: 'Sync history of Silent for a year' });
    await history.getByRole('row', { name: '1,359 17 4 38 Up to date' }).waitFor();
    await history.getByText('The network refused the access token').waitFor();
    await opened.expectSound('audiences-history');

    await app.getByRole('button', { name: 'Sync now (Silent for a year)' }).click();
    await expectGone(app.getByText('17 changes to tell'));
    await app.getByRole('button', { name: 'New audience' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByLabel('The network').check();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('give the audience a name').waitFor();
    await opened.expectSound('audiences-new');
    await dialog.getByLabel('Name').fill('New friends');
    await dialog.getByLabel('Number at the network').fill('6000999888');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await app.getByText('No. 6000999888').waitFor();

    const download = opened.page.waitForEvent('download');
    await app.getByRole('button', { name: 'CSV (Lapsed)' }).click();
    expect((await download).suggestedFilename()).toBe('rondo-audience-1.csv');

    await app.getByRole('button', { name: 'Archive (Silent for a year)' }).click();
    await dialog.getByText('Archive “Silent for a year”?').waitFor();
    await dialog.getByText('1,342 people are in it').waitFor();
    await opened.expectSound('audiences-archive');
    await dialog.getByRole('button', { name: 'Archive', exact: true }).click();
    await expectGone(dialog);
    await expectGone(app.getByText('1,342 people', { exact: true }));
    const names = admin.fixture.state.audiences.map(({ name }) => name);
    expect(names).toEqual(['Lapsed', 'New friends']);
  });
});

it.each([
  ['/settings/channels', '12 customers can be reached'],
  ['/settings/audiences', '1,342 people'],
])('shows %s in 320 pixels', async (path, text) => {
  const opened = await admin.open(path, { viewport: { width: 320, height: 640 } });
  await opened.app.getByText(text).waitFor();
  expect(await overflow(opened.app)).toBe(0);
  await opened.close();
});
