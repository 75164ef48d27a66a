import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fitShop } from '../../../admin-app/core/prediction/fit-shop.ts';
import type { ShopModel } from '../../../admin-app/core/prediction/shop-model.ts';
import * as ModelFits from '../../../admin-app/server/database/model-fits.ts';
import * as Models from '../../../admin-app/server/database/prediction-models.ts';
import type { ShopFitter } from '../../../admin-app/server/jobs/shop-fitter.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertPredictedShop, joinShop, type PredictedShop, TODAY } from './predicted-shop.ts';

let db: TestDatabase;
let shop: PredictedShop;
let strange: ShopModel;

beforeAll(async () => {
  db = await createTestDatabase();
  strange = fitShop(strangeLogs(), TODAY);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  shop = await insertPredictedShop(db);
});

/** A shop whose customers order every week and never leave: nothing like ours. */
function strangeLogs() {
  return Array.from({ length: 40 }, (_, c) => ({
    days: Array.from({ length: 20 }, (_, i) => TODAY - 7 * (19 - i) - (c % 7)),
    amountsMinor: null,
  }));
}

/** Fits a model of the strange shop instead of ours. */
const fitStrange = (fitter: ShopFitter): ShopFitter => ({
  ...fitter,
  async fit() {
    await fitter.useModel(strange);
    return strange;
  },
});

const readFits = () => shop.inShop(Models.readFits);
const readFit = () => shop.inShop(ModelFits.readModelFit);
const inUse = () => shop.inShop(Models.readAcceptedModel);
const countRows = (table: string) =>
  shop.inShop((tx) => tx.one<{ rows: number }>(`select count(*) as rows from ${table}`));

