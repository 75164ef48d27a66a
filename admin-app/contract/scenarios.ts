import { z } from 'zod';
import { LANGUAGES } from '../core/message/types.ts';
import { TEMPLATE_NAMES, type Template } from '../core/scenario/templates/gallery.ts';
import type { Fault, ScenarioDefinition, StartBlock } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';
import { inactiveDefinition, scenarioDefinition } from './scenario-definition.ts';
import type { AfterRename } from './segments.ts';

const name = z.string().trim().min(1, 'give the scenario a name').max(120);

/**
 * POST /api/scenarios → ScenarioView; makes a draft from a template. What is not chosen is as usual; blocks are named in
 * the language.
 */
export const createScenario = z.strictObject({
  template: z.enum(TEMPLATE_NAMES),
  name,
  choices: z.record(z.string().max(40), z.string().max(80)).default({}),
  language: z.enum(LANGUAGES).default('en'),
});
/**
 * PUT /api/scenarios/:id → ScenarioView; saves the draft, the active version stays as it is. 409 when somebody else has
 * saved another draft since `revision`; without one it is saved over whatever is there.
 */
export const saveScenario = z.strictObject({
  name,
  definition: scenarioDefinition,
  revision: z.string().max(64).optional(),
});
/** GET /api/templates?language=en|fr|pl : for this shop, with the channels and audiences that it has. */
export interface TemplatesView {
  readonly templates: readonly Template[];
}

/** GET /api/scenarios */
export interface ScenariosView {
  readonly scenarios: readonly ScenarioSummary[];
  /** When customers were counted, in a shop that is too large to be counted at every look. */
  readonly countedAt: Instant | null;
}

export type ScenarioStatus = 'draft' | 'active' | 'paused' | 'archived';

export interface ScenarioSummary extends PassageCounts {
  readonly scenarioId: number;
  readonly name: string;
  readonly template: string;
  /** That it was made for; null where the template knows none. */
  readonly trade: string | null;
  readonly status: ScenarioStatus;
  readonly updatedAt: Instant;
}

/** Null while a large shop is counted for the first time; ask again. */
export interface PassageCounts {
  readonly entered: number | null;
  readonly inside: number | null;
  readonly returned: number | null;
}

/** GET /api/scenarios/:id; POST /api/scenarios/:id/{activate,pause,resume} answer with it too. */
export interface ScenarioView extends ScenarioSummary, Partial<AfterRename> {
  /** Counted at every look. */
  readonly inside: number;
  /** When those who entered and returned were counted; as in the list. */
  readonly countedAt: Instant | null;
  readonly definition: ScenarioDefinition;
  /** The draft differs from the version customers pass through. */
  readonly unpublished: boolean;
  /** Of name and draft; see `saveScenario`. */
  readonly revision: string;
  readonly activeVersion: number | null;
  /** What stands in the way of activating the draft, and what must be confirmed. */
  readonly faults: readonly Fault[];
  /** Customers at each block of any version now. */
  readonly waiting: Readonly<Record<string, number>>;
}

/** POST /api/scenarios/audience {inactive} : who would enter if it were active now. */
export const countAudience = z.strictObject({ inactive: inactiveDefinition });
export interface AudienceCount {
  /** Both null in a large shop, which takes too long to count for what is still being typed. */
  readonly inactive: number | null;
  /** Of those, can be reached. */
  readonly reachable: number | null;
}

/**
 * POST /api/templates/audience : who would enter if a scenario made so were active now. Both null while a large shop is
 * counted: ask again.
 */
export const countTemplateAudience = createScenario.omit({ name: true });
export interface TemplateAudience extends AudienceCount {
  /** Null where the template does not begin with inactive customers. */
  readonly start: StartBlock | null;
}
