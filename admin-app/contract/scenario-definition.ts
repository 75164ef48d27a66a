/**
 * Scenario definitions as they come in: everything in bounds, nothing unknown. What makes sense is checked by the core:
 * a draft with an empty name, or with nothing chosen yet (0, an empty id), can be saved.
 */
import { z } from 'zod';
import { LANGUAGES } from '../core/message/types.ts';
import { ON_SITE_FORMS } from '../core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../core/priority/types.ts';
import type {
  Block,
  CustomerChange,
  Goal,
  QuietTimes,
  ScenarioDefinition,
  SendTime,
  StartTrigger,
  WaitUntil,
} from '../core/scenario/types.ts';
import { REACTIONS } from '../core/scenario/types.ts';
import { LIMITS } from '../core/segment/faults.ts';
import { couponPrefix, discount, minorAmount, validDays } from './coupon.ts';
import { emailContent, onSiteContent, pushContent, smsContent } from './messages.ts';
import { REFUSALS } from './refusals.ts';

const blockId = z.string().regex(/^[a-z0-9-]{1,40}$/, REFUSALS['not an identifier']);
const id = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().max(80);
const query = z.string().max(LIMITS.length);
const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const hour = whole(0, 23);
const days = whole(1, 3650);
const HOURS_OF_A_YEAR = 24 * 365;

export const inactiveDefinition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('overdue'), days: whole(0, 3650) }),
  z.strictObject({ kind: z.literal('own rhythm'), times: z.number().min(1).max(100) }),
  z.strictObject({ kind: z.literal('no order'), days }),
]);

const tierNames = z.array(z.string().min(1).max(80)).max(50).nullable();

const startTrigger: z.ZodType<StartTrigger> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('inactive'), by: inactiveDefinition }),
  z.strictObject({ kind: z.literal('due'), days: whole(-3650, 3650) }),
  z.strictObject({
    kind: z.literal('joins segment'),
    segmentId: id,
    fromSegmentId: id.nullable(),
  }),
  z.strictObject({
    kind: z.literal('tier changes'),
    direction: z.enum(['up', 'down']),
    from: tierNames,
    to: tierNames,
  }),
  z.strictObject({ kind: z.literal('about to lose tier'), days }),
  z.strictObject({
    kind: z.literal('order placed'),
    number: whole(1, 1000).nullable(),
    category: z.string().max(255).nullable(),
  }),
  z.strictObject({ kind: z.literal('item returned') }),
  z.strictObject({
    kind: z.literal('back after absence'),
    days,
    seen: z.enum(['visit', 'login']),
  }),
  z.strictObject({ kind: z.literal('link clicked'), urlContains: z.string().max(2_000) }),
  z.strictObject({
    kind: z.literal('yearly date'),
    date: z.enum(['birthday', 'first order']),
    daysBefore: whole(0, 364),
  }),
  z.strictObject({ kind: z.literal('by hand') }),
  z.strictObject({ kind: z.literal('another scenario') }),
]);

const start = z.strictObject({
  kind: z.literal('start'),
  id: blockId,
  trigger: startTrigger,
  condition: query.nullable(),
  reentry: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('never') }),
    z.strictObject({ kind: z.literal('after'), days }),
    z.strictObject({ kind: z.literal('each time') }),
  ]),
  holdoutShare: z.number().min(0).max(0.5),
  next: blockId,
});

const sendTime: z.ZodType<SendTime> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at once') }),
  z.strictObject({ kind: z.literal('at hour'), hour }),
  z.strictObject({ kind: z.literal('best hour') }),
]);

const language = z.enum(LANGUAGES);
const messageParts = {
  kind: z.literal('message'),
  id: blockId,
  name,
  priorityClass: z.enum(PRIORITY_CLASSES),
  fallbackLanguage: language,
  sendTime,
  next: blockId,
  unreachable: blockId.nullable(),
  outranked: blockId.nullable(),
};
const message = z.discriminatedUnion('channel', [
  z.strictObject({
    ...messageParts,
    channel: z.literal('email'),
    content: z.partialRecord(language, emailContent),
  }),
  z.strictObject({
    ...messageParts,
    channel: z.literal('sms'),
    content: z.partialRecord(language, smsContent),
  }),
  z.strictObject({
    ...messageParts,
    channel: z.literal('push'),
    content: z.partialRecord(language, pushContent),
  }),
  z.strictObject({
    ...messageParts,
    channel: z.literal('on-site'),
    content: z.partialRecord(language, onSiteContent),
    form: z.enum(ON_SITE_FORMS),
    days: whole(1, 365),
  }),
]);

