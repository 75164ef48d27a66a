/** Who of some customers can be reached over each channel, and why the others cannot. */
import type { ColumnSet } from './columns.ts';
import * as kernels from './kernels.ts';
import { REACH_COLUMNS } from './snapshot.ts';

/** In the order in which they are asked: a customer is under the first that applies. */
export const UNREACHABLE_REASONS = [
  'no address',
  'no consent',
  'consent not confirmed yet',
  'unsubscribed',
  'invalid address',
  'bounced',
  'complained',
  'farewell',
  'deceased',
  'dead mailbox',
  'invalid number',
  'held out',
] as const;
export type UnreachableReason = (typeof UNREACHABLE_REASONS)[number];

/** Every customer is in `reachable` or under one reason, for each channel. */
export interface SegmentReach {
  readonly email: ChannelReach;
  readonly sms: ChannelReach;
}
export interface ChannelReach {
  readonly reachable: number;
  /** Most frequent first; those without anybody are left out. */
  readonly leftOut: readonly { readonly reason: UnreachableReason; readonly customers: number }[];
}

/** `reason` null can be reached; each reason comes once. */
export interface ReachCount {
  readonly reason: string | null;
  readonly customers: number;
}

export function channelReach(counts: readonly ReachCount[]): ChannelReach {
  const byReason = new Map(counts.map(({ reason, customers }) => [reason, customers]));
  return {
    reachable: byReason.get(null) ?? 0,
    leftOut: UNREACHABLE_REASONS.map((reason) => ({ reason, customers: byReason.get(reason) ?? 0 }))
      .filter(({ customers }) => customers > 0)
      .sort((one, other) => other.customers - one.customers),
  };
}

/** Counts reasons of many groups of the same customers. */
export interface ReachCounter {
  /** Of the customers marked with 1. */
  reachOf(included: Uint8Array): SegmentReach;
}

/** Null when the snapshot does not say who can be reached. */
export function reachCounter({ columns, size }: ColumnSet): ReachCounter | null {
  const email = columns[REACH_COLUMNS.email];
  const sms = columns[REACH_COLUMNS.sms];
  if (email?.kind !== 'category' || sms?.kind !== 'category') return null;
  // Both in one number, to be counted in one go. There are few reasons.
  const codes = new Uint8Array(size);
  const inEmail = 1 + email.dictionary.length;
  for (let index = 0; index < size; index += 1)
    codes[index] = (email.codes[index] ?? 0) + inEmail * (sms.codes[index] ?? 0);
  return {
    reachOf(included) {
      const counts = kernels.tallyFew(codes, included);
      const customersOf = (wanted: (code: number) => boolean) =>
        counts.reduce((sum, count, code) => (wanted(code) ? sum + count : sum), 0);
      const byEmail = [null, ...email.dictionary].map((reason, own) => ({
        reason,
        customers: customersOf((code) => code % inEmail === own),
      }));
      const bySms = [null, ...sms.dictionary].map((reason, own) => ({
        reason,
        customers: customersOf((code) => Math.floor(code / inEmail) === own),
      }));
      return { email: channelReach(byEmail), sms: channelReach(bySms) };
    },
  };
}
