import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { accessibilityFaults, overflow, shareAdmin } from './admin-in-browser.ts';

const admin = shareAdmin();

describe('writing a message', () => {
  it('offers the fields as soon as one is begun, by name and by meaning', async () => {
    const { app, page, close } = await admin.open('/scenarios/2?block=email-1');
    const subject = app.getByLabel('Subject');
    await subject.fill('');
    await subject.pressSequentially('Use {{ cou');
    const options = app.getByRole('listbox', { name: 'Fields' }).getByRole('option');
    await expect.poll(() => options.count()).toBeGreaterThan(2);
    expect(await options.first().textContent()).toContain('coupon.code');
    await page.keyboard.press('ArrowDown');
    expect(await accessibilityFaults(app)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => subject.inputValue()).toBe('Use {{ coupon.amount }}');

    await subject.pressSequentially(' by {{ last day');
    await expectGone(app.getByRole('listbox'));
    await subject.fill('{{ expir');
    await app.getByRole('option', { name: /coupon\.expires_on/ }).click();
    await expect.poll(() => subject.inputValue()).toBe('{{ coupon.expires_on | date }}');
    await close();
  });

  it('puts products into a mail, shown as they will look', async () => {
    const { app, close } = await admin.open('/scenarios/2?block=email-1');
    await app.getByRole('button', { name: 'Add', exact: true }).click();
    await app.getByRole('menuitem', { name: 'Products' }).click();
    await app.frameLocator('iframe').getByText('Linen apron').waitFor();
    await app.getByLabel('Which products').selectOption('deal product');
    await app.getByText('The product of the day is not chosen').first().waitFor();
    const product = app.getByRole('combobox', { name: 'Product', exact: true });
    await product.fill('copper');
    await app.getByRole('option', { name: /Copper pan/ }).click();
    await expect.poll(() => product.inputValue()).toBe('Copper pan');
    await expectGone(app.getByText('The product of the day is not chosen'));
    expect(await accessibilityFaults(app)).toEqual([]);
    expect(await overflow(app)).toBe(0);
    await close();
  });

  it('shows a mail on a phone and as plain text, and sends a test of it', async () => {
    const { app, close } = await admin.open('/scenarios/2?block=email-1');
    await app.getByRole('tab', { name: 'Phone' }).click();
    // Drawn for a phone's width, whatever room there is.
    const style = () => app.getByTitle('Preview of the mail').getAttribute('style');
    await expect.poll(style).toMatch(/width: 390px/);
    await app.getByRole('tab', { name: 'Plain text' }).click();
    await app.getByText('You get this e-mail because').waitFor();
    await app.getByLabel('Send a test to').fill('ada@north.example');
    await app.getByRole('button', { name: 'Send test' }).click();
    await app.getByText('Sent to ada@north.example').waitFor();
    await close();
  });

  it('counts text messages while they are written, and says why a test did not go', async () => {
    const { app, close } = await admin.open('/scenarios/3?block=sms-1');
    await app.getByText('1 text message for this customer.').waitFor();
    await app.getByLabel('Text', { exact: true }).fill(`Zażółć ${'gęślą jaźń '.repeat(7)}`);
    await app.getByText(/2 text messages for this customer.*fewer characters/).waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await app.getByLabel('Send a test to the number').fill('+33612345678');
    await app.getByRole('button', { name: 'Send test' }).click();
    await app.getByText(/The number is not one that exists/).waitFor();
    await close();
  });

  it('draws notifications and messages on the shop’s pages', async () => {
    const { app, go, close } = await admin.open('/scenarios/3?block=push-1');
    await app.getByRole('figure', { name: 'Preview of the notification' }).waitFor();
    const onSite = await go('/scenarios/3?block=card');
    await onSite.locator('.shop-message').waitFor();
    await close();
  });
});
