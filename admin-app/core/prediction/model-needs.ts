/** What the model of a shop needs to get better, each with how much it weighs. Made of counts alone: cheap at any size. */
import type { Verdict } from './backtest/model-comparison.ts';
import type { Backtest, Improvement, RhythmKind } from './backtest/types.ts';

/** What is known of the shop without reading its customers. */
export interface ModelFacts {
  /** Of the model in use; null before the first fit. */
  readonly model: {
    readonly customers: number;
    readonly orders: number;
    readonly historyDays: number;
    /** The shop's median gap between orders; null without a repeat order. */
    readonly medianGapDays: number | null;
  } | null;
  /** False where Shopify shows the last 60 days only. */
  readonly seesAllOrders: boolean;
  /** Orders that arrived but could not be read. */
  readonly unreadOrders: number;
  /** Orders that belong to no customer; `MOST_GUEST_ORDERS` says that many or more. */
  readonly guestOrders: number;
  /** Fits turned down since the one in use, and why the newest was; null when it is the newest. */
  readonly turnedDown: { readonly fits: number; readonly verdict: Verdict } | null;
  readonly backtest: Pick<Backtest, 'improvements' | 'rhythms' | 'heavyBuyers'> | null;
}

/** Something the model lacks, with the numbers it was seen by; shares are 0–1. */
export type Need =
  | Improvement
  /** Customers whose own orders make no rhythm; `errorShare` is their part of all days that dates were off. */
  | {
      readonly code: Exclude<RhythmKind, 'regular'>;
      readonly customers: number;
      readonly share: number;
      readonly errorShare: number | null;
      readonly meanAbsoluteDays: number | null;
    }
  | { readonly code: 'history under two gaps'; readonly days: number; readonly neededDays: number }
  | { readonly code: 'orders not read'; readonly orders: number; readonly share: number }
  | { readonly code: 'orders without customer'; readonly orders: number; readonly share: number }
  | {
      readonly code: 'heavy buyers';
      readonly customers: number;
      readonly orderShare: number;
      readonly fromOrders: number;
    }
  | { readonly code: 'turned down'; readonly fits: number; readonly verdict: Verdict };

/** Below such a part of the orders or customers a need is not worth a line; what failed to be read always is. */
const LEAST_SHARE = 0.01;
const LEAST_HEAVY_SHARE = 0.05;
const GAPS_TO_SEE = 2;
/** Counting ends here: so many are many. */
export const MOST_GUEST_ORDERS = 100_000;

/** The most useful first; empty when nothing is missing. */
export function modelNeeds(facts: ModelFacts): readonly Need[] {
  return [...ofData(facts), ...ofCustomers(facts), ...ofBacktest(facts)]
    .map((need, place) => ({ need, place, use: usefulness(need) }))
    .sort((one, other) => other.use - one.use || one.place - other.place)
    .map(({ need }) => need);
}

function ofData(facts: ModelFacts): Need[] {
  const { model, seesAllOrders, unreadOrders, guestOrders, turnedDown } = facts;
  const known = model?.orders ?? 0;
  const needs: Need[] = [];
  if (!seesAllOrders) needs.push({ code: 'orders older than 60 days hidden' });
  if (unreadOrders > 0) {
    const share = unreadOrders / (known + unreadOrders);
    needs.push({ code: 'orders not read', orders: unreadOrders, share });
  }
  const guestShare = guestOrders / Math.max(1, known + guestOrders);
  if (guestShare >= LEAST_SHARE) {
    needs.push({ code: 'orders without customer', orders: guestOrders, share: guestShare });
  }
  if (turnedDown) needs.push({ code: 'turned down', ...turnedDown });
  if (model && isUnderTwoGaps(model)) {
    const neededDays = Math.ceil(GAPS_TO_SEE * (model.medianGapDays ?? 0));
    needs.push({ code: 'history under two gaps', days: model.historyDays, neededDays });
  }
  return needs;
}

/** A gap longer than half of the history is seen by luck only, so the usual gap comes out too short. */
function isUnderTwoGaps({ historyDays, medianGapDays }: NonNullable<ModelFacts['model']>): boolean {
  return medianGapDays !== null && historyDays < GAPS_TO_SEE * medianGapDays;
}

function ofCustomers({ backtest }: ModelFacts): Need[] {
  const rhythms = backtest?.rhythms ?? [];
  const all = rhythms.reduce((sum, { customers }) => sum + customers, 0);
  const needs = rhythms.flatMap(({ kind, customers, errorShare, meanAbsoluteDays }): Need[] => {
    const share = customers / Math.max(1, all);
    if (kind === 'regular' || share < LEAST_SHARE) return [];
    return [{ code: kind, customers, share, errorShare, meanAbsoluteDays }];
  });
  const heavy = backtest?.heavyBuyers;
  if (heavy && heavy.orderShare >= LEAST_HEAVY_SHARE)
    needs.push({ code: 'heavy buyers', ...heavy });
  return needs;
}

function ofBacktest({ model, backtest }: ModelFacts): readonly Need[] {
  const improvements = backtest?.improvements ?? [];
  // The same lack, said by the stricter of its two limits.
  if (!model || !isUnderTwoGaps(model)) return improvements;
  return improvements.filter(({ code }) => code !== 'short history');
}

/** How much staff can do about it: at once, by writing to customers, or by nothing but waiting. */
const NOW = 1;
const OVER_TIME = 0.5;
const BY_WAITING = 0.25;

/** The share of the shop that a need concerns, 0–1, less where little can be done about it. */
function usefulness(need: Need): number {
  switch (need.code) {
    case 'orders older than 60 days hidden':
      return NOW;
    case 'not enough to look back':
      return OVER_TIME;
    case 'turned down':
      return BY_WAITING;
    case 'orders not read':
    case 'orders without customer':
    case 'amounts missing':
      return NOW * need.share;
    case 'heavy buyers':
      return NOW * need.orderShare;
    case 'one order':
    case 'two orders':
    case 'irregular':
      return OVER_TIME * (need.errorShare ?? need.share);
    case 'few repeat orders':
      return OVER_TIME * missing(need.repeatOrders, need.neededRepeatOrders);
    case 'history under two gaps':
    case 'short history':
      return BY_WAITING * missing(need.days, need.neededDays);
    case 'few returns':
      return BY_WAITING * missing(need.returned, need.neededReturned);
    case 'ends at a peak':
      return BY_WAITING * missing(1, need.timesUsual);
    case 'value goes with frequency':
      // Concerns values alone, and nothing can be done about it but to know.
      return (BY_WAITING / 2) * Math.abs(need.rankCorrelation);
  }
}

function missing(have: number, needed: number): number {
  return Math.min(1, Math.max(0, 1 - have / needed));
}
