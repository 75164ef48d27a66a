import { z } from 'zod';
import { LANGUAGES } from '../core/message/types.ts';
import { PRIORITY_CLASSES } from '../core/priority/types.ts';
import type { Block, Fault, ScenarioDefinition } from '../core/scenario/types.ts';
import { REACTIONS } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';
import { emailContent } from './messages.ts';

const blockId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1–40 of a–z, 0–9 and -');
const start = z.strictObject({
  kind: z.literal('start'),
  id: blockId,
  inactive: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('overdue'), days: z.number().int().min(0).max(3650) }),
    z.strictObject({ kind: z.literal('no order'), days: z.number().int().min(1).max(3650) }),
  ]),
  holdoutShare: z.number().min(0).max(0.5),
  next: blockId,
});

const message = z.strictObject({
  kind: z.literal('message'),
  id: blockId,
  name: z.string().min(1).max(80),
  channel: z.literal('email'),
  priorityClass: z.enum(PRIORITY_CLASSES),
  content: z.partialRecord(z.enum(LANGUAGES), emailContent),
  fallbackLanguage: z.enum(LANGUAGES),
  next: blockId,
});

const wait = z.strictObject({
  kind: z.literal('wait'),
  id: blockId,
  hours: z
    .number()
    .min(0)
    .max(24 * 365),
  next: blockId,
});

const waitForReaction = z.strictObject({
  kind: z.literal('wait for reaction'),
  id: blockId,
  messageBlock: blockId,
  limitHours: z
    .number()
    .min(1)
    .max(24 * 365),
  exits: z
    .array(
      z.strictObject({
        reaction: z.enum(REACTIONS),
        when: z.enum(['at once', 'at the limit']),
        next: blockId,
      }),
    )
    .max(6),
  otherwise: blockId,
});

const exit = z.strictObject({
  kind: z.literal('exit'),
  id: blockId,
  outcome: z.string().min(1).max(40),
});

export const scenarioDefinition = z.strictObject({
  blocks: z
    .array(z.discriminatedUnion('kind', [start, message, wait, waitForReaction, exit]))
    .min(1)
    .max(100),
}) satisfies z.ZodType<ScenarioDefinition & { blocks: Block[] }>;

const name = z.string().trim().min(1, 'give the scenario a name').max(120);

/** POST /api/scenarios → ScenarioView */
export const createScenario = z.strictObject({ template: z.enum(['win-back']), name });
/** PUT /api/scenarios/:id → ScenarioView; saves the draft, the active version stays as it is. */
export const saveScenario = z.strictObject({ name, definition: scenarioDefinition });
/** POST /api/scenarios/preview → EmailPreview; renders without saving or sending. */
export const previewEmail = z.strictObject({
  content: emailContent,
  customerId: z.number().int().nullable(),
  /** The language of `content`, for the footer; without it the customer's. */
  language: z.enum(LANGUAGES).optional(),
});

/** GET /api/templates */
export interface TemplatesView {
  readonly templates: readonly {
    readonly template: 'win-back';
    readonly name: string;
    readonly description: string;
    readonly definition: ScenarioDefinition;
  }[];
}

/** GET /api/scenarios */
export interface ScenariosView {
  readonly scenarios: readonly ScenarioSummary[];
}

export type ScenarioStatus = 'draft' | 'active' | 'paused' | 'archived';

export interface ScenarioSummary {
  readonly scenarioId: number;
  readonly name: string;
  readonly template: string;
  readonly status: ScenarioStatus;
  readonly entered: number;
  readonly inside: number;
  readonly returned: number;
  readonly updatedAt: Instant;
}

/** GET /api/scenarios/:id; POST /api/scenarios/:id/{activate,pause,resume} answer with it too. */
export interface ScenarioView extends ScenarioSummary {
  readonly definition: ScenarioDefinition;
  /** The draft differs from the version customers pass through. */
  readonly unpublished: boolean;
  readonly activeVersion: number | null;
  /** What stands in the way of activating the draft; empty when it can be. */
  readonly faults: readonly Fault[];
  /** Customers at each block of any version now. */
  readonly waiting: Readonly<Record<string, number>>;
}

/** POST /api/scenarios/audience {inactive} : who would enter if it were active now. */
export const countAudience = z.strictObject({ inactive: start.shape.inactive });
export interface AudienceCount {
  readonly inactive: number;
  /** Of those, may be e-mailed. */
  readonly reachable: number;
}

export interface EmailPreview {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly asCustomer: string;
}