const waitUntil: z.ZodType<WaitUntil> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('time'), hours: z.number().min(0).max(HOURS_OF_A_YEAR) }),
  z.strictObject({ kind: z.literal('hour'), hour }),
  z.strictObject({ kind: z.literal('weekday'), weekday: whole(1, 7), hour }),
  z.strictObject({
    kind: z.literal('date'),
    date: z.enum(['birthday', 'predicted_next_order_date']),
    daysBefore: whole(0, 364),
    hour,
  }),
]);
const wait = z.strictObject({
  kind: z.literal('wait'),
  id: blockId,
  until: waitUntil,
  next: blockId,
});

const waitForReaction = z.strictObject({
  kind: z.literal('wait for reaction'),
  id: blockId,
  messageBlock: blockId.or(z.literal('')),
  limitHours: z.number().min(1).max(HOURS_OF_A_YEAR),
  exits: z
    .array(
      z.strictObject({
        reaction: z.enum(REACTIONS),
        answer: blockId.nullable(),
        when: z.enum(['at once', 'at the limit']),
        next: blockId,
      }),
    )
    .max(20),
  otherwise: blockId,
});

const branch = z.strictObject({
  kind: z.literal('branch'),
  id: blockId,
  name,
  arms: z.array(z.strictObject({ name, query, next: blockId })).max(20),
  otherwise: blockId,
});

const split = z.strictObject({
  kind: z.literal('split'),
  id: blockId,
  name,
  arms: z
    .array(
      z.strictObject({
        id: blockId,
        name,
        weight: z.number().min(0).max(1_000_000),
        next: blockId,
      }),
    )
    .max(20),
  winner: blockId.nullable(),
});

const coupon = z.strictObject({
  kind: z.literal('coupon'),
  id: blockId,
  name,
  discount,
  minimumMinor: minorAmount.nullable(),
  prefix: couponPrefix,
  validDays,
  next: blockId,
  unavailable: blockId.nullable(),
});

const audience = z.strictObject({
  kind: z.literal('audience'),
  id: blockId,
  action: z.enum(['add', 'remove']),
  audienceId: id,
  next: blockId,
});

const tag = z.string().max(255);
const change: z.ZodType<CustomerChange> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['add tag', 'remove tag']), tag }),
  z.strictObject({ kind: z.literal('suppress') }),
  z.strictObject({ kind: z.literal('pause marketing'), days }),
  z.strictObject({ kind: z.literal('set tier'), tier: z.string().max(80) }),
  z.strictObject({ kind: z.literal('alert staff'), note: z.string().max(500) }),
]);
const updateCustomer = z.strictObject({
  kind: z.literal('update customer'),
  id: blockId,
  changes: z.array(change).max(10),
  next: blockId,
});

const startScenario = z.strictObject({
  kind: z.literal('start scenario'),
  id: blockId,
  scenarioId: id,
  next: blockId,
});

const exit = z.strictObject({
  kind: z.literal('exit'),
  id: blockId,
  outcome: z.string().max(40),
});

const goal: z.ZodType<Goal> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order') }),
  z.strictObject({ kind: z.literal('order of category'), category: z.string().max(255) }),
  z.strictObject({ kind: z.literal('joins segment'), segmentId: id }),
  z.strictObject({ kind: z.literal('none') }),
]);

export const quietTimes: z.ZodType<QuietTimes> = z.strictObject({
  hours: z.strictObject({ from: hour, until: hour }).nullable(),
  weekdays: z.array(whole(1, 7)).max(7),
});

export const scenarioDefinition = z.strictObject({
  blocks: z
    .array(
      z.discriminatedUnion('kind', [
        start,
        message,
        wait,
        waitForReaction,
        branch,
        split,
        coupon,
        audience,
        updateCustomer,
        startScenario,
        exit,
      ]),
    )
    .min(1)
    .max(100),
  goal,
  quiet: quietTimes.nullable(),
}) satisfies z.ZodType<ScenarioDefinition & { blocks: Block[] }>;
