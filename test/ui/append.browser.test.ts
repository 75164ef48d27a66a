import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hostLog, shareAdmin, shareWindow } from './admin-in-browser.ts';

const admin = shareAdmin();

const PATH = '/customers/append';
const CSV = { name: 'answer.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b\n1;2\n') };

describe.each([
  [1280, 'light'],
  [320, 'dark'],
] as const)('at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, colorScheme });

  it('asks about segments, says what leaves, and lists what came back and what is at risk', async () => {
    const app = await opened.go(PATH);
    const download = app.getByRole('button', { name: 'Download the file' });
    expect(await download.isDisabled()).toBe(true);
    await app.getByRole('group', { name: 'Segments' }).getByRole('checkbox').first().check();
    await app.getByText('SHA-256 of e-mail address and phone number').waitFor();
    await app.getByLabel('As they are').check();
    await app.getByText('readable by whoever has the file').waitFor();
    const saved = opened.page.waitForEvent('download');
    await download.click();
    expect((await saved).suggestedFilename()).toBe('rondo-customers.csv');
    await app.getByRole('link', { name: 'moves-2026-q3.csv' }).waitFor();
    const link = app.getByRole('link', { name: 'Customers with income, as a segment' });
    expect(await queryOf(link)).toBe("appended MATCHES (name = 'income')");
    await app.getByText('the domain takes no mail').waitFor();
    await opened.expectSound('append-page');
    await app.getByRole('button', { name: 'Addresses at risk: throw-away mailbox: 9' }).click();
    await app.getByRole('dialog').getByRole('listitem').first().waitFor();
    await opened.expectSound('append-risk');
  });

  it('maps a file, shows what was found, imports it, and undoes that by name and number', async () => {
    const app = await opened.go(PATH);
    await app.getByRole('group', { name: 'Segments' }).getByRole('checkbox').first().check();
    await app.getByLabel('CSV file').setInputFiles(CSV);
    await app.getByRole('button', { name: 'Upload' }).click();
    await app.getByRole('heading', { name: 'What the columns mean' }).waitFor();
    await app.getByText('The same file was imported on').waitFor();
    await app.getByText('Read as WINDOWS-1252, columns parted by semicolons').waitFor();
    await app.getByLabel('What income means').selectOption('type:text');
    await app.getByLabel('Name of the attribute from income').fill('Salary');
    await app.getByLabel('“undeliverable” says').selectOption('invalid address');
    await app.getByLabel('What moved means').selectOption('type:number');
    await app.getByText('First lines', { exact: true }).first().click();
    await app.getByText('not a value of this type').first().waitFor();
    await opened.expectSound('append-mapping');
    await app.getByRole('button', { name: 'Check the file' }).click();
    await app.getByRole('button', { name: 'Import for 2 customers' }).waitFor();
    expect(admin.fixture.state.append.imports[0]?.mapping).toMatchObject({
      key: { column: 0, kind: 'email sha256' },
      attributes: [{ column: 1, name: 'Salary', type: 'text' }, { column: 2 }],
      classes: { column: 3 },
    });
    await app.getByRole('button', { name: 'Import for 2 customers' }).click();
    expect(await queryOf(app.getByRole('link', { name: /^income: / }))).toBe(
      "appended MATCHES (name = 'salary')",
    );
    expect(await queryOf(app.getByRole('link', { name: /^reaches no one: / }).first())).toMatch(
      /^appended MATCHES \(name = 'class', text = '[a-z ]+'\)$/,
    );
    await app.getByRole('button', { name: 'Undo the import' }).click();
    const dialog = app.getByRole('dialog', { name: 'Undo the import of answer.csv?' });
    await dialog.getByText('It wrote something of 2 customers').waitFor();
    await opened.expectSound('append-undo');
    await dialog.getByRole('button', { name: 'Undo the import' }).click();
    await app.getByText('undone', { exact: true }).waitFor();
    expect((await hostLog(app)).saveBars).toEqual([]);
  });
});

/** The segment's query that a link opens. */
async function queryOf(link: Locator): Promise<string | null> {
  return new URL((await link.getAttribute('href')) ?? '', 'http://x').searchParams.get('query');
}

describe('elsewhere', () => {
  const opened = shareWindow(admin, { width: 390 });

  it('says on Inactive how many would not be mailed, and on a customer what is known', async () => {
    const inactive = await opened.go('/customers/inactive');
    await inactive.getByText('16 inactive customers would not be mailed').waitFor();
    const first = admin.fixture.state.customers[0]?.row.customerId;
    const customer = await opened.go(`/customers/${first}`);
    await customer.getByRole('heading', { name: 'Known from outside' }).waitFor();
    await customer.getByText('From moves-2026-q3.csv').first().waitFor();
    await customer.getByText('active elsewhere').waitFor();
  });
});
