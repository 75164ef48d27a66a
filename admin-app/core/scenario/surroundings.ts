/** What the checks know of the shop around a scenario. */
import type { LanguageChoice } from '../message/language.ts';
import type { SegmentBook } from '../segment/segment-book.ts';
import type { NamedTier } from './tier-ids.ts';

export interface Surroundings {
  /** The scenario that is checked; null before it was first saved. */
  readonly scenarioId: number | null;
  /** Those that messages should be written in, and what customers get where one is missing. */
  readonly languages: LanguageChoice;
  /** Those that are not archived; the checked one among them or not. */
  readonly scenarios: readonly OtherScenario[];
  readonly segments: SegmentBook;
  /** The value tiers, the lowest first. */
  readonly tiers: readonly NamedTier[];
  /** Those that there are no more, to say which one is missed. */
  readonly formerTiers: readonly NamedTier[];
  readonly audienceIds: readonly number[];
}

export interface OtherScenario {
  readonly scenarioId: number;
  readonly name: string;
  /** Scenarios that its blocks start: of the active version, where there is one, otherwise of the draft. */
  readonly starts: readonly number[];
}
