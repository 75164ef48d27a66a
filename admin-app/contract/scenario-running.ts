/** A scenario that runs: who is where, what happened to whom, and what staff change about it by hand. */
import { z } from 'zod';
import type { ArmResult, SplitVerdict } from '../core/results/split-arms.ts';
import type { BlockId } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';

/** POST /api/scenarios/:id/activate → ScenarioView; refused with 422 and the first fault. The body may be left out. */
export const activateScenario = z.strictObject({
  /** Warnings were read: without it a scenario that has any is refused with 409 and the first of them. */
  confirmed: z.boolean().default(false),
  /** Those inside go on in the new version, as far as their block is still there; otherwise they finish on theirs. */
  moveOver: z.boolean().default(false),
  /** The draft that is meant: refused with 409 where somebody has saved another one since; without it the newest is. */
  revision: z.string().max(64).optional(),
});

/** POST /api/scenarios/:id/archive → ScenarioView; everybody inside leaves. */

/** POST /api/scenarios/:id/duplicate → ScenarioView, a draft. */
export const duplicateScenario = z.strictObject({
  name: z.string().trim().min(1, 'give the scenario a name').max(120),
});

/** GET /api/scenarios/:id/blocks/:blockId/customers?after=… : who is at the block now, by number of enrolment. */
export interface CustomersAtBlock {
  readonly customers: readonly {
    readonly enrolmentId: number;
    readonly customerId: number;
    /** Null for a customer who is gone. */
    readonly name: string | null;
    readonly since: Instant;
    /** When it goes on by itself; null where it waits for something to happen. */
    readonly dueAt: Instant | null;
    readonly enteredAt: Instant;
    readonly heldOut: boolean;
    readonly version: number;
  }[];
  /** `after` of the next page; null at the end. */
  readonly next: number | null;
}

/**
 * GET /api/scenarios/:id/blocks/:blockId/arms : how the arms of a split do, of all versions; only customers who got
 * their arm at random, and were not held out. In the draft's order; `customers` and `returned` are those whose window
 * is over.
 */
export interface SplitArmsView {
  /** Days after taking the arm within which an order counts as a return. */
  readonly windowDays: number;
  readonly arms: readonly (ArmResult & {
    /** All who took the arm so far. */
    readonly entered: number;
    /** Of all who took it, by people and not by machines. */
    readonly opened: number;
    readonly clicked: number;
  })[];
  readonly verdict: SplitVerdict;
}

/** GET /api/scenarios/:id/blocks/:blockId/arms/:armId/customers?figure=…&after=… : whom a number counts. */
export interface ArmCustomers {
  readonly customers: readonly {
    readonly customerId: number;
    /** Null for a customer who is gone. */
    readonly name: string | null;
    /** When they took the arm. */
    readonly at: Instant;
  }[];
  /** `after` of the next page; null at the end. */
  readonly next: number | null;
}

/** GET /api/scenarios/:id/enrolments/:enrolmentId; POST …/move and …/remove answer with it too. */
export interface EnrolmentView {
  readonly enrolmentId: number;
  readonly customerId: number;
  readonly name: string | null;
  readonly version: number;
  readonly heldOut: boolean;
  readonly enteredAt: Instant;
  readonly blockId: BlockId;
  readonly dueAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly outcome: string | null;
  /** Oldest first. */
  readonly steps: readonly {
    readonly step: number;
    readonly at: Instant;
    readonly blockId: BlockId;
    readonly cause: string;
    readonly result: string;
  }[];
}

/** POST /api/scenarios/:id/enrolments/:enrolmentId/move → EnrolmentView */
export const moveEnrolment = z.strictObject({ to: z.string().min(1).max(40) });

const MOST_ADDED_AT_ONCE = 50_000;

/** POST /api/scenarios/:id/customers → AddedCustomers: by hand or from a list; numbers or e-mail addresses. */
export const addCustomers = z.strictObject({
  customers: z
    .array(z.union([z.number().int().positive(), z.string().trim().min(1).max(320)]))
    .min(1, 'name at least one customer')
    .max(MOST_ADDED_AT_ONCE, `at most ${MOST_ADDED_AT_ONCE} at once`),
});
export interface AddedCustomers {
  /** Different customers that the list names. */
  readonly matched: number;
  readonly entered: number;
  /** Of the matched. */
  readonly alreadyInside: number;
  /** Entries that name no customer of the shop. */
  readonly unknown: number;
  /** The first of them, as they were given. */
  readonly unknownExamples: readonly string[];
}

/** GET /api/scenarios/:id/entering : of the draft, if it were active now. */
export interface EnteringView {
  /** Null while a large shop is counted for the first time by this start; ask again. */
  readonly count: EnteringCount | null;
  /** Null when it was counted just now. */
  readonly countedAt: Instant | null;
}

export interface EnteringCount {
  /** Null for a start that waits for something to happen, unless it is a segment: then its members. */
  readonly fitting: number | null;
  readonly reachable: number | null;
  readonly entering: number | null;
}

/** GET /api/staff-alerts : what scenarios ask staff to look at; POST /api/staff-alerts/:id/close */
export interface StaffAlertsView {
  readonly alerts: readonly {
    readonly alertId: number;
    readonly customerId: number;
    readonly customerName: string | null;
    readonly scenarioId: number;
    readonly scenarioName: string;
    readonly note: string;
    readonly at: Instant;
  }[];
}
