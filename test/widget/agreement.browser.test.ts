import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type CustomerFacts,
  chooseOnSite,
  type OnSiteMessage,
} from '../../admin-app/core/priority/on-site.ts';
import { birthday, history, launch, loginReturn, page } from '../core/priority/on-site-fixtures.ts';
import { openBrowser } from '../support/browser.ts';
import { openShop, type Shop } from './shop.ts';
import { NOON, TODAY, visit } from './visit.ts';

/** Each is decided in the browser by the built widget and here by the core. */
const CASES = 2_000;
const AT_ONCE = 100;

let browser: Browser;
let shop: Shop;
beforeAll(async () => {
  [browser, shop] = await Promise.all([openBrowser(), openShop()]);
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** The same numbers in every run: a linear congruential generator (Numerical Recipes). */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function anyMessage(roll: (sides: number) => number, id: string): OnSiteMessage {
  const pick = <T>(...from: readonly T[]): T => from[roll(from.length)] as T; // roll stays below the length
  const shared = {
    id,
    ownerRank: roll(3),
    from: pick(null, null, NOON - 1, NOON, NOON + 1),
    until: pick(null, null, NOON, NOON + 1, NOON + 2),
    texts: { [pick('en', 'en', 'fr')]: { title: id, body: '' } },
    fallbackLanguage: pick(null, 'fr', 'en'),
  };
  const moved = pick({}, {}, {}, { priorityClass: 'lifecycle' as const });
  return pick<() => OnSiteMessage>(
    () => launch({ ...shared, ...moved }),
    () => birthday({ ...shared, ...moved }),
    () => loginReturn({ ...shared, ...moved, absentDays: 20 + roll(40) }),
  )();
}

function anyFacts(roll: (sides: number) => number, ids: readonly string[]): CustomerFacts {
  const pick = <T>(...from: readonly T[]): T => from[roll(from.length)] as T; // as above
  const some = () => ids.filter(() => roll(5) === 0);
  return {
    lastVisitDay: pick(null, TODAY - roll(80)),
    lastOrderDay: pick(null, TODAY - roll(80)),
    occasions: Object.fromEntries(
      ids.map((id) => [id, [pick(null, TODAY - 9 + roll(12)), pick(null, TODAY - 3 + roll(12))]]),
    ),
    closed: Object.fromEntries(some().map((id) => [id, TODAY - roll(400)])),
  };
}

it('the built widget shows what the core chooses, in every case', async () => {
  const roll = createDice(20_260_615);
  const cases = Array.from({ length: CASES }, () => {
    const messages = Array.from({ length: roll(6) }, (_, index) => anyMessage(roll, `m${index}`));
    return { messages, facts: anyFacts(roll, ['m0', 'm1', 'm2', 'm3', 'm4', 'm5']) };
  });
  const expected = cases.map(
    ({ messages, facts }) => chooseOnSite(messages, facts, history(), page()).winner?.id ?? null,
  );
  // Each of five places wins somewhere, and so does nobody.
  expect(new Set(expected).size).toBe(6);

  const shopper = await visit(browser, shop, { messages: [{}], customer: 1, facts: {} });
  const shown: (string | null)[] = [];
  for (let first = 0; first < CASES; first += AT_ONCE) {
    // A new page, so that the messages of earlier cases are out of the way.
    await shopper.page.reload();
    shown.push(
      ...(await shopper.page.evaluate(
        async ({ batch, first }) => {
          const script = document.getElementById('rondo-data');
          if (!script) throw new Error('The page has no data');
          const printed = JSON.parse(script.textContent ?? '');
          const hosts = batch.map((each, index) => {
            // Another customer each time, of whom this browser remembers nothing.
            script.textContent = JSON.stringify({
              ...printed,
              ...each,
              customer: first + index + 2,
            });
            return document.body.appendChild(document.createElement('rondo-message'));
          });
          await new Promise((resolve) => setTimeout(resolve, 150));
          return hosts.map((host) => {
            const title = host.shadowRoot?.querySelector('b')?.textContent ?? null;
            host.remove();
            return title;
          });
        },
        { batch: cases.slice(first, first + AT_ONCE), first },
      )),
    );
  }
  expect(shown).toEqual(expected);
  expect(shopper.complaints).toEqual([]);
});
