import { describe, expect, it } from 'vitest';
import { judgeRefit } from '../../../../admin-app/core/prediction/backtest/judge-refit.ts';
import { isAccepted } from '../../../../admin-app/core/prediction/backtest/model-comparison.ts';
import { fitShop } from '../../../../admin-app/core/prediction/fit-shop.ts';

const TODAY = 20_000;

/** Customers who order every 30 days or so until some of them leave. */
function shopOf() {
  return Array.from({ length: 80 }, (_, c) => {
    const orders = 2 + ((c * 5) % 9);
    const first = TODAY - 300 + ((c * 13) % 60);
    const days = Array.from({ length: orders }, (_, i) => first + i * 30 + ((c * i) % 4)).filter(
      (day) => day <= TODAY,
    );
    return { customerId: c, days, amountsMinor: null };
  });
}

/** Customers who order every week and never leave. */
function weeklyShop() {
  return Array.from({ length: 40 }, (_, c) => ({
    days: Array.from({ length: 20 }, (_, i) => TODAY - 7 * (19 - i) - (c % 7)),
    amountsMinor: null,
  }));
}

const logs = shopOf();
const ours = fitShop(logs, TODAY);
const others = fitShop(weeklyShop(), TODAY);
const empty = fitShop([], TODAY);

describe('a refit', () => {
  it('is accepted when there was no model, or none that can be read', () => {
    expect(judgeRefit(ours, null, logs, TODAY)).toEqual({ code: 'first' });
    // As an older version of the program left it in the database.
    const older = { ...ours, version: 0 } as unknown as typeof ours;
    expect(judgeRefit(ours, older, logs, TODAY)).toEqual({ code: 'unreadable before' });
    const broken = { version: ours.version, enough: true } as unknown as typeof ours;
    expect(judgeRefit(ours, broken, logs, TODAY)).toEqual({ code: 'unreadable before' });
  });

  it('is no worse than itself, with a difference of nothing', () => {
    const verdict = judgeRefit(ours, ours, logs, TODAY);
    expect(verdict).toMatchObject({
      code: 'no worse',
      logLoss: { difference: 0, low: 0, high: 0 },
      pinball: { difference: 0 },
    });
    expect(isAccepted(verdict)).toBe(true);
  });

  it('is refused when it knows the customers less than the model in use does, and welcome the other way round', () => {
    const worse = judgeRefit(others, ours, logs, TODAY);
    expect(worse.code).toBe('worse');
    expect(isAccepted(worse)).toBe(false);
    expect(worse).toMatchObject({ customers: 80, logLoss: { low: expect.any(Number) } });
    expect(judgeRefit(ours, others, logs, TODAY).code).toBe('better');
  });

  it('is taken for no worse while it differs by no more than sound fits of neighbouring days do', () => {
    for (const daysBefore of [1, 2, 5]) {
      const earlier = fitShop(logs, TODAY - daysBefore);
      expect(judgeRefit(ours, earlier, logs, TODAY).code).toBe('no worse');
    }
  });

  it('follows the orders where one of the two has not enough', () => {
    const repeatOrders = ours.repeatOrders;
    expect(judgeRefit(empty, ours, [], TODAY)).toEqual({
      code: 'not enough orders',
      repeatOrders: 0,
    });
    expect(judgeRefit(ours, empty, logs, TODAY)).toEqual({
      code: 'enough orders now',
      repeatOrders,
    });
  });
});
