import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitShop } from '../../../admin-app/core/prediction/fit-shop.ts';
import { forecast } from '../../../admin-app/core/prediction/forecast.ts';
import { predict } from '../../../admin-app/core/prediction/predict.ts';
import type { ShopModel } from '../../../admin-app/core/prediction/shop-model.ts';
import {
  daysOverdue,
  type OrderLog,
  type Prediction,
} from '../../../admin-app/core/prediction/types.ts';
import type { Day } from '../../../admin-app/core/time.ts';
import { simulateShop } from './simulated-shop.ts';

/** After so many days weekdays, months and leap years come round again (1901 to 2099). */
const DAYS_OF_28_YEARS = 10_227;

/** Fits take a second or two, on a busy machine many times that. */
const PATIENCE_MS = 120_000;

const SHOP = simulateShop({ customers: 250, historyDays: 700, horizonDays: 0, seed: 7 });
const AS_OF_DAY = SHOP.asOfDay;
const LOGS = SHOP.customers.map(({ log }) => log);
const MODEL = fitShop(LOGS, AS_OF_DAY);
const SMALL_SHOP_LOGS = LOGS.slice(0, 60);
const SMALL_SHOP_MODEL = fitShop(SMALL_SHOP_LOGS, AS_OF_DAY);
const MODELS = [
  { shop: '250 customers', model: MODEL },
  { shop: '60 customers', model: SMALL_SHOP_MODEL },
];

/** Any customer: gaps and amounts, oldest first, and the silence since the last order. */
const anyLog = fc
  .record({
    silence: fc.integer({ min: 0, max: 600 }),
    orders: fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 200 }),
        amount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })),
      }),
      { minLength: 1, maxLength: 25 },
    ),
  })
  .map(({ silence, orders }) => logEnding(AS_OF_DAY - silence, orders));

describe.each(MODELS)('a prediction in a shop of $shop', ({ model }) => {
  it('has chances and expected orders that grow with time, within bounds', () => {
    forAnyCustomer(model, (prediction) => {
      const { chance30d, chance90d, chance365d, chanceActive } = numbersOf(prediction);
      expectAscending([0, chance30d, chance90d, chance365d, chanceActive, 1]);
      const { expectedOrders90d, expectedOrders365d } = numbersOf(prediction);
      expectAscending([chance90d, expectedOrders90d, expectedOrders365d]);
      expectAscending([chance365d, expectedOrders365d]);
    });
  });

  it('has dates in order, tomorrow or later', () => {
    forAnyCustomer(model, (prediction, log) => {
      const { next10Day, next50Day, next90Day } = numbersOf(prediction);
      expectAscending([AS_OF_DAY + 1, next10Day, next50Day, next90Day, AS_OF_DAY + 365]);
      const { dueEarliestDay, dueDay, dueLatestDay } = numbersOf(prediction);
      expectAscending([(log.days.at(-1) ?? 0) + 1, dueEarliestDay, dueDay, dueLatestDay]);
    });
  });

  it('has money that grows with time', () => {
    forAnyCustomer(model, (prediction) => {
      const { value365dMinor, valueTotalMinor } = numbersOf(prediction);
      expectAscending([0, value365dMinor, valueTotalMinor]);
    });
  });

  it('never leaves a customer overdue after a new order', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 10_000 }), (log, amount) => {
        const past = log.days.filter((day) => day < AS_OF_DAY);
        const amounts = (log.amountsMinor ?? []).slice(0, past.length);
        const renewed = { days: [...past, AS_OF_DAY], amountsMinor: [...amounts, amount] };
        const prediction = predict(model, renewed, AS_OF_DAY);
        expect(daysOverdue(prediction, AS_OF_DAY) ?? Number.NaN).toBeLessThan(0);
      }),
      { seed: 2 },
    );
  });

  it('keeps its due date while the customer stays away', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 400 }), (log, away) => {
        const today = predict(model, log, AS_OF_DAY);
        const later = predict(model, log, AS_OF_DAY + away);
        expect(later.dueDay).toBe(today.dueDay);
        expect(later.dueEarliestDay).toBe(today.dueEarliestDay);
        expect(later.dueLatestDay).toBe(today.dueLatestDay);
      }),
      { seed: 3 },
    );
  });

  it('knows nothing of orders after its day', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 0, max: 700 }), (log, daysBack) => {
        const asOfDay = AS_OF_DAY - daysBack;
        const count = log.days.filter((day) => day <= asOfDay).length;
        const past = {
          days: log.days.slice(0, count),
          amountsMinor: log.amountsMinor?.slice(0, count) ?? null,
        };
        expect(predict(model, log, asOfDay)).toEqual(predict(model, past, asOfDay));
      }),
      { seed: 4 },
    );
  });
});

