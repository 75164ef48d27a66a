/** Who of the staff did what, and when. */
import { z } from 'zod';
import type { Instant } from '../core/time.ts';

/** What is noted; the part before the dot is the topic that the log is filtered by. */
export const STAFF_ACTS = [
  'scenario.created',
  'scenario.edited',
  'scenario.activated',
  'scenario.paused',
  'scenario.resumed',
  'scenario.archived',
  'scenario.moved',
  'scenario.removed',
  'scenario.added',
  'campaign.edited',
  'campaign.scheduled',
  'campaign.unscheduled',
  'campaign.cancelled',
  'campaign.archived',
  'customer.written',
  'customer.tier',
  'customer.exported',
  'customer.redacted',
  'segment.created',
  'segment.changed',
  'segment.archived',
  'segment.restored',
  'segment.exported',
  'onsite.created',
  'onsite.changed',
  'onsite.archived',
  'import.started',
  'import.undone',
  'import.deleted',
  'settings.sender',
  'settings.priorities',
  'settings.tiers',
  'settings.attribution',
  'settings.inactive',
  'settings.languages',
  'settings.connected',
  'settings.disconnected',
  'settings.audienceCreated',
  'settings.audienceSynced',
  'settings.audienceArchived',
  'data.kept',
  'data.exported',
  'data.figuresExported',
  'data.customersExported',
  'data.ordersExported',
  'data.audienceExported',
  'data.handedOver',
] as const;
export type StaffActKind = (typeof STAFF_ACTS)[number];

export const STAFF_TOPICS = [
  'scenario',
  'campaign',
  'customer',
  'segment',
  'onsite',
  'import',
  'settings',
  'data',
] as const;

/** Fields whose change is told. */
const CHANGED_FIELDS = [
  'name',
  'version',
  'senderName',
  'senderEmail',
  'postalAddress',
  'caps',
  'classes',
  'moved',
  'tiers',
  'basis',
  'delivered',
  'opened',
  'clicked',
  'definition',
  'query',
  'active',
  'months',
  'years',
  'count',
  'saves',
  'orders',
  'scenarios',
  'block',
  'time',
  'coupon',
  'languages',
  'fallback',
] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** In the words or figures that were typed; null where there was nothing, or is nothing now. */
export interface StaffChange {
  readonly field: ChangedField;
  readonly before: string | null;
  readonly after: string | null;
}

/** GET /api/staff-log: the newest first; 50 a page. */
export const staffLogQuery = z.strictObject({
  topic: z.enum(STAFF_TOPICS).optional(),
  staff: z.string().max(40).optional(),
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'expected where the page before ended')
    .optional(),
});

export interface StaffLogPage {
  readonly acts: readonly StaffActView[];
  /** Everybody in the log by number, for the filter. */
  readonly staff: readonly string[];
  readonly after: string | null;
}

export interface StaffActView {
  readonly actId: number;
  readonly at: Instant;
  /** Shopify's number of the person; empty where it is not known. */
  readonly staffId: string;
  readonly kind: StaffActKind;
  /** The name of what it was done to; never a customer's. */
  readonly subject: string | null;
  readonly subjectId: string | null;
  readonly changes: readonly StaffChange[];
}
