/** Campaigns: what staff write, what is checked before it goes, and what came of it. */
import { z } from 'zod';
import { LANGUAGES } from '../core/message/types.ts';
import { ON_SITE_FORMS } from '../core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../core/priority/types.ts';
import { CAMPAIGN_MODES, type Campaign, type CampaignState } from '../core/scenario/campaign.ts';
import type { CampaignFault } from '../core/scenario/campaign-faults.ts';
import type { CampaignReach } from '../core/scenario/campaign-reach.ts';
import { CHANNELS } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';
import { emailContent, onSiteContent, pushContent, smsContent } from './messages.ts';
import { quietTimes } from './scenario-definition.ts';
import type { AfterRename } from './segments.ts';

const segmentId = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable();
const language = z.enum(LANGUAGES);
/** Before the year 2100. */
const instant = z.number().int().min(0).max(4_102_444_800_000);
const day = z.number().int().min(0).max(47_482);
const hour = z.number().int().min(0).max(23);
const hours = z.number().min(0).max(10_000);
const reason = z.string().max(300);

/** Everything in bounds, nothing unknown; what makes sense is checked before scheduling. */
export const campaign = z.strictObject({
  audience: z.strictObject({ segmentId, exceptSegmentId: segmentId }),
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  mode: z.enum(CAMPAIGN_MODES),
  messages: z.strictObject({
    email: z.partialRecord(language, emailContent),
    sms: z.partialRecord(language, smsContent),
    push: z.partialRecord(language, pushContent),
    'on-site': z.partialRecord(language, onSiteContent),
  }),
  onSiteForm: z.enum(ON_SITE_FORMS),
  fallbackLanguage: language,
  timing: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('at once') }),
    z.strictObject({ kind: z.literal('at instant'), at: instant.nullable() }),
    z.strictObject({ kind: z.literal('local time'), day: day.nullable(), hour }),
    z.strictObject({
      kind: z.literal('best hour'),
      at: instant.nullable(),
      withinHours: hours,
    }),
  ]),
  expiry: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('at'), at: instant }),
    z.strictObject({ kind: z.literal('after'), hours }),
  ]),
  quiet: quietTimes.nullable(),
  quietReason: reason,
  priorityClass: z.enum(PRIORITY_CLASSES),
  priorityReason: reason,
  holdoutShare: z.number().min(0).max(0.5),
  stopsOnOrder: z.boolean(),
}) satisfies z.ZodType<Campaign>;

const name = z.string().trim().max(120);

/** POST /api/campaigns → CampaignView; an empty draft. */
export const createCampaign = z.strictObject({
  name: name.min(1, 'give the campaign a name'),
});
/** Of the draft that staff have seen: where somebody else has saved another since, the answer is 409. */
const revision = z.string().max(64);

/** PUT /api/campaigns/:id → CampaignView; only of a draft. Without `revision` it is saved over whatever is there. */
export const saveCampaign = z.strictObject({
  name: name.min(1, 'give the campaign a name'),
  campaign,
  revision: revision.optional(),
});
/** POST /api/campaigns/check → CampaignCheck; as if it were scheduled now. Writes nothing. */
export const checkCampaign = z.strictObject({ name, campaign, language });
/**
 * POST /api/campaigns/:id/schedule → CampaignView; twice is once. 422 with the field for what is wrong; 409 for what
 * must be confirmed first.
 */
export const scheduleCampaign = z.strictObject({
  confirmed: z.boolean(),
  language,
  revision,
});
/** POST /api/campaigns/:id/duplicate → CampaignView of the copy, a draft. */
export const duplicateCampaign = z.strictObject({ name: name.min(1) });

/** GET /api/campaigns */
export interface CampaignsView {
  readonly campaigns: readonly CampaignSummary[];
}

export interface CampaignSummary {
  readonly campaignId: number;
  readonly name: string;
  readonly state: CampaignState;
  readonly archived: boolean;
  readonly campaign: Campaign;
  /** Of the segment that it is for; null is every customer, or a segment that is gone. */
  readonly segmentName: string | null;
  readonly updatedAt: Instant;
  /** Another whenever name or campaign are others. */
  readonly revision: string;
  /** When it takes its audience; null while it is not scheduled. */
  readonly startsAt: Instant | null;
  readonly begunAt: Instant | null;
  readonly endedAt: Instant | null;
  /** How many customers it was for when it began; null before. */
  readonly audience: number | null;
  /** Why it did not begin; null where nothing went wrong. */
  readonly problem: CampaignProblem | null;
  /** Customers who got it, and what they did. */
  readonly sent: number;
  readonly opened: number;
  readonly clicked: number;
  /** Customers who are to get it still. */
  readonly waiting: number;
  /** Customers on whose pages it waits to be seen, or to be seen again. */
  readonly showing: number;
  /** Of the orders that are credited to it, as in the results; in minor units of the shop's currency. */
  readonly revenueMinor: number;
}

export type CampaignProblem = 'segment gone';

/** GET /api/campaigns/:id; POST /api/campaigns/:id/{schedule,unschedule,cancel,archive} answer with it too. */
export type CampaignView = CampaignSummary & Partial<AfterRename>;

export interface CampaignCheck {
  readonly faults: readonly CampaignFault[];
  /** Null when a segment is gone. */
  readonly reach: CampaignReach | null;
}