describe('a shop', () => {
  it('is the same in whatever order its customers come', { timeout: PATIENCE_MS }, () => {
    expect(JSON.stringify(fitShop(LOGS.toReversed(), AS_OF_DAY))).toBe(JSON.stringify(MODEL));
    const asText = JSON.stringify(SMALL_SHOP_MODEL);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (keys) => {
        const shuffled = SMALL_SHOP_LOGS.map((log, i) => ({ log, key: keys[i] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ log }) => log);
        expect(JSON.stringify(fitShop(shuffled, AS_OF_DAY))).toBe(asText);
      }),
      { seed: 5, numRuns: 3 },
    );
  });

  it('does not change by being stored as text', () => {
    const stored: ShopModel = JSON.parse(JSON.stringify(MODEL));
    for (const log of LOGS.slice(0, 100))
      expect(predict(stored, log, AS_OF_DAY)).toEqual(predict(MODEL, log, AS_OF_DAY));
  });

  it('says the same of a customer whoever was asked about before', () => {
    const some = LOGS.slice(0, 25);
    const futures = some.map((log) => forecast(MODEL, log, AS_OF_DAY));
    for (const [i, log] of some.entries()) {
      // A copy has been asked about nobody.
      const alone = predict(structuredClone(MODEL), log, AS_OF_DAY);
      expect(predict(MODEL, log, AS_OF_DAY, futures[i])).toEqual(alone);
    }
  });

  it('says the same 28 years later', { timeout: PATIENCE_MS }, () => {
    const later = LOGS.map((log) => shifted(log, DAYS_OF_28_YEARS));
    const model = fitShop(later, AS_OF_DAY + DAYS_OF_28_YEARS);
    for (const [i, log] of LOGS.entries()) {
      const expected = shiftedPrediction(predict(MODEL, log, AS_OF_DAY), DAYS_OF_28_YEARS);
      const found = predict(model, later[i] ?? log, AS_OF_DAY + DAYS_OF_28_YEARS);
      expect(found).toEqual(expected);
    }
  });

  it('gives values in the unit of its money, and all else as before', {
    timeout: PATIENCE_MS,
  }, () => {
    const factor = 150;
    const inYen = LOGS.map(({ days, amountsMinor }) => ({
      days,
      amountsMinor: amountsMinor?.map((amount) => amount * factor) ?? null,
    }));
    const model = fitShop(inYen, AS_OF_DAY);
    for (const [i, log] of LOGS.entries()) {
      const { value365dMinor, valueTotalMinor, ...same } = predict(MODEL, log, AS_OF_DAY);
      const yen = predict(model, inYen[i] ?? log, AS_OF_DAY);
      expect(yen).toMatchObject(same);
      // Both are rounded to whole minor units.
      for (const [found, before] of [
        [yen.value365dMinor, value365dMinor],
        [yen.valueTotalMinor, valueTotalMinor],
      ])
        expect(Math.abs((found ?? Number.NaN) - factor * (before ?? Number.NaN))).toBeLessThan(
          0.51 * factor + 1,
        );
    }
  });
});

const day0 = AS_OF_DAY - 400;
const single = (day: Day, amount = 3000): OrderLog => ({ days: [day], amountsMinor: [amount] });
const rhythmic = (first: Day, gap: number, count: number, amount = 3000): OrderLog =>
  logEnding(
    first + gap * (count - 1),
    Array.from({ length: count }, () => ({ gap, amount })),
  );

