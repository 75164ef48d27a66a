import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import {
  accessibilityFaults,
  back,
  expectToasts,
  hostLog,
  shareAdmin,
  startAdmin,
} from './admin-in-browser.ts';

const admin = shareAdmin();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

describe('a win-back from its template', () => {
  it('is created, edited, saved and activated', async () => {
    const { app, close } = await admin.open('/scenarios');
    await app.getByRole('button', { name: 'Create (Win back inactive customers)' }).click();
    await app.getByRole('dialog').getByLabel('Name').fill('Win back, winter');
    await app.getByLabel('What do you sell?').selectOption('Books');
    await app.getByText(/: 612 customers fit today, 431 within reach\.$/).waitFor();
    await app.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await app.getByRole('heading', { name: /Win back, winter/ }).waitFor();
    await app.getByRole('button', { name: /^E-mail: Hello again/ }).click();
    const subject = app.getByRole('textbox', { name: 'Subject' });
    await subject.fill('');
    await app.getByText('1 thing to mend before').waitFor();
    expect(await app.getByRole('button', { name: 'Activate' }).isDisabled()).toBe(true);
    expect(await accessibilityFaults(app)).toEqual([]);
    await subject.fill('We miss you');
    await app.frameLocator('iframe').getByText('We’d love to see you again').waitFor();
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expectToasts(app, expect.arrayContaining(['Saved']));
    await app.getByRole('button', { name: 'Activate' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByText('431 customers enter now').waitFor();
    await dialog.getByText('About 43 of them are held out').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await app.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    expect(admin.fixture.state.scenarios[0]).toMatchObject({
      name: 'Win back, winter',
      status: 'active',
    });
    await close();
  });

  it('takes edits back and forth, with buttons and with keys', async () => {
    const { app, page, close } = await admin.open('/scenarios/2?block=email-1');
    const name = app.getByLabel('Name', { exact: true });
    await name.press('End');
    await name.pressSequentially(' again');
    await app.getByLabel('Preview line').click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => name.inputValue()).toBe('E-mail 1: hello again');
    await app.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => name.inputValue()).toBe('E-mail 1: hello again again');
    await app.getByRole('button', { name: 'Undo' }).click();
    await expectGone(app.getByText('Unsaved changes'));
    await close();
  });

  it('writes values of the customer where the cursor was', async () => {
    const { app, close } = await admin.open('/scenarios/2?block=email-1');
    const preheader = app.getByLabel('Preview line');
    await preheader.fill('Dear ');
    await app.getByRole('button', { name: 'Insert' }).click();
    await app.getByRole('menuitem', { name: 'First name' }).click();
    await expect.poll(() => preheader.inputValue()).toBe('Dear {{ customer.first_name }}');
    await close();
  });

  it('moves, adds and deletes the blocks of a mail', async () => {
    const { app, close } = await admin.open('/scenarios/2?block=email-2');
    const blocks = app.getByRole('list', { name: 'Content' }).getByRole('listitem');
    await app.getByRole('button', { name: 'Move down: Heading' }).click();
    await expect.poll(() => blocks.nth(1).textContent()).toContain('Heading');
    await app.getByRole('button', { name: 'Add', exact: true }).click();
    await app.getByRole('menuitem', { name: 'Question with answers' }).click();
    await expect.poll(() => blocks.count()).toBe(4);
    await app.getByRole('button', { name: 'Delete: Question with answers' }).click();
    await expect.poll(() => blocks.count()).toBe(3);
    await close();
  });

  it('shows the mail as the customer who was chosen would get it', async () => {
    const { app, page, close } = await admin.open('/scenarios/2?block=question');
    await app.getByRole('combobox', { name: 'Preview as' }).fill('Marchand');
    await app
      .getByRole('option', { name: /Marchand/ })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await app.getByText(/as Élodie Marchand.* would see it/).waitFor();
    await app.frameLocator('iframe').getByText('Hello Élodie,').waitFor();
    await close();
  });

  it('can be walked and opened with the keyboard alone', async () => {
    const { app, page, close } = await admin.open('/scenarios/1');
    await app.getByRole('button', { name: /^Start: 7 days past/ }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    await app.waitForURL(/block=question/);
    const focused = () => app.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe('What kept you?');
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(app.url()).searchParams.has('block')).toBe(false);
    await expect.poll(focused).toContain('May we ask you one question?');
    await close();
  });

  it('warns when nobody is held out', async () => {
    const { app, close } = await admin.open('/scenarios/2?block=start');
    await app.getByLabel('Held out').fill('0');
    await app.getByText('Without a held-out group').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await close();
  });

  it('opens blocks from below on a phone, and "back" closes them', async () => {
    const { app, close } = await admin.open('/scenarios/1', PHONE);
    await app.getByRole('button', { name: /^Start: 7 days past/ }).click();
    const sheet = app.getByRole('dialog');
    await sheet.getByText('Who counts as inactive').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await back(app);
    await expectGone(sheet);
    await app.getByRole('button', { name: /^Start: 7 days past/ }).click();
    await sheet.getByRole('radio', { name: 'By their own rhythm' }).press('Escape');
    await expectGone(sheet);
    await close();
  });
});

