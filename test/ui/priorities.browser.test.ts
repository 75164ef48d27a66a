import { describe, expect, it } from 'vitest';
import { expectToasts, shareAdmin, shareWindow } from './admin-in-browser.ts';

const admin = shareAdmin();
const saved = () => admin.fixture.state.priorities.priorities;

describe.each([
  [1280, 'light'],
  [320, 'dark'],
] as const)('caps and order at %i pixels, %s', (width, colorScheme) => {
  const opened = shareWindow(admin, { width, colorScheme });

  it('says every cap in words, and what it comes to while it is changed', async () => {
    const settings = await opened.go('/settings');
    await settings.getByRole('link', { name: 'Caps and order' }).click();
    const app = settings;
    await app
      .getByText('At most 3 messages in 7 calendar days over all channels; Ad hoc passes')
      .waitFor();
    await opened.expectSound('priorities');
    await app.getByRole('button', { name: /^Change: At most 1 message in 24 hours/ }).click();
    await app
      .getByText(
        'After a message on Mon, Jun 1, 10:00 AM, the next may go on Tue, Jun 2, 10:00 AM.',
      )
      .waitFor();
    await app.getByLabel('Counted in').selectOption('local days');
    await app.getByRole('spinbutton', { name: 'At most' }).fill('2');
    await app.getByRole('spinbutton', { name: 'Within' }).fill('3');
    await app.getByLabel('Of what').selectOption('class lifecycle');
    await app.getByText('At most 2 messages in 3 calendar days of the class “Lifecycle”').waitFor();
    await app.getByText('the next may go on Thu, Jun 4, 12:00 AM.').waitFor();
    await opened.expectSound('priorities-cap');
    await app.getByRole('button', { name: 'Remove: At most 1 message in 14' }).click();
    await app.getByRole('button', { name: 'Add a cap' }).click();
    await app.getByRole('checkbox', { name: 'Return after absence' }).check();
    await app.getByRole('button', { name: 'Save' }).first().click();
    await expect.poll(() => saved().caps).toHaveLength(3);
    expect(saved().caps).toMatchObject([
      { max: 2, window: { days: 3 }, over: { priorityClass: 'lifecycle' } },
      { max: 3 },
      { letPast: ['ad hoc', 'login return'] },
    ]);
    await expectToasts(app, ['Saved']);
  });

  it('moves a class with a reason, a scenario within its class, and a message to another class', async () => {
    const app = await opened.go('/settings/priorities');
    await app.getByRole('button', { name: 'Move up: Lifecycle' }).click();
    await app
      .getByRole('button', { name: 'Move down: Win back inactive customers' })
      .last()
      .press('Enter');
    await app.getByRole('button', { name: 'Add an exception' }).click();
    await app.getByLabel('Scenario or campaign').nth(1).selectOption('Birthday');
    await app.getByRole('button', { name: 'Save' }).first().click();
    await app.getByText('say why: it is shown wherever it decides').waitFor();
    await opened.look('priorities-moved');
    await app.getByLabel('Why', { exact: true }).nth(1).fill('We wish first');
    await app.getByRole('button', { name: 'Save' }).first().click();
    await app.getByText('say why').waitFor();
    await app.getByLabel('Why this order').fill('Hardly anybody logs in');
    await app.getByRole('button', { name: 'Save' }).first().click();
    await expect.poll(() => saved().classesReason).toBe('Hardly anybody logs in');
    expect(saved()).toMatchObject({
      classes: ['ad hoc', 'yearly', 'lifecycle', 'login return', 'frequent'],
      scenarioOrder: [2, 1, 3, 4, 5],
      overrides: [{}, { scenarioId: 3, blockId: null, reason: 'We wish first' }],
    });
    await opened.expectSound();
  });

  it('says so where there is no cap', async () => {
    admin.fixture.state.priorities = {
      ...admin.fixture.state.priorities,
      priorities: { ...saved(), caps: [] },
    };
    const app = await opened.go('/settings/priorities');
    await app.getByText('No cap: every message goes as soon as it can').waitFor();
    await opened.expectSound();
  });
});
