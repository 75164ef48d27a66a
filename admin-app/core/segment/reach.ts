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

/** Of the customers marked with 1; null when the snapshot does not say. */
export function reachOf(customers: ColumnSet, included: Uint8Array): SegmentReach | null {
  const email = countReasons(customers, REACH_COLUMNS.email, included);
  const sms = countReasons(customers, REACH_COLUMNS.sms, included);
  return email && sms ? { email: channelReach(email), sms: channelReach(sms) } : null;
}

function countReasons(
  { columns }: ColumnSet,
  name: string,
  included: Uint8Array,
): readonly ReachCount[] | null {
  const column = columns[name];
  if (column?.kind !== 'category') return null;
  const counts = kernels.tally(column.codes, included, 1 + column.dictionary.length);
  return [null, ...column.dictionary].map((reason, code) => ({
    reason,
    customers: counts[code] ?? 0,
  }));
}