describe('unsaved changes', () => {
  it('hold back links and the back button until they may be lost', async () => {
    const { app, close } = await admin.open('/scenarios');
    await app.locator('.row-link').getByText('Win back, autumn', { exact: true }).click();
    await app.getByLabel('Name').fill('Another name');
    await app.getByRole('link', { name: 'Home' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await app.getByLabel('Name').inputValue()).toBe('Another name');
    await back(app);
    await dialog.getByText('Leave without saving?').waitFor();
    expect(new URL(app.url()).pathname).toBe('/scenarios/1');
    await dialog.getByRole('button', { name: 'Leave and lose changes' }).click();
    await app.getByRole('heading', { level: 1, name: 'Scenarios' }).waitFor();
    expect(new URL(app.url()).pathname).toBe('/scenarios');
    await close();
  });
});

describe('results', () => {
  it('open the customers behind a number and lead on to them; back closes the list', async () => {
    const { app, close } = await admin.open('/scenarios/1/results');
    await app.getByRole('link', { name: '538' }).click();
    const list = app.getByRole('dialog', { name: 'Opened' });
    await list.getByRole('listitem').nth(3).waitFor();
    await back(app);
    await expectGone(list);
    await app.getByRole('link', { name: '143' }).click();
    await app.getByRole('dialog', { name: 'Clicked: E-mail 1: hello again' }).waitFor();
    expect(new URL(app.url()).searchParams.get('value')).toBe('email-1');
    await app.getByRole('dialog').getByRole('link').first().click();
    await app.getByText('Next order').first().waitFor();
    await close();
  });
});

describe('on-site messages', () => {
  it('are switched on and off where they stand', async () => {
    const { app, close } = await admin.open('/on-site');
    await app.getByRole('switch', { name: /Good to see you again/ }).click();
    await expect.poll(() => admin.fixture.state.messages[2]?.active).toBe(true);
    await expectToasts(
      app,
      expect.arrayContaining(['Switched on. It reaches the shop within moments.']),
    );
    await close();
  });

  it('are edited with their look beside them, per language', async () => {
    const { app, close } = await admin.open('/on-site?message=1');
    await app.getByRole('tab', { name: /French/ }).click();
    await app.getByLabel('Headline').fill('Tout est nouveau');
    const shop = app.frameLocator('iframe');
    await shop.locator('rondo-message').getByText('Tout est nouveau').waitFor();
    await app.getByLabel('Desktop').check();
    await shop.locator('rondo-message').getByText('Tout est nouveau').waitFor();
    await app.getByLabel('Last day').fill('2026-12-24');
    await app.getByRole('button', { name: 'Save', exact: true }).last().click();
    await expect
      .poll(() => admin.fixture.state.messages[0]?.message.texts.fr?.title)
      .toBe('Tout est nouveau');
    // The 24th in Paris ends at 23:00 UTC.
    expect(admin.fixture.state.messages[0]?.message.until).toBe(Date.UTC(2026, 11, 24, 23));
    await close();
  });

  it('are not saved over what somebody else has saved meanwhile, before staff say so', async () => {
    const { app, close } = await admin.open('/on-site?message=2');
    await app.getByLabel('Headline').fill('Mine');
    const { messages } = admin.fixture.state;
    admin.fixture.state.messages = messages.map((each) =>
      each.messageId === 2 ? { ...each, active: false, revision: 'second' } : each,
    );
    await app.getByRole('button', { name: 'Save', exact: true }).last().click();
    await app.getByText('Somebody else has saved this meanwhile').waitFor();
    await app.getByRole('button', { name: 'Save mine over theirs' }).click();
    await expectGone(app.getByText('Somebody else has saved this meanwhile'));
    const kept = () => admin.fixture.state.messages.find((each) => each.messageId === 2);
    await expect.poll(() => kept()?.message.texts.en?.title).toBe('Mine');
    // Only the words were written here: that somebody switched it off stays.
    expect(kept()?.active).toBe(false);
    await close();
  });

  it('say at the field what is missing', async () => {
    const { app, close } = await admin.open('/on-site?message=2');
    await app.getByLabel('Button', { exact: true }).fill('Look');
    await app.getByRole('button', { name: 'Save', exact: true }).last().click();
    await app.getByText('expected a path such as /collections/new').first().waitFor();
    expect(await app.getByLabel('Button leads to').getAttribute('aria-invalid')).toBe('true');
    await close();
  });

  it('are added ready to be written', async () => {
    const { app, close } = await admin.open('/on-site');
    await app.getByRole('button', { name: 'Add a message' }).click();
    await app.getByRole('menuitem', { name: 'Birthday' }).click();
    await app.waitForURL(/message=5/);
    expect(await app.getByLabel('Headline').inputValue()).toBe('Happy birthday!');
    expect(admin.fixture.state.messages[4]?.active).toBe(false);
    await close();
  });

  it('have two versions, and a reason where their owner moved them', async () => {
    const { app, close } = await admin.open('/on-site?message=2');
    await app.getByRole('button', { name: 'Try another version' }).click();
    await app.getByLabel('Headline').fill('Your day!');
    await app.frameLocator('iframe').locator('rondo-message').getByText('Your day!').waitFor();
    await app.getByLabel('Goes with').selectOption({ label: 'Frequent' });
    await app.getByRole('button', { name: 'Save', exact: true }).last().click();
    await app.getByText('say why: it is shown wherever it decides').first().waitFor();
    await app.getByLabel('Why it was moved').fill('Too loud in December');
    await app.getByRole('button', { name: 'Save', exact: true }).last().click();
    await expect
      .poll(() => admin.fixture.state.messages[1]?.message)
      .toMatchObject({
        texts: { en: { title: 'Happy birthday!' } },
        versionB: { texts: { en: { title: 'Your day!' } } },
        moved: { priorityClass: 'frequent', reason: 'Too loud in December' },
      });
    await close();
  });

  it('are archived by name, with the effect told before', async () => {
    const { app, close } = await admin.open('/on-site');
    await app.getByRole('button', { name: 'More for “Happy birthday!”' }).click();
    await app.getByRole('menuitem', { name: 'Archive' }).click();
    const dialog = app.getByRole('dialog', { name: 'Archive “Happy birthday!”?' });
    await dialog.getByText('It stops showing within moments').waitFor();
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await expect.poll(() => admin.fixture.state.messages.length).toBe(3);
    await expectGone(app.getByRole('link', { name: 'Happy birthday!' }));
    await close();
  });

  it('are seen as any customer sees them, with the reason of each that does not show', async () => {
    const { app, close } = await admin.open('/on-site?view=see');
    const ranking = app.getByRole('list').filter({ hasText: 'The winter collection is here' });
    await ranking.getByText('It is for customers who are logged in').first().waitFor();
    await app.getByRole('combobox', { name: 'Customer' }).fill('a');
    await app.getByRole('listbox').getByRole('option').nth(1).click();
    await ranking.getByText('There is no open coupon').waitFor();
    await app.getByLabel('Page', { exact: true }).selectOption({ label: 'Cart' });
    await app.getByText('No message may show here now.').waitFor();
    await ranking.getByText('Nothing shows in the cart or at the checkout').first().waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await close();
  });
});

describe('settings', () => {
  it('are saved, and a wrong address is named at its field without losing the rest', async () => {
    const { app, close } = await admin.open('/settings');
    await app.getByLabel('Name').fill('Maison Soleil');
    await app.getByLabel('E-mail address').fill('nobody');
    await app.getByLabel('E-mail address').press('Enter');
    await app.getByText('expected an address such as hello@example.com').waitFor();
    expect(await app.getByLabel('Name').inputValue()).toBe('Maison Soleil');
    expect(await accessibilityFaults(app)).toEqual([]);
    await app.getByLabel('E-mail address').fill('hello@soleil.example');
    await app.getByRole('button', { name: 'Save', exact: true }).first().click();
    await expect
      .poll(() => admin.fixture.state.settings.settings?.senderName)
      .toBe('Maison Soleil');
    await expectGone(app.getByText('Unsaved changes'));
    await close();
  });
});

describe('inside an admin with a navigation of its own', () => {
  it('leaves navigation and save bar to the admin', async () => {
    const framed = await startAdmin(true);
    const { app, close } = await framed.open('/');
    await app.getByText('Set up').waitFor();
    expect(await app.locator('.top-nav').count()).toBe(0);
    expect(await app.locator('s-app-nav a').allTextContents()).toContain('Predictions');
    await app.evaluate(() => {
      const link = document.querySelector('s-app-nav a[href="/settings"]');
      link?.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true }));
    });
    await app.getByLabel('Postal address').fill('Elsewhere 1');
    await expect.poll(async () => (await hostLog(app)).saveBars).toEqual(['unsaved-changes']);
    await app.locator('ui-save-bar button[variant="primary"]').evaluate((button) => {
      if (button instanceof HTMLElement) button.click();
    });
    await expect.poll(async () => (await hostLog(app)).saveBars).toEqual([]);
    expect(framed.fixture.state.settings.settings?.postalAddress).toBe('Elsewhere 1');
    await close();
    await framed.close();
  });
});