describe.each([
  { shop: 'nobody', logs: [] },
  { shop: 'nobody who ever ordered', logs: [{ days: [], amountsMinor: null }] },
  { shop: 'one customer with one order today', logs: [single(AS_OF_DAY)] },
  { shop: '20 customers with one order each', logs: times(20, (i) => single(day0 + 7 * i)) },
  { shop: 'all orders on one day', logs: times(200, () => single(day0)) },
  { shop: 'all orders today', logs: times(200, () => single(AS_OF_DAY)) },
  { shop: 'daily orders by all', logs: times(30, () => rhythmic(day0, 1, 400)) },
  {
    shop: 'a giant wholesaler',
    logs: [rhythmic(day0, 1, 400, 50_000_000), ...SMALL_SHOP_LOGS],
  },
  {
    shop: 'a year of sleep',
    logs: SMALL_SHOP_LOGS.map((log) => shifted(log, -400)),
  },
  {
    shop: 'orders after the day only',
    logs: times(50, (i) => rhythmic(AS_OF_DAY + 1 + i, 30, 5)),
  },
  {
    shop: 'days twice and out of order',
    logs: SMALL_SHOP_LOGS.map(({ days, amountsMinor }) => ({
      days: [...days, ...days.toReversed()],
      amountsMinor: amountsMinor && [...amountsMinor, ...amountsMinor.toReversed()],
    })),
  },
  {
    shop: 'orders of value 0',
    logs: SMALL_SHOP_LOGS.map(({ days }) => ({ days, amountsMinor: days.map(() => 0) })),
  },
  {
    shop: 'amounts for some customers only',
    logs: SMALL_SHOP_LOGS.map((log, i) => (i % 2 === 0 ? log : { ...log, amountsMinor: null })),
  },
  { shop: 'the same customer a hundred times', logs: times(100, () => rhythmic(day0, 30, 6)) },
  {
    // 2024-02-29 and its neighbours, four years apart.
    shop: 'leap days',
    logs: times(60, (i) => ({ days: [18_321 + (i % 3), 19_782], amountsMinor: [1000, 2000] })),
    asOfDay: 19_782,
  },
])('a shop of $shop', ({ logs, asOfDay = AS_OF_DAY }) => {
  it('has a prediction for everybody, or says that it cannot have one yet', () => {
    const model = fitShop(logs, asOfDay);
    expectNumbers(model);
    const strangers = [single(asOfDay), rhythmic(asOfDay - 300, 30, 8), single(asOfDay - 5000)];
    for (const log of [...logs.slice(0, 50), ...strangers]) {
      for (const day of [asOfDay, asOfDay + 1, asOfDay + 400]) {
        const prediction = predict(model, log, day);
        expectNumbers(prediction);
        const silent = prediction.confidence === 'not enough yet';
        expect(prediction.dueDay === null, 'due day').toBe(silent);
        expect(prediction.chance90d === null, 'chance').toBe(silent);
        expect(prediction.chance90d, 'chance').not.toBe(0);
      }
    }
  });
});

function times<Item>(count: number, item: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, i) => item(i));
}

/** Orders with these gaps before each (the first one's counts for nothing), the last one on `last`. */
function logEnding(
  last: Day,
  orders: readonly { readonly gap: number; readonly amount: number }[],
): OrderLog {
  const days: Day[] = [];
  let day = last;
  for (const { gap } of orders.toReversed()) {
    days.unshift(day);
    day -= gap;
  }
  return { days, amountsMinor: orders.map(({ amount }) => amount) };
}

function shifted({ days, amountsMinor }: OrderLog, by: number): OrderLog {
  return { days: days.map((day) => day + by), amountsMinor };
}

function shiftedPrediction(prediction: Prediction, by: number): Prediction {
  const move = (day: Day | null) => (day === null ? null : day + by);
  const { reason } = prediction;
  return {
    ...prediction,
    dueDay: move(prediction.dueDay),
    dueEarliestDay: move(prediction.dueEarliestDay),
    dueLatestDay: move(prediction.dueLatestDay),
    next10Day: move(prediction.next10Day),
    next50Day: move(prediction.next50Day),
    next90Day: move(prediction.next90Day),
    reason: reason && { ...reason, lastOrderDay: reason.lastOrderDay + by },
    asOfDay: prediction.asOfDay + by,
  };
}

function forAnyCustomer(
  model: ShopModel,
  holds: (prediction: Prediction, log: OrderLog) => void,
): void {
  fc.assert(
    fc.property(anyLog, (log) => holds(predict(model, log, AS_OF_DAY), log)),
    { seed: 6, numRuns: 300 },
  );
}

/** The prediction with NaN for what is unknown, which no comparison lets pass. */
function numbersOf(prediction: Prediction): Record<NumberName, number> {
  const { confidence: _, reason: __, ...values } = prediction;
  const known = Object.entries(values).map(([name, value]) => [name, value ?? Number.NaN]);
  // The entries are those of `values`, whose keys are all number names.
  return Object.fromEntries(known) as Record<NumberName, number>;
}
type NumberName = Exclude<keyof Prediction, 'confidence' | 'reason'>;

/** Up to the last digits of sums and differences. */
function expectAscending(values: readonly number[]): void {
  for (let i = 1; i < values.length; i++)
    expect(values[i] ?? Number.NaN, `${values}`).toBeGreaterThanOrEqual(
      (values[i - 1] ?? Number.NaN) - 1e-12,
    );
}

/** Nothing inside is NaN or infinite. */
function expectNumbers(value: unknown, path = 'it'): void {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) expectNumbers(inner, `${path}.${key}`);
}
