import { z } from 'zod';
import type { Fault } from '../core/segment/faults.ts';
import type { SegmentReach } from '../core/segment/reach.ts';
import type { ReadyMadeSegment } from '../core/segment/ready-made.ts';
import type { DayText, Instant } from '../core/time.ts';
import type { CustomerRow } from './customers.ts';
import type { Failure } from './failure.ts';
import { REFUSALS } from './refusals.ts';

/** Which no database text can hold. */
const NUL = '\0';
const text = z.string().refine((given) => !given.includes(NUL), REFUSALS['text with NUL']);
const name = text.trim().min(1, 'give the segment a name').max(120);
/** Longer ones than the language allows are refused by it, with the place. */
const query = text.max(100_000);

/** POST /api/segments → 201 SegmentView. Who belongs to it is counted at once. */
export const createSegment = z.strictObject({ name, query });
/**
 * PUT /api/segments/:id → SegmentView. Members follow at once, with the cause "query edited"; a new name is written into
 * the queries that name this segment. With `version`, a segment that somebody else has changed since is refused (409).
 */
export const saveSegment = z.strictObject({
  name,
  query,
  version: z.number().int().optional(),
});
/** POST /api/segments/:id/duplicate → 201 SegmentView */
export const duplicateSegment = z.strictObject({ name });
/** POST /api/segments/preview → SegmentPreview; saves nothing. `ownName` is that of the segment being edited. */
export const previewSegment = z.strictObject({ query, ownName: name.nullable().default(null) });

/**
 * 422 for a query with a fault or a name it cannot have. `fault` is there when `field` is "query": its place is the one
 * in the text that was sent. Its message is in the language of `?language=en|fr|pl`, else in the shop's.
 */
export interface SegmentFailure extends Failure {
  readonly error: Failure['error'] & { readonly fault?: Fault };
}

/** GET /api/segments : by name; `?archived=1` lists the archived ones instead. */
export interface SegmentsView {
  readonly segments: readonly SegmentSummary[];
  /** When those who can be reached were counted, in a shop that is too large to be counted at every look. */
  readonly reachCountedAt: Instant | null;
  readonly today: DayText;
}

export interface SegmentSummary {
  readonly segmentId: number;
  readonly name: string;
  readonly query: string;
  readonly members: number;
  /** Members who may be e-mailed; who may get SMS. Null while a large shop is counted for the first time. */
  readonly mailable: number | null;
  readonly textable: number | null;
  /** Joined and left since the shop's midnight seven days ago. */
  readonly joined7d: number;
  readonly left7d: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly archivedAt: Instant | null;
  /** When its members were last compared with the facts of everybody. */
  readonly evaluatedAt: Instant;
  /** Why it cannot be evaluated (it names a scenario that is gone): members stay as they were. Null when all is well. */
  readonly fault: { readonly message: string; readonly fault: Fault } | null;
}

/** In the answer to a change of name, where not every query that says the old one could be read and follow. */
export interface AfterRename {
  /** The segments, scenarios and campaigns that they are in. */
  readonly unreadQueries: readonly UnreadQuery[];
}

export interface UnreadQuery {
  readonly of: 'segment' | 'scenario' | 'campaign';
  readonly id: number;
  readonly name: string;
}

/** GET /api/segments/:id; POST /api/segments/:id/{archive,restore} answer with it too. */
export interface SegmentView extends SegmentSummary, Partial<AfterRename> {
  /** Goes up with each change of name or query. */
  readonly version: number;
  /** Null while a large shop is counted for the first time. */
  readonly reach: SegmentReach | null;
  readonly reachCountedAt: Instant | null;
  readonly usedBy: SegmentUse;
}

/** Archiving is refused (409) while a segment names it. */
export interface SegmentUse {
  readonly segments: readonly { readonly segmentId: number; readonly name: string }[];
  readonly scenarios: readonly { readonly scenarioId: number; readonly name: string }[];
}

export {
  type ChannelReach,
  type SegmentReach,
  UNREACHABLE_REASONS,
  type UnreachableReason,
} from '../core/segment/reach.ts';

export interface SegmentPreview {
  readonly count: number;
  /** All customers of the shop. */
  readonly of: number;
  readonly reach: SegmentReach;
  /** As the shop's day changes, if no fact does. */
  readonly tomorrow: { readonly joining: number; readonly leaving: number };
  readonly rows: readonly CustomerRow[];
  readonly today: DayText;
}

