import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { accessibilityFaults, expectToasts, shareAdmin } from './admin-in-browser.ts';

const admin = shareAdmin();

const focused = (app: Frame) => app.evaluate(() => document.activeElement?.textContent ?? '');

describe('a scenario from nothing', () => {
  it('is built with mouse and keyboard, mended, activated, and shows who waits where', async () => {
    const { app, page, close } = await admin.open('/scenarios?new=from-nothing');
    await app.getByRole('dialog').getByLabel('Name').fill('Small');
    await app.getByRole('dialog').getByRole('button', { name: 'Create' }).click();

    await app.getByRole('button', { name: /^Add a block between “7 days past due”/ }).click();
    await app.getByRole('button', { name: /^E-mail With text/ }).click();
    await app.getByRole('heading', { name: 'E-mail 1' }).waitFor();
    await app.getByText(/to mend before it can be activated/).waitFor();
    expect(await app.getByRole('button', { name: 'Activate' }).isDisabled()).toBe(true);
    await app.getByLabel('Subject').fill('Hello again');
    await app.getByRole('button', { name: 'Add', exact: true }).click();
    await app.getByRole('menuitem', { name: 'Text', exact: true }).click();
    await app.getByRole('textbox', { name: 'Text', exact: true }).fill('Good to see you');
    await expectGone(app.getByText(/to mend before/));

    await app.getByLabel('Subject').press('Escape');
    await expect.poll(() => focused(app)).toContain('Hello again');
    await page.keyboard.press('+');
    await app.getByRole('dialog', { name: 'Add a block' }).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    await expect.poll(() => focused(app)).toBe('Wait for a reaction');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(app)).toContain('Leaves: done');

    await app.getByRole('button', { name: 'Activate' }).click();
    const dialog = app.getByRole('dialog');
    await dialog.getByText('431 customers enter now').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await app.getByRole('button', { name: 'Pause' }).waitFor();
    const [saved] = admin.fixture.state.scenarios;
    expect(saved?.definition.blocks.map(({ id }) => id)).toEqual([
      'start',
      'message-1',
      'wait-for-reaction-1',
      'over',
    ]);

    Object.assign(saved ?? {}, { waiting: { 'wait-for-reaction-1': 3 } });
    await app.getByRole('link', { name: /^3 customers are at Wait/ }).click();
    await app.getByRole('dialog').getByRole('listitem').nth(1).getByRole('button').click();
    await app.getByText('The mail was sent').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await app.getByRole('button', { name: 'Take out', exact: true }).click();
    await app.getByRole('button', { name: 'Take out now' }).click();
    await expectToasts(app, expect.arrayContaining(['Taken out by hand']));
    await app.getByText('taken out by Anna').waitFor();
    await close();
  });
});

describe('the graph', () => {
  it('marks a chosen block before its form is drawn, and keeps its zoom beside a list', async () => {
    const { app, close } = await admin.open('/scenarios/2');
    await app.getByRole('button', { name: 'Larger' }).click();
    const shown = app.locator('.graph-bar .number');
    const scale = await shown.textContent();
    const mail = app.getByRole('button', { name: /^E-mail: What kept you/ });
    const atOnce = await mail.evaluate(async (button) => {
      if (button instanceof HTMLElement) button.click();
      await new Promise<void>((drawn) => queueMicrotask(drawn));
      return [button.ariaCurrent, document.getElementById('block-panel-title')];
    });
    expect(atOnce).toEqual(['true', null]);
    await app.getByLabel('Subject').waitFor();
    expect(await shown.count()).toBe(0);
    await app.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => shown.textContent()).toBe(scale);
    await close();
  });

  it('asks before a branch is lost, names what goes with it, and brings it back', async () => {
    const { app, page, close } = await admin.open('/scenarios/2');
    const question = app.getByRole('button', { name: /^E-mail: What kept you/ });
    await app.getByRole('button', { name: /^Wait for a reaction.*at most 7 days/ }).focus();
    await page.keyboard.press('Delete');
    const dialog = app.getByRole('dialog');
    await dialog.getByText('1 block goes with it').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await dialog.getByRole('radio', { name: 'answered' }).check();
    await dialog.getByText('Leaves: no answer', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => focused(app)).toContain('What kept you?');
    await expectGone(app.getByRole('button', { name: /Leaves: no answer/ }));
    await page.keyboard.press('Control+z');
    await app.getByRole('button', { name: /^End: Leaves: no answer/ }).waitFor();
    await question.waitFor();
    await close();
  });

  it('moves a block by keyboard alone', async () => {
    const { app, page, close } = await admin.open('/scenarios/2?block=email-2');
    await app.getByRole('button', { name: 'Move', exact: true }).press('Enter');
    await app.getByText('Choose the place for').waitFor();
    await app
      .getByRole('button', { name: /^Move here, after “Wait for a reaction”, if answered/ })
      .press('Enter');
    await expectToasts(app, expect.arrayContaining(['Moved']));
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(() =>
        admin.fixture.state.scenarios[1]?.definition.blocks.find(({ id }) => id === 'email-2'),
      )
      .toMatchObject({ next: 'answered' });
    await page.keyboard.press('Escape');
    await close();
  });
});

