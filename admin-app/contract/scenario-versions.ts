/** What customers pass and passed through: a version is written when a draft is activated, and never changes. */
import type { ScenarioDefinition } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';

/** GET /api/scenarios/:id/versions : the newest first, at most 100. */
export interface ScenarioVersions {
  readonly versions: readonly ScenarioVersion[];
  /** When customers were counted, in a shop that is too large to be counted at every look. */
  readonly countedAt: Instant | null;
}

export interface ScenarioVersion {
  readonly version: number;
  readonly activatedAt: Instant;
  readonly definition: ScenarioDefinition;
  /** Customers who entered in it or moved over to it, held out or not; null as in the list of scenarios. */
  readonly entered: number | null;
  /** Of those, who are inside now. */
  readonly inside: number | null;
}