/** POST /api/segments/customers → SegmentCustomers: the names behind numbers of a preview; unknown numbers are left out. */
export const nameCustomers = z.strictObject({
  customerIds: z.array(z.number().int().positive()).max(100),
});
export interface SegmentCustomers {
  readonly customers: readonly CustomerRow[];
}

/** GET /api/segments/:id/members?after= : 50 a page, by customer. */
export interface SegmentMembersPage {
  readonly members: readonly SegmentMember[];
  /** Pass as `after` for the next page; null at the end. */
  readonly after: string | null;
}
export interface SegmentMember extends CustomerRow {
  readonly joinedAt: Instant;
}

/** GET /api/segments/:id/events?kind=joined|left&after= : newest first, 50 a page. The first members have none. */
export interface SegmentEventsPage {
  readonly events: readonly SegmentEventView[];
  readonly after: string | null;
}
export interface SegmentEventView {
  readonly eventId: number;
  readonly at: Instant;
  readonly kind: 'joined' | 'left';
  readonly customerId: number;
  readonly customerName: string;
  readonly cause: SegmentEventCause;
  /**
   * With "facts changed": which, of "customer", "orders", "order lines", "prediction", "activities", "enrolments" and
   * "existence" (the customer came or went).
   */
  readonly facts: readonly string[];
  /** With "query edited", when it was that of a segment named in this one's query: its name. */
  readonly through: string | null;
}
const SEGMENT_EVENT_CAUSES = ['facts changed', 'day changed', 'query edited'] as const;
export type SegmentEventCause = (typeof SEGMENT_EVENT_CAUSES)[number];

/** GET /api/segments/:id/sizes : days on which it was evaluated, oldest first, at most two years; between them it stays. */
export interface SegmentSizes {
  readonly sizes: readonly {
    readonly day: DayText;
    /** At the end of the day, or now. */
    readonly members: number;
    readonly joined: number;
    readonly left: number;
  }[];
}

/** GET /api/segments/:id/members.csv has these columns; amounts are decimal, in the shop's currency. */
export const MEMBER_COLUMNS = [
  'customer_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'language',
  'country',
  'tags',
  'orders',
  'amount_spent',
  'last_order_date',
  'predicted_next_order_date',
  'joined_on',
  'may_email',
  'may_sms',
] as const;

/** GET /api/segments/ready-made : counted now; the query is put into the editor, or given to POST /api/segments. */
export interface ReadyMadeView {
  readonly segments: readonly (ReadyMadeSegment & {
    /** Null while a large shop is counted for the first time. */
    readonly count: number | null;
  })[];
  readonly countedAt: Instant | null;
}

/** GET /api/segments/values : what exists in this shop, most frequent first, at most 500 of each. */
export interface SegmentValues {
  /** A large shop is looked through for the first time: nothing of its customers yet; ask again. */
  readonly counting: boolean;
  readonly tags: readonly string[];
  readonly productTypes: readonly string[];
  readonly productTitles: readonly string[];
  /** Capital codes, such as "FR". */
  readonly countries: readonly string[];
  readonly languages: readonly string[];
  readonly emailDomains: readonly string[];
  /** The lowest first. */
  readonly valueTiers: readonly string[];
  readonly loyaltyTiers: readonly string[];
  readonly segments: readonly string[];
  readonly scenarios: readonly string[];
}

/**
 * GET /api/segments/snapshot → 200 with bytes (`decodeSnapshot` of core/segment/snapshot.ts reads them, `updateSnapshot`
 * joins a difference to what one has), content type `application/octet-stream`, gzip. With `?since=<version>&epoch=<epoch>`
 * it is a difference where that is the smaller thing, 204 when nothing has changed. `ETag` and `If-None-Match` work too (304).
 * What conditions need besides the columns is in `SegmentContext`.
 */
export const SNAPSHOT_TYPE = 'application/octet-stream';

/** GET /api/segments/context : what queries are resolved against in the browser; small, ask before each editing. */
export interface SegmentContext {
  readonly segments: readonly { readonly name: string; readonly query: string }[];
  readonly scenarios: readonly { readonly name: string; readonly scenarioId: number }[];
  readonly today: DayText;
  /** The server's now; moves with the demo's clock. */
  readonly now: Instant;
  readonly zone: string;
  readonly currency: string;
}
