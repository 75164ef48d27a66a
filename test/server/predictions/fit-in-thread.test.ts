import { afterEach, describe, expect, it } from 'vitest';
import { createFitterThreads } from '../../../admin-app/server/fit-in-thread.ts';
import { createFitting } from '../../../admin-app/server/fitting.ts';
import type { ShopFitter } from '../../../admin-app/server/jobs/shop-fitter.ts';

const TODAY = 20_000;
const threads = createFitterThreads();
afterEach(() => threads.stopAll());

const logs = Array.from({ length: 40 }, (_, c) => {
  const days = Array.from({ length: 6 }, (_, i) => TODAY - 30 * (6 - i) - 2 * c);
  return { customerId: c + 1, days, amountsMinor: days.map(() => 2_500) };
});

async function everything(fitter: ShopFitter) {
  const shares: number[] = [];
  await fitter.addLogs(logs.slice(0, 25));
  await fitter.addLogs(logs.slice(25));
  const model = await fitter.fit(TODAY, (share) => shares.push(share));
  const verdict = await fitter.judge(model, TODAY);
  const predictions = await fitter.predict(logs.slice(0, 3), TODAY);
  const backtest = await fitter.backTest(TODAY, (share) => shares.push(share));
  const cases = [...(await fitter.cases(0, 30)), ...(await fitter.cases(30, 1_000))];
  return { model, verdict, predictions, backtest, cases, shares };
}

describe('a fitter in a thread', () => {
  it('answers as it would without one, with progress on the way', async () => {
    const answer = await everything(threads.open());
    expect(answer).toEqual(await everything(createFitting()));
    expect(answer.model.customers).toBe(40);
    expect(answer.cases).toHaveLength(answer.backtest.scores?.cases ?? -1);
    expect(answer.shares.at(-1)).toBe(1);
  });

  it('passes an error on and goes on living', async () => {
    const fitter = threads.open();
    await expect(fitter.predict(logs, TODAY)).rejects.toThrow('Nothing was fitted yet');
    await expect(fitter.cases(0, 10)).resolves.toEqual([]);
  });

  it('rejects what it was doing, and all that comes, when it is stopped', async () => {
    const fitter = threads.open();
    await fitter.addLogs(logs);
    const fitting = fitter.fit(TODAY, () => {});
    const stopped = expect(fitting).rejects.toMatchObject({ name: 'FitStoppedError' });
    await threads.stopAll();
    await stopped;
    await expect(fitter.cases(0, 1)).rejects.toMatchObject({ name: 'FitStoppedError' });
  });
});
