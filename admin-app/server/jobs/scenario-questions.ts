/** What steps ask of the shop in the middle of a batch: which arm of a branch, which coupon. Asked for all at once. */
import { dayOf, type Instant } from '../../core/time.ts';
import type * as Coupons from '../database/coupons.ts';
import type * as QueryMatches from '../database/query-matches.ts';
import type * as Shops from '../database/shops.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { AskedEffect } from './scenario-changes.ts';
import { type QueryStore, resolveQueries } from './scenario-queries.ts';
import type { EnrolmentInput } from './scenario-steps.ts';

export interface QuestionDeps {
  readonly store: QueryStore &
    Pick<typeof QueryMatches, 'readMatches'> &
    Pick<typeof Coupons, 'assignCoupons'> &
    Pick<typeof Shops, 'readShop'>;
}

/** One statement for all queries of all branches that the batch has come to. */
export async function decideBranches(
  { store }: QuestionDeps,
  tx: ShopTransaction,
  asked: readonly AskedEffect<'decide branch'>[],
  now: Instant,
): Promise<readonly EnrolmentInput[]> {
  if (asked.length === 0) return [];
  const texts = asked.flatMap(({ effect }) => effect.block.arms.map(({ query }) => query));
  const resolved = await resolveQueries(store, tx, texts);
  const askable = [...resolved].flatMap(([text, query]) => (query ? [{ text, query }] : []));
  const { zone, currency } = await store.readShop(tx);
  const matches = await store.readMatches(
    tx,
    [...new Set(asked.map(({ enrolment }) => enrolment.customerId))],
    askable.map(({ query }) => query),
    { today: dayOf(now, zone), zone, currency },
  );
  const matching = new Map(askable.map(({ text }, index) => [text, matches[index]]));
  return asked.map(({ enrolment, effect: { block, step } }) => {
    const arm = block.arms.findIndex(({ query }) => matching.get(query)?.has(enrolment.customerId));
    return {
      enrolment,
      input: { kind: 'branch decided', blockId: block.id, step, arm: arm === -1 ? null : arm },
    };
  });
}

export interface IssuedCoupons {
  readonly inputs: readonly EnrolmentInput[];
  /** Whose code is still being made: to be asked for again. */
  readonly notYet: readonly AskedEffect<'issue coupon'>[];
}

export async function issueCoupons(
  { store }: QuestionDeps,
  tx: ShopTransaction,
  asked: readonly AskedEffect<'issue coupon'>[],
  now: Instant,
): Promise<IssuedCoupons> {
  if (asked.length === 0) return { inputs: [], notYet: [] };
  const { zone } = await store.readShop(tx);
  const requests = asked.map(({ enrolment, effect }) => ({
    enrolmentId: enrolment.enrolmentId,
    step: effect.step,
    customerId: enrolment.customerId,
    scenarioId: enrolment.scenarioId,
    block: effect.block,
  }));
  const answers = await store.assignCoupons(tx, requests, { now, zone });
  const inputs: EnrolmentInput[] = [];
  const notYet: AskedEffect<'issue coupon'>[] = [];
  asked.forEach((question, index) => {
    const answer = answers[index];
    const { enrolment, effect } = question;
    const place = { blockId: effect.block.id, step: effect.step };
    if (answer?.kind === 'issued') {
      const { code, expiresAt } = answer;
      inputs.push({ enrolment, input: { kind: 'coupon issued', ...place, code, expiresAt } });
    } else if (answer?.kind === 'unavailable') {
      const { reason } = answer;
      inputs.push({ enrolment, input: { kind: 'coupon unavailable', ...place, reason } });
    } else notYet.push(question);
  });
  return { inputs, notYet };
}