/** A promise with its handles, to hold something up until the test says so. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a fit', () => {
  it('accepts the first model, predicts everybody and back-tests with every case kept', async () => {
    expect(await shop.fitModel(shop.shopId)).toBe('done');
    const [fit, ...others] = await readFits();
    expect(others).toEqual([]);
    expect(fit).toMatchObject({ accepted: true, verdict: { code: 'first' }, customers: 40 });
    expect(await countRows('predictions')).toEqual({ rows: 40 });
    const newest = await shop.inShop(Models.readNewestBacktest);
    expect(newest?.backtest.scores?.cases).toBe(newest?.cases);
    expect(newest?.cases).toBeGreaterThan(40);
    expect(await readFit()).toMatchObject({ state: 'done', stage: null, error: null });
  });

  it('replaces the model by one that is no worse, and keeps the newest cases only', async () => {
    await shop.fitModel(shop.shopId);
    await shop.fitModel(shop.shopId);
    const [newest, before] = await readFits();
    expect(newest).toMatchObject({ accepted: true, verdict: { code: 'no worse', customers: 40 } });
    expect((await inUse())?.modelId).toBe(newest?.model_id);
    const { rows } = await countRows(`backtest_cases where model_id <> ${newest?.model_id}`);
    expect({ rows, before: before?.accepted }).toEqual({ rows: 0, before: true });
  });

  it('keeps the model in use when the new one is worse, says so, and predicts from the old one', async () => {
    await shop.fitModel(shop.shopId);
    const before = await inUse();
    shop.through = fitStrange;
    shop.ahead = 1;
    await shop.fitModel(shop.shopId);
    const [refused] = await readFits();
    expect(refused).toMatchObject({ accepted: false, verdict: { code: 'worse' } });
    if (refused?.verdict.code !== 'worse') throw new Error('Expected numbers with the verdict');
    expect(refused.verdict.logLoss.low).toBeGreaterThan(0);
    expect(await inUse()).toEqual(before);
    const rows = await shop.inShop((tx) =>
      tx.query("select distinct model_id, as_of_day - date '1970-01-01' as day from predictions"),
    );
    expect(rows).toEqual([{ model_id: before?.modelId, day: TODAY + 1 }]);
    expect((await shop.inShop(Models.readNewestBacktest))?.modelId).toBe(before?.modelId);
  });

  it('always replaces a model of another version', async () => {
    await shop.fitModel(shop.shopId);
    await shop.inShop((tx) =>
      tx.execute(`update prediction_models set model = jsonb_set(model, '{version}', '0')`),
    );
    await shop.fitModel(shop.shopId);
    expect((await readFits())[0]?.verdict).toEqual({ code: 'unreadable before' });
  });

  it('keeps the last ten fits and, however old, the model in use', async () => {
    const add = (accepted: boolean) =>
      shop.inShop((tx) =>
        Models.insertModel(tx, {
          model: strange,
          cause: 'nightly',
          fittedAt: 0,
          accepted,
          verdict: { code: 'first' },
        }),
      );
    const first = await add(true);
    for (let i = 0; i < 12; i++) await add(false);
    const fits = await readFits();
    expect(fits).toHaveLength(11);
    expect(fits.at(-1)).toMatchObject({ model_id: first, accepted: true });
  });

  it('shows its progress to every process', async () => {
    const other = joinShop(db, shop.shopId);
    const seen: ModelFits.ModelFit[] = [];
    shop.through = (fitter) => ({
      ...fitter,
      async fit(asOfDay, onProgress) {
        onProgress(0.4);
        await expect
          .poll(() => other.inShop(ModelFits.readModelFit).then((fit) => fit.share))
          .toBeCloseTo(0.4);
        seen.push(await other.inShop(ModelFits.readModelFit));
        return await fitter.fit(asOfDay, () => {});
      },
    });
    await shop.fitModel(shop.shopId);
    expect(seen[0]).toMatchObject({ state: 'running', stage: 'fitting', alive: true });
    expect(await readFit()).toMatchObject({ state: 'done', share: null, alive: false });
  });

  it('runs once when two processes begin it together', async () => {
    const other = joinShop(db, shop.shopId);
    const ends = await Promise.all([shop.fitModel(shop.shopId), other.fitModel(shop.shopId)]);
    expect([...ends].sort()).toEqual(['busy', 'done']);
    expect(await readFits()).toHaveLength(1);
  });

  it('that lost its lock writes nothing once another has begun', async () => {
    const fitting = gate();
    const held = gate();
    shop.through = (fitter) => ({
      ...fitter,
      async fit(asOfDay, onProgress) {
        fitting.open();
        await held.opened;
        return await fitter.fit(asOfDay, onProgress);
      },
    });
    const overtaken = shop.fitModel(shop.shopId);
    await fitting.opened;
    expect(await joinShop(db, shop.shopId).fitModel(shop.shopId)).toBe('busy');
    // What the death of the process does to its connection.
    await db.ownerPool.query(
      `select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    await expect.poll(async () => (await readFit()).alive).toBe(false);
    expect(await readFit()).toMatchObject({ state: 'running' });
    expect(await joinShop(db, shop.shopId).fitModel(shop.shopId)).toBe('done');
    held.open();
    expect(await overtaken).toBe('done');
    expect(await readFits()).toHaveLength(1);
    expect(await readFit()).toMatchObject({ state: 'done' });
  });

  it.each(['fit', 'predict', 'backTest'] as const)(
    'that breaks at %s leaves no half, says why, and the next one goes on',
    async (method) => {
      const refuse = async () => {
        throw new Error('The thread of the fit ended early');
      };
      shop.through = (fitter) => ({ ...fitter, [method]: refuse });
      await expect(shop.fitModel(shop.shopId)).rejects.toThrow('ended early');
      expect(await readFit()).toMatchObject({
        state: 'failed',
        error: 'The thread of the fit ended early',
      });
      expect(await countRows('backtest_cases')).toEqual({ rows: 0 });
      shop.through = (fitter) => fitter;
      await shop.fitModel(shop.shopId);
      expect(await readFit()).toMatchObject({ state: 'done', error: null });
      expect(await countRows('predictions')).toEqual({ rows: 40 });
    },
  );

  it('leaves a customer alone who orders while everybody is being predicted', async () => {
    await shop.fitModel(shop.shopId);
    shop.through = (fitter) => ({
      ...fitter,
      async predict(logs, asOfDay) {
        const predictions = await fitter.predict(logs, asOfDay);
        if (logs.length > 0) await shop.order(40, TODAY - 1);
        return predictions;
      },
    });
    await shop.predictCustomers.everybody(shop.shopId);
    expect((await shop.prediction(40))?.reason?.lastOrderDay).toBe(TODAY - 1);
  });

  it('is asked for by enough new orders, each counted once, and then counts anew', async () => {
    await shop.fitModel(shop.shopId);
    const due: boolean[] = [];
    for (let i = 0; i < 49; i++) due.push(await shop.order((i % 40) + 1, TODAY - 15 + 3 * (i % 5)));
    // The same day again, and a change that is no order at all.
    await shop.order(1, TODAY - 15);
    await shop.inShop((tx) => shop.predictCustomers.afterOrders(tx, [1, 2, 3]));
    const { newOrders } = await readFit();
    expect(due).not.toContain(true);
    for (let i = newOrders; i < 49; i++) await shop.order((i % 40) + 1, TODAY - 14);
    expect((await readFit()).newOrders).toBe(49);
    expect(await shop.order(40, TODAY - 13)).toBe(true);
    expect(await readFit()).toMatchObject({ state: 'waiting', cause: 'new orders', newOrders: 50 });
    shop.through = fitStrange;
    await shop.fitModel(shop.shopId);
    expect((await readFits())[0]?.cause).toBe('new orders');
    expect(await readFit()).toMatchObject({ state: 'done', newOrders: 0 });
  });

  it('has nothing to say of an empty shop, and says so', async () => {
    await shop.inShop((tx) => tx.execute('delete from orders'));
    await shop.inShop((tx) => tx.execute('delete from order_facts'));
    await shop.fitModel(shop.shopId);
    expect((await readFits())[0]).toMatchObject({ enough: false, customers: 0, orders: 0 });
    const newest = await shop.inShop(Models.readNewestBacktest);
    expect(newest).toMatchObject({ cases: 0, backtest: { scores: null } });
    expect(newest?.backtest.improvements[0]?.code).toBe('not enough to look back');
  });
});

describe('the due day', () => {
  /** Another model that says other days, in use from now on. */
  async function useStrangeModel(): Promise<void> {
    await shop.inShop((tx) =>
      Models.insertModel(tx, {
        model: strange,
        cause: 'nightly',
        fittedAt: 0,
        accepted: true,
        verdict: { code: 'first' },
      }),
    );
    shop.ahead += 1;
    await shop.predictCustomers.everybody(shop.shopId);
  }
  const dueOf = async (customerId: number) => {
    const prediction = await shop.prediction(customerId);
    return [prediction?.dueDay, prediction?.dueEarliestDay, prediction?.dueLatestDay];
  };

  it('stays where it was while the customer stays away, whichever model came since', async () => {
    await shop.fitModel(shop.shopId);
    const [due, before] = [await dueOf(7), await shop.prediction(7)];
    await useStrangeModel();
    expect(await dueOf(7)).toEqual(due);
    const after = await shop.prediction(7);
    expect(after?.asOfDay).toBe(TODAY + 1);
    expect(after?.chance90d).not.toBe(before?.chance90d);
  });

  const changes = {
    'a new order': () => shop.order(7, TODAY - 1),
    'an order that came late': () => shop.order(7, TODAY - 100),
    'a cancelled order': () => change(`update orders set cancelled_at = now() where order_id = 70`),
    'a refund': () => change(`update orders set total_minor = 100 where order_id = 71`),
    'another time zone': () => change(`update shops set time_zone = 'America/New_York'`),
    'an unknown one before': () => change(`update predictions set due_day = null`),
  };
  const change = (sql: string) => shop.inShop((tx) => tx.execute(sql));

  it.each(Object.entries(changes))('is seen anew after %s', async (_name, make) => {
    await shop.fitModel(shop.shopId);
    const due = await dueOf(7);
    await make();
    await useStrangeModel();
    expect(await dueOf(7)).not.toEqual(due);
  });
});
