import { expect, it } from 'vitest';
import {
  type CustomerFacts,
  chooseOnSite,
  type OnSiteHistory,
  type OnSiteMessage,
} from '../../admin-app/core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../../admin-app/core/priority/types.ts';
import { page } from '../core/priority/on-site-fixtures.ts';
import { buildWidget } from './build-widget.ts';
import { openBuiltDecision } from './built-decision.ts';
import { NOON, TODAY } from './visit.ts';

/** Each is decided by the built widget and by the core. */
const CASES = 10_000;
const IDS = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5'];

type Roll = (sides: number) => number;

/** The same numbers in every run: a linear congruential generator (Numerical Recipes). */
function createDice(seed: number): Roll {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const pickWith =
  (roll: Roll) =>
  <T>(...from: readonly T[]): T =>
    from[roll(from.length)] as T; // roll stays below the length

function anyMessage(roll: Roll, id: string): OnSiteMessage {
  const pick = pickWith(roll);
  const armFrom = roll(100);
  return {
    id,
    priorityClass: pick(...PRIORITY_CLASSES),
    ownerRank: roll(3),
    from: pick(null, null, NOON - 1, NOON, NOON + 1),
    until: pick(null, null, NOON, NOON + 1, NOON + 2),
    form: 'corner card',
    texts: { [pick('en', 'en', 'fr')]: { title: id, body: '' } },
    fallbackLanguage: pick(null, 'fr', 'en'),
    ...pick({}, {}, { personal: true as const }),
    ...pick({}, {}, { absentDays: 1 + roll(60) }),
    ...pick({}, {}, {}, { pages: pick(['index'], ['product', '/collections/new'], ['/']) }),
    ...pick({}, {}, {}, { visitors: pick('new' as const, 'returning' as const) }),
    ...pick({}, {}, { arm: ['salt', armFrom, armFrom + roll(100)] as const }),
  };
}

function anyFacts(roll: Roll): CustomerFacts | null {
  const pick = pickWith(roll);
  const some = () => IDS.filter(() => roll(4) === 0);
  const occasion = () =>
    [pick(null, TODAY - 9 + roll(12)), pick(null, TODAY - 3 + roll(12))] as const;
  return pick(null, {
    lastVisitDay: pick(null, TODAY - roll(80)),
    lastOrderDay: pick(null, TODAY - roll(80)),
    occasions: Object.fromEntries(IDS.filter(() => roll(4) > 0).map((id) => [id, occasion()])),
    closed: Object.fromEntries(some().map((id) => [id, TODAY - roll(40)])),
  });
}

function anyHistory(roll: Roll): OnSiteHistory {
  const pick = pickWith(roll);
  return {
    closed: Object.fromEntries(IDS.filter(() => roll(6) === 0).map((id) => [id, TODAY - roll(40)])),
    lastDay: pick(0, TODAY - roll(80)),
    ...pick({}, {}, { shown: pick(...IDS), shownTo: pick(null, 7) }),
    ...pick({}, { seed: roll(1_000_000) }),
  };
}

it('the built widget shows what the core chooses, in every case', async () => {
  const built = openBuiltDecision(await buildWidget(), NOON);
  const roll = createDice(20_260_615);
  const pick = pickWith(roll);
  const winners = new Map<string | null, number>();
  for (let index = 0; index < CASES; index += 1) {
    const messages = Array.from({ length: roll(7) }, (_, place) => anyMessage(roll, `m${place}`));
    const customer = pick(null, 7, 7);
    const facts = anyFacts(roll);
    const context = page({
      customer,
      now: NOON,
      today: TODAY,
      language: pick('en', 'fr', 'fr-CA', 'pl'),
      ...pick(
        { pageType: 'index', path: '/' },
        { pageType: 'product', path: '/collections/new/products/cup' },
        { pageType: pick('index', 'index', 'cart'), path: '/cart' },
      ),
    });
    // A visit that goes on: what it began with is settled.
    const kept = pick(null, anyHistory(roll));
    const { winner } = chooseOnSite(messages, facts, kept ?? { closed: {} }, context);
    const expected = winner?.id ?? null;
    const shown = built.decide(
      { ...context, messages, facts, preview: null, zone: 'UTC', proxyPath: '/', labels: [] },
      kept && { ...kept, customer: customer ?? 7, settledFor: customer, viewedAt: NOON - 1 },
    );
    if (shown !== expected)
      expect.fail(
        `${shown}, not ${expected}: ${JSON.stringify({ messages, facts, kept, context })}`,
      );
    winners.set(expected, (winners.get(expected) ?? 0) + 1);
  }
  // Each of six places wins somewhere, and often nobody does.
  expect(Math.min(...IDS.map((id) => winners.get(id) ?? 0))).toBeGreaterThan(50);
  expect(winners.get(null)).toBeGreaterThan(1_000);
}, 60_000);
