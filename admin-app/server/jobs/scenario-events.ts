/**
 * What happens to customers outside the timers: orders, reactions, farewells, settled sends. Everything runs in the
 * transaction of whoever tells of it, so that the news and what follows from it are saved together.
 */
import type { MessageReaction, SendResult } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Audiences from '../database/audiences.ts';
import type * as Coupons from '../database/coupons.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type { SendPlace } from '../database/send-places.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { EnrolmentInput, ScenarioSteps } from './scenario-steps.ts';
import { type OrderInputDeps, readOrderInputs } from './step-inputs.ts';

export interface ScenarioEventsDeps {
  readonly clock: Clock;
  readonly store: OrderInputDeps['store'] &
    Pick<typeof Enrolments, 'lockOpenEnrolments' | 'lockEnrolments'> &
    Pick<typeof Coupons, 'couponsUsed' | 'couponsUsedBy'> &
    Pick<typeof Audiences, 'leaveAudiences'>;
  readonly steps: ScenarioSteps;
}

export interface SettledSend {
  readonly send: Pick<SendPlace, 'enrolmentId' | 'blockId' | 'step'>;
  readonly result: SendResult;
  readonly at: Instant;
}

/** The outcome of customers who are deleted, redacted or merged: audiences are to forget them too. */
export const GONE = 'customer is gone';

export interface ScenarioEvents {
  /**
   * Call after orders of these customers were written, in the same transaction. Whoever has a counting order that was
   * not known when they entered leaves every scenario whose goal that is, and what was planned for them is cancelled.
   * Whose coupon was used, by whomever, is told so first.
   */
  ordersChanged(tx: ShopTransaction, customerIds: readonly number[]): Promise<void>;
  /** Call after orders of nobody's were written: whose coupons they carry is told so. */
  guestsOrdered(tx: ShopTransaction, orderIds: readonly number[]): Promise<void>;
  /**
   * Call when customers can no longer be talked to: deleted, redacted, merged, or unsubscribed. `outcome` is what
   * their enrolments end with, e.g. "unsubscribed", or `GONE`.
   */
  customersGone(
    tx: ShopTransaction,
    customerIds: readonly number[],
    outcome: string,
  ): Promise<void>;
  /** A person reacted to a send. Reactions of machines must not come here. */
  reacted(
    tx: ShopTransaction,
    send: Pick<SendPlace, 'enrolmentId' | 'blockId' | 'step'>,
    reaction: {
      readonly reaction: MessageReaction;
      readonly at: Instant;
      readonly answer?: string;
    },
  ): Promise<void>;
  sendsSettled(tx: ShopTransaction, settled: readonly SettledSend[]): Promise<void>;
}

export function createScenarioEvents(deps: ScenarioEventsDeps): ScenarioEvents {
  const { clock, store, steps } = deps;

  async function couponInputs(
    tx: ShopTransaction,
    used: readonly Coupons.UsedCoupon[],
  ): Promise<readonly EnrolmentInput[]> {
    const enrolments = await store.lockEnrolments(
      tx,
      used.map(({ enrolmentId }) => enrolmentId),
    );
    const byId = new Map(enrolments.map((enrolment) => [enrolment.enrolmentId, enrolment]));
    return used.flatMap(({ enrolmentId, code, at }) => {
      const enrolment = byId.get(enrolmentId);
      return enrolment ? [{ enrolment, input: { kind: 'coupon used', code, at } as const }] : [];
    });
  }

  return {
    async ordersChanged(tx, customerIds) {
      const now = clock.now();
      const coupons = await couponInputs(tx, await store.couponsUsedBy(tx, customerIds));
      const open = await store.lockOpenEnrolments(tx, customerIds);
      const orders = await readOrderInputs(deps, tx, open, now);
      await steps.apply(tx, [...coupons, ...orders], now);
    },

    async guestsOrdered(tx, orderIds) {
      const coupons = await couponInputs(tx, await store.couponsUsed(tx, orderIds));
      await steps.apply(tx, coupons, clock.now());
    },

    async customersGone(tx, customerIds, outcome) {
      const now = clock.now();
      const open = await store.lockOpenEnrolments(tx, customerIds);
      const input = { kind: 'removed', outcome, at: now } as const;
      await steps.apply(
        tx,
        open.map((enrolment) => ({ enrolment, input })),
        now,
      );
      if (outcome === GONE) await store.leaveAudiences(tx, customerIds, now);
    },

    async reacted(tx, send, reaction) {
      const [enrolment] = await store.lockEnrolments(tx, [send.enrolmentId]);
      if (!enrolment) return;
      const { blockId, step } = send;
      const input = { kind: 'reacted', blockId, step, ...reaction } as const;
      await steps.apply(tx, [{ enrolment, input }], clock.now());
    },

    async sendsSettled(tx, settled) {
      const ids = settled.map(({ send }) => send.enrolmentId);
      const enrolments = await store.lockEnrolments(tx, ids);
      const byId = new Map(enrolments.map((enrolment) => [enrolment.enrolmentId, enrolment]));
      const inputs = settled.flatMap(({ send, result, at }) => {
        const enrolment = byId.get(send.enrolmentId);
        const { blockId, step } = send;
        const input = { kind: 'send settled', blockId, step, result, at } as const;
        return enrolment ? [{ enrolment, input }] : [];
      });
      await steps.apply(tx, inputs, clock.now());
    },
  };
}