/** One of every kind, with something only its form says. */
const FORMS: readonly (readonly [id: string, shows: string])[] = [
  ['start', 'By their own rhythm'],
  ['coupon-1', 'BACK-7K2M-9QXA'],
  ['hello', 'Whom it cannot reach'],
  ['reaction-a', 'What counts as opened'],
  ['subject', 'Weights add up to 100'],
  ['alert', 'Your team sees it'],
  ['audience-1', 'Only e-mail and phone go there'],
  ['value', 'Everybody else'],
  ['call', 'It must be active'],
  ['sms-1', 'No consent to SMS'],
  ['push-1', 'No browser that allowed'],
  ['silence', 'Wait'],
  ['card', 'Shown as'],
  ['morning', 'By the customer’s own clock'],
  ['end', 'Outcome'],
];

/** Every other form on a desk by day, the rest on a phone by night. */
describe.each([
  [1280, 'light', 0],
  [390, 'dark', 1],
] as const)('forms at %i pixels, %s', (width, colorScheme, first) => {
  it('can be used by everybody and fit', async () => {
    const { app, expectSound, close } = await admin.open('/scenarios/3', {
      viewport: { width, height: 860 },
      colorScheme,
    });
    for (const [id, shows] of FORMS.filter((_, at) => at % 2 === first)) {
      await app.locator(`[data-block="${id}"]`).click();
      await app.getByText(shows).first().waitFor();
      await expectSound(id);
      await app.getByRole('button', { name: 'Close', exact: true }).first().click();
    }
    await close();
  });
});

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)(
  'a scenario that somebody else has saved meanwhile, at %i pixels, %s',
  (width, colorScheme) => {
    it('asks whose draft is to stay, and loses neither', async () => {
      const { app, page, expectSound, close } = await admin.open('/scenarios/2', {
        viewport: { width, height: 860 },
        colorScheme,
      });
      await app.getByRole('textbox', { name: 'Name' }).fill('Mine');
      const theirs = admin.fixture.state.scenarios.find(({ scenarioId }) => scenarioId === 2);
      Object.assign(theirs ?? {}, { name: 'Theirs', revision: 'another' });
      const save = () => app.getByRole('button', { name: 'Save', exact: true }).first().click();
      await (width < 1000 ? page.keyboard.press('Control+s') : save());
      await app.getByText('Somebody else has changed this scenario').waitFor();
      await app.getByText(/“Theirs” was saved .* 1 difference to your draft/).waitFor();
      await expectSound('conflict');
      if (width < 1000) {
        await app.getByRole('button', { name: 'Show theirs' }).click();
        await expect
          .poll(() => app.getByRole('textbox', { name: 'Name' }).inputValue())
          .toBe('Theirs');
      } else {
        await app.getByRole('button', { name: 'Save mine over theirs' }).click();
        await expectGone(app.getByText('Somebody else has changed'));
        expect(admin.fixture.state.scenarios.map(({ name }) => name)).toContain('Mine');
      }
      await close();
    });
  },
);
