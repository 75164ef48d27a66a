/**
 * Fits a shop's model to all it knows: read, fit, compare with the model in use, predict everybody, back-test. Each
 * stage is in the database for every process to show. Killed anywhere, nothing is half: the model in use stays until the
 * row of another is complete, and the next run begins again.
 */
import { isAccepted } from '../../core/prediction/backtest/model-comparison.ts';
import type { ShopModel } from '../../core/prediction/shop-model.ts';
import { type Day, dayOf, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Cases from '../database/backtest-cases.ts';
import type * as Fits from '../database/model-fits.ts';
import type * as OrderLogs from '../database/order-logs.ts';
import type * as Models from '../database/prediction-models.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import type { PredictCustomers } from './predict-customers.ts';
import type { OnProgress, OpenFitter, ShopFitter } from './shop-fitter.ts';

export interface FitModelDeps {
  readonly clock: Clock;
  readonly store: Pick<typeof OrderLogs, 'readOrderLogsAfter'> &
    Pick<typeof Models, 'readAcceptedModel' | 'readModel' | 'insertModel' | 'writeBacktest'> &
    Pick<typeof Fits, 'beginFit' | 'fitAdvanced' | 'fitFinished' | 'newOrdersSeen'> &
    Pick<typeof Cases, 'insertCases' | 'deleteCases' | 'deleteOtherCases'>;
  readonly inShop: InShop;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  /** One fit of a shop at a time, over all processes. */
  readonly holdingFitLock: <T>(shopId: number, work: () => Promise<T>) => Promise<T | 'busy'>;
  readonly openFitter: OpenFitter;
  readonly predictCustomers: Pick<PredictCustomers, 'everybodyWith'>;
  /** Everybody has been predicted anew; what depends on it need not wait for the back-test. */
  readonly predicted: (shopId: number) => Promise<void>;
}

export type FitModel = (shopId: number) => Promise<'done' | 'busy'>;

const CUSTOMERS_AT_A_TIME = 2_000;
const CASES_AT_A_TIME = 2_000;

/** A fit under way. */
interface Run {
  readonly shopId: number;
  readonly begun: Fits.BegunFit;
  readonly fitter: ShopFitter;
  readonly fittedAt: Instant;
  readonly asOfDay: Day;
  /** Ends when the newest note of progress is written. */
  readonly noted: { last: Promise<void> };
}

export function createFitModel(deps: FitModelDeps): FitModel {
  const { clock, store, inShop } = deps;

  return async function fitModel(shopId) {
    return await deps.holdingFitLock(shopId, async () => {
      await fitUnderLock(shopId);
      return 'done' as const;
    });
  };

  async function fitUnderLock(shopId: number): Promise<void> {
    const begun = await inShop(shopId, (tx) => store.beginFit(tx, clock.now()));
    const fitter = deps.openFitter();
    try {
      await takeStages(shopId, begun, fitter);
      await finish(shopId, begun, null);
    } catch (error) {
      // The other fit does all of it, on newer data.
      if (isNamed(error, 'FitOvertakenError')) return;
      // Not a failure: the job is tried again by the next process, and until then the fit shows as interrupted.
      if (isNamed(error, 'FitStoppedError')) throw error;
      await finish(shopId, begun, error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      await fitter.close();
    }
  }

  async function finish(shopId: number, { run }: Fits.BegunFit, error: string | null) {
    await inShop(shopId, (tx) => store.fitFinished(tx, run, { at: clock.now(), error }));
  }

  async function takeStages(
    shopId: number,
    begun: Fits.BegunFit,
    fitter: ShopFitter,
  ): Promise<void> {
    const zone = await inShop(shopId, deps.zoneOf);
    // Before the logs are read: what comes meanwhile is newer than the fit.
    const fittedAt = clock.now();
    const asOfDay = dayOf(fittedAt, zone);
    const noted = { last: Promise.resolve() };
    const run = { shopId, begun, fitter, fittedAt, asOfDay, noted };
    await readLogs(run, zone);
    const model = await fitter.fit(run.asOfDay, await enter(run, 'fitting'));
    const modelId = await decide(run, model);
    await deps.predictCustomers.everybodyWith(fitter, shopId, await enter(run, 'predicting'));
    await deps.predicted(shopId);
    if (modelId !== null) await backTest(run, modelId);
  }

  async function readLogs({ shopId, fitter }: Run, zone: string): Promise<void> {
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after;
      const page: readonly OrderLogs.CustomerOrderLog[] = await inShop(shopId, (tx) =>
        store.readOrderLogsAfter(tx, zone, from, CUSTOMERS_AT_A_TIME),
      );
      await fitter.addLogs(page);
      after = page.at(-1)?.customerId ?? null;
    }
  }

  /** Writes the row of the fit. Its number when it is in use from now on, else null. */
  async function decide(run: Run, model: ShopModel): Promise<number | null> {
    const { shopId, begun, fitter, fittedAt, asOfDay } = run;
    await enter(run, 'comparing');
    const current = await inShop(shopId, async (tx) => {
      const accepted = await store.readAcceptedModel(tx);
      return accepted && (await store.readModel(tx, accepted.modelId)).model;
    });
    const verdict = await fitter.judge(current, asOfDay);
    const accepted = isAccepted(verdict);
    const modelId = await inShop(shopId, async (tx) => {
      await store.fitAdvanced(tx, begun.run, { stage: 'comparing', share: 1 });
      await store.newOrdersSeen(tx, begun.newOrders);
      const { cause } = begun;
      return await store.insertModel(tx, { model, cause, fittedAt, accepted, verdict });
    });
    return accepted ? modelId : null;
  }

  async function backTest(run: Run, modelId: number): Promise<void> {
    const { shopId, begun, fitter, asOfDay } = run;
    const backtest = await fitter.backTest(asOfDay, await enter(run, 'back-testing'));
    await inShop(shopId, (tx) => store.deleteCases(tx, modelId));
    for (let first = 0; ; ) {
      const cases = await fitter.cases(first, CASES_AT_A_TIME);
      if (cases.length === 0) break;
      const from = first;
      await inShop(shopId, (tx) => store.insertCases(tx, modelId, from, cases));
      first += cases.length;
    }
    await inShop(shopId, async (tx) => {
      await store.fitAdvanced(tx, begun.run, { stage: 'back-testing', share: 1 });
      await store.writeBacktest(tx, modelId, backtest);
      await store.deleteOtherCases(tx, modelId);
    });
  }

  /** Notes the stage, and returns what notes its progress; never two notes at once, so that the newest stands. */
  async function enter(run: Run, stage: Fits.FitStage): Promise<OnProgress> {
    const note = (share: number) =>
      inShop(run.shopId, (tx) => store.fitAdvanced(tx, run.begun.run, { stage, share }));
    await run.noted.last;
    await note(0);
    let noting = false;
    return (share) => {
      if (noting) return;
      noting = true;
      // A share that cannot be noted is no reason to give up; the next stage finds out what is wrong.
      run.noted.last = note(share)
        .catch(() => undefined)
        .finally(() => {
          noting = false;
        });
    };
  }
}
