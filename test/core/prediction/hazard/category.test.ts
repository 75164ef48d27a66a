import { describe, expect, it } from 'vitest';
import { fitShop } from '../../../../admin-app/core/prediction/fit-shop.ts';
import { share01 } from '../../../../admin-app/core/prediction/numeric/share01.ts';
import { predict } from '../../../../admin-app/core/prediction/predict.ts';
import type { OrderLog } from '../../../../admin-app/core/prediction/types.ts';

const FOOD = 11;
const FURNITURE = 22;
const AS_OF_DAY = 20_178;
const HISTORY_DAYS = 500;

/** Food is bought again every 20 to 40 days for a while; whoever bought furniture comes back once in ten times. */
function shop(customers: number): OrderLog[] {
  return Array.from({ length: customers }, (_, customer) => {
    const isFood = customer % 2 === 0;
    const days = [AS_OF_DAY - Math.floor(HISTORY_DAYS * share01(customer, 1))];
    for (let order = 0; order < 12; order++) {
      const returns = share01(customer, 100 + order) < (isFood ? 0.85 : 0.1);
      const next = (days.at(-1) ?? 0) + 20 + Math.floor(21 * share01(customer, 200 + order));
      if (!returns || next > AS_OF_DAY) break;
      days.push(next);
    }
    const category = isFood ? FOOD : FURNITURE;
    return { days, amountsMinor: null, categories: days.map(() => category) };
  });
}

const newcomer = (category: number | null): OrderLog => ({
  days: [AS_OF_DAY - 5],
  amountsMinor: null,
  categories: [category],
});

describe('the category that was bought last', () => {
  const logs = shop(1_500);
  const model = fitShop(logs, AS_OF_DAY);
  const chanceOf = (log: OrderLog) => predict(model, log, AS_OF_DAY).chance90d ?? Number.NaN;

  it('tells customers apart who are alike in all else', () => {
    expect(chanceOf(newcomer(FOOD))).toBeGreaterThan(0.65);
    expect(chanceOf(newcomer(FURNITURE))).toBeLessThan(0.3);
  });

  it('leaves a customer of an unknown one between them', () => {
    const unknown = chanceOf(newcomer(null));
    expect(unknown).toBeLessThan(chanceOf(newcomer(FOOD)));
    expect(chanceOf(newcomer(987))).toBe(unknown);
  });

  it('plays no part where a shop has none', () => {
    const few = logs.slice(0, 200);
    const bare = few.map(({ days, amountsMinor }) => ({ days, amountsMinor }));
    const same = few.map((log) => ({ ...log, categories: log.days.map(() => FOOD) }));
    expect(fitShop(same, AS_OF_DAY)).toEqual(fitShop(bare, AS_OF_DAY));
  });
});
