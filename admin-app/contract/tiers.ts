import { z } from 'zod';
import { LANGUAGES } from '../core/message/types.ts';
import { MOST_TIERS, type TierFault } from '../core/tier/faults.ts';
import { TIER_BASES, TIER_LIMITS, TIER_WINDOWS, type TierDefinition } from '../core/tier/types.ts';
import type { DayText, Instant } from '../core/time.ts';
import { REFUSALS } from './refusals.ts';
import type { AfterRename } from './segments.ts';

const benefits = z.partialRecord(z.enum(LANGUAGES), z.string().trim().max(500));

const tier = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, REFUSALS['not an identifier']),
  name: z.string().trim().min(1, 'give the tier a name').max(40),
  benefits,
  from: z.number().min(0).max(1e13),
  tag: z.string().trim().max(100),
});

export const tierDefinition = z.strictObject({
  basis: z.enum(TIER_BASES),
  window: z.enum(TIER_WINDOWS),
  limits: z.enum(TIER_LIMITS),
  tagPrefix: z.string().trim().min(1).max(100).nullable(),
  metafield: z
    .strictObject({ namespace: z.string().trim().max(255), key: z.string().trim().max(64) })
    .nullable(),
  tiers: z.array(tier).min(1, 'there must be at least one tier').max(MOST_TIERS),
});

/** GET /api/tiers */
export interface TiersView extends Partial<AfterRename> {
  /** Null while tiers are off. */
  readonly definition: TierDefinition | null;
  readonly version: number;
  readonly tiers: readonly TierCount[];
  /** Tiers that there are no more, which scenarios may still name. */
  readonly former: readonly { readonly tierId: string; readonly name: string }[];
  /** Customers in none; null while a large shop is counted for the first time. */
  readonly without: number | null;
  /** When everybody was counted; null when that was just now. */
  readonly countedAt: Instant | null;
  /** Customers are being given their tiers: counts still change. */
  readonly assigning: boolean;
  /** When everybody was first given a tier. */
  readonly assignedAt: Instant | null;
  /** Null while no metafield is read. */
  readonly loyalty: LoyaltyView | null;
}

/** How the loyalty metafield is with customers. */
export interface LoyaltyView {
  /** Null while it is being read for everybody: until then nobody's tier changes by it. */
  readonly readAt: Instant | null;
  /** Why the last reading failed; it is tried again by itself. */
  readonly failure: string | null;
  /** It says how many points, or names one of the tiers. */
  readonly read: number;
  readonly missing: number;
  /** Of a type that cannot hold points, or the name of a tier. */
  readonly otherType: number;
  /** Of the right type, but no number, or not the name of one of the tiers. */
  readonly unparsable: number;
}

export interface TierCount {
  readonly tierId: string;
  readonly name: string;
  readonly customers: number;
  /** The least value that is in it today: minor units, orders or points; null for a loyalty tier, and where nobody is. */
  readonly enter: number | null;
}

/** PUT /api/tiers → TiersView; 409 when somebody else has saved since `version`. */
export const tiersEdit = z.strictObject({
  definition: tierDefinition.nullable(),
  version: z.number().int().min(0),
});

/** POST /api/tiers/preview {definition} → how it would be; nothing changes. */
export const tiersQuestion = z.strictObject({ definition: tierDefinition });

export interface TiersPreview {
  readonly faults: readonly TierFault[];
  /** The metafield is another than the one that was read last: who is where shows once it is. */
  readonly unread: boolean;
  /** Null while there are faults, and where nothing of the metafield has been read. */
  readonly counts: {
    readonly tiers: readonly TierCount[];
    readonly without: number;
    /** Against the tiers that customers are in now; 0 while tiers are off. */
    readonly up: number;
    readonly down: number;
  } | null;
}

/** POST /api/tiers/suggestion {basis, window, limits} → tiers to begin with, from the shop's own customers. */
export const suggestionQuestion = tierDefinition.pick({ basis: true, window: true, limits: true });

export interface TiersSuggestion {
  readonly definition: TierDefinition;
  /** Customers whom it is drawn from. */
  readonly customers: number;
}

/** GET /api/tiers/customers/:customerId */
export interface CustomerTierView {
  /** False while tiers are off: nothing is shown. */
  readonly on: boolean;
  readonly basis: TierDefinition['basis'];
  readonly window: TierDefinition['window'];
  /** Every tier, the lowest first. */
  readonly tiers: readonly { readonly tierId: string; readonly name: string }[];
  /** Null for none. */
  readonly tierId: string | null;
  /** Null: since before tiers were switched on. */
  readonly since: Instant | null;
  /** Null for a loyalty tier, and where the loyalty metafield says nothing. */
  readonly value: number | null;
  readonly loss: {
    readonly on: DayText;
    readonly to: string | null;
    readonly keeps: number | null;
  } | null;
  readonly next: { readonly tierId: string; readonly name: string; readonly needs: number } | null;
  /** Given by staff or a scenario. */
  readonly held: { readonly until: DayText | null } | null;
  readonly history: readonly TierChangeView[];
}

export interface TierChangeView {
  readonly eventId: number;
  readonly at: Instant;
  /** Names; null is no tier. */
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: 'up' | 'down';
  readonly cause:
    | 'orders'
    | 'loyalty'
    | 'day'
    | 'import'
    | 'definition edited'
    | 'staff'
    | 'scenario';
}

/** PUT /api/tiers/customers/:customerId → CustomerTierView; null lets orders decide again. */
export const customerTierEdit = z.strictObject({ tierId: z.string().max(40).nullable() });
