import { z } from 'zod';
import type { Priorities } from '../core/priority/priorities.ts';
import { PRIORITY_CLASSES, type PriorityClass } from '../core/priority/types.ts';
import type { PlacedScenario } from '../core/scenario/placed-scenario.ts';
import { REFUSALS } from './refusals.ts';

export type { PlacedScenario } from '../core/scenario/placed-scenario.ts';

/** What waits on the shop's pages disturbs nobody, and counts in no cap. */
export const CAPPED_CHANNELS = ['email', 'sms', 'push'] as const;
export const MOST_CAPS = 12;
export const MOST_HOURS = 24 * 30;
export const MOST_DAYS = 90;

const whole = (most: number) =>
  z
    .number(REFUSALS['not whole'])
    .int(REFUSALS['not whole'])
    .min(1, 'expected 1 or more')
    .max(most, `expected ${most.toLocaleString('en')} or fewer`);
const priorityClass = z.enum(PRIORITY_CLASSES);
const reason = z
  .string()
  .trim()
  .min(1, REFUSALS['reason missing'])
  .max(300, 'expected 300 characters or fewer');

export const cap = z
  .strictObject({
    max: whole(99),
    window: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('hours'), hours: whole(MOST_HOURS) }),
      z.strictObject({ kind: z.literal('local days'), days: whole(MOST_DAYS) }),
    ]),
    over: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('all') }),
      z.strictObject({ kind: z.literal('channel'), channel: z.enum(CAPPED_CHANNELS) }),
      z.strictObject({ kind: z.literal('class'), priorityClass }),
      z.strictObject({ kind: z.literal('message kind'), messageKind: z.string().min(1).max(80) }),
    ]),
    letPast: z.array(priorityClass),
  })
  .refine(({ letPast }) => new Set(letPast).size === letPast.length, {
    message: REFUSALS['class twice'],
    path: ['letPast'],
  })
  .refine(
    ({ over, letPast }) =>
      letPast.length < PRIORITY_CLASSES.length &&
      !(over.kind === 'class' && letPast.includes(over.priorityClass)),
    { message: REFUSALS['cap without effect'], path: ['letPast'] },
  );

/**
 * PUT /api/settings/priorities → PrioritiesView; 404 where it names a scenario or message that is not there, 409 when
 * somebody else has saved since `version`.
 */
export const prioritiesEdit = z
  .strictObject({
    caps: z.array(cap).max(MOST_CAPS, `expected ${MOST_CAPS} caps or fewer`),
    classes: z
      .array(priorityClass)
      .refine(
        (classes) =>
          classes.length === PRIORITY_CLASSES.length && new Set(classes).size === classes.length,
        REFUSALS['not every class'],
      ),
    classesReason: z.string().trim().max(300, 'expected 300 characters or fewer'),
    overrides: z
      .array(
        z.strictObject({
          scenarioId: z.number().int(),
          blockId: z.string().min(1).max(80).nullable(),
          priorityClass,
          reason,
        }),
      )
      .max(200, 'expected 200 exceptions or fewer'),
    scenarioOrder: z.array(z.number().int()).max(5_000),
    version: z.number().int().min(0),
  })
  .refine(({ classes, classesReason }) => isUsualOrder(classes) || classesReason !== '', {
    message: REFUSALS['reason missing'],
    path: ['classesReason'],
  })
  .refine(
    ({ overrides }) =>
      new Set(overrides.map((it) => `${it.scenarioId} ${it.blockId ?? ''}`)).size ===
      overrides.length,
    { message: REFUSALS['exception twice'], path: ['overrides'] },
  );

export function isUsualOrder(classes: readonly PriorityClass[]): boolean {
  return classes.every((it, place) => it === PRIORITY_CLASSES[place]);
}

/** GET /api/settings/priorities */
export interface PrioritiesView {
  readonly priorities: Priorities;
  /** 0 until somebody has saved. */
  readonly version: number;
  readonly scenarios: readonly PlacedScenario[];
}
