/** How the ways of a split do, beside its form, and what staff make of it. */
import type { Frame } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { accessibilityFaults, overflow, shareAdmin } from './admin-in-browser.ts';
import type { FixtureArms } from './fixture/split-arms.ts';

const admin = shareAdmin();
beforeEach(() => {
  Object.assign(admin.fixture.state.scenarios[2] ?? {}, { status: 'active', activeVersion: 1 });
});

const PATH = '/scenarios/3?block=subject';
const resultsIn = (app: Frame) => app.getByRole('region', { name: 'Result so far' });

function savedWinner(): unknown {
  const [, , scenario] = admin.fixture.state.scenarios;
  const block = scenario?.definition.blocks.find(({ id }) => id === 'subject');
  return block?.kind === 'split' ? block.winner : undefined;
}

describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('the result of a split at %i pixels, %s', (width, colorScheme) => {
  it('is shown way by way; the rest is sent to the winner, undone, and saved', async () => {
    const { app, complaints, close } = await admin.open(PATH, {
      viewport: { width, height: 860 },
      colorScheme,
    });
    const results = resultsIn(app);
    await results.getByText('“The price” is best').waitFor();
    await results.getByText('90 of 1,000 customers came back').waitFor();
    await results.getByText('> 99% to be best').waitFor();
    await results.getByRole('img', { name: 'Between 7.3% and 11% come back' }).waitFor();
    await results.getByText('1,100 customers took it so far').first().waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    expect(await overflow(app)).toBe(0);

    await results.getByRole('button', { name: '90: Came back: The price' }).click();
    const drawer = app.getByRole('dialog', { name: 'Came back: The price' });
    await drawer.getByRole('link').first().waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await drawer.getByRole('button', { name: 'Close' }).click();
    await expectGone(drawer);

    const send = results.getByRole('button', { name: 'Send everybody else to the winner' });
    await send.click();
    await results.getByText('Everybody else is to go to “The price”.').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    expect(savedWinner()).toBeNull();
    if (width >= 1000) {
      await app.getByRole('button', { name: 'Undo' }).click();
      await send.click();
      await app.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(savedWinner).toBe('b');
    }
    expect(complaints).toEqual([]);
    await close();
  });
});

const SAID: readonly (readonly [FixtureArms, string])[] = [
  [
    [
      [50, 1000],
      [70, 1000],
    ],
    'It may still be chance. At these rates about 1,611 more customers',
  ],
  [
    [
      [60, 1000],
      [60, 1000],
    ],
    'too alike',
  ],
  [
    [
      [0, 0],
      [3, 10],
    ],
    'must first have had their 30 days',
  ],
  [
    [
      [0, 0],
      [0, 0],
    ],
    'Nobody has come to this split yet',
  ],
];

describe('before a way is best', () => {
  it('says what is known and what it takes, and offers no winner', async () => {
    const { app, close } = await admin.open('/scenarios/3');
    for (const [arms, says] of SAID) {
      admin.fixture.state.splitArms = arms;
      await app.locator('[data-block="subject"]').click();
      await resultsIn(app).getByText(says).waitFor();
      expect(await app.getByRole('button', { name: /to the winner/ }).count()).toBe(0);
      await app.getByRole('button', { name: 'Close', exact: true }).first().click();
    }
    await close();
  });

  it('shows nothing where nobody can have been yet', async () => {
    Object.assign(admin.fixture.state.scenarios[2] ?? {}, { activeVersion: null });
    const { app, close } = await admin.open(PATH);
    await app.getByText('Weights add up to 100').waitFor();
    expect(await resultsIn(app).count()).toBe(0);
    await close();
  });
});
