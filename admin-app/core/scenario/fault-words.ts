/** What each language has to say about the faults of a scenario. */
import type { Language } from '../message/types.ts';

/** What a number that is out of its bounds stands for. */
export type NumberName =
  | 'hour'
  | 'weekday'
  | 'days before'
  | 'inactive days'
  | 'days from the due day'
  | 'days before the tier is lost'
  | 'days of absence'
  | 'days before entering again'
  | 'number of the order'
  | 'days of validity'
  | 'days on the page'
  | 'days of pause';

/** What needs a name. */
export type NamedThing = 'message' | 'branch' | 'way' | 'split' | 'coupon';

/** Every one is a sentence or two. */
export interface FaultWords {
  readonly language: Language;
  /** `bounds` are the least and the greatest whole number that can be chosen. */
  readonly number: (what: NumberName, value: number, bounds: readonly [number, number]) => string;
  readonly nameMissing: (what: NamedThing) => string;

  readonly noStart: string;
  readonly secondStart: string;
  readonly sameBlockId: (id: string) => string;
  readonly backToStart: string;
  readonly leadsNowhere: (next: string) => string;
  readonly unreached: string;
  readonly noWayOut: string;
  readonly endlessLoop: string;
  readonly goalCategoryMissing: string;
  readonly quietHoursEmpty: string;
  readonly alwaysQuiet: string;

  /** Shares in percent. */
  readonly holdoutShare: (percent: number, most: number) => string;
  readonly nobodyHeldOut: string;
  readonly ownRhythm: (times: number) => string;
  readonly noTierChosen: string;
  readonly orderCategoryMissing: string;
  readonly linkMissing: string;
  readonly segmentGone: string;
  readonly tierGone: (tier: string) => string;
  readonly audienceGone: string;
  readonly scenarioGone: string;
  readonly startsItself: string;
  /** Names of scenarios, of which each starts the next and the last one this. */
  readonly startLoop: (names: readonly string[]) => string;

  /** Puts the language that a message is written in before a sentence about it. */
  readonly inLanguage: (language: Language, sentence: string) => string;
  readonly fallbackMissing: (fallback: Language) => string;
  readonly languageMissing: (missing: Language, fallback: Language) => string;
  readonly answersDiffer: (fallback: Language) => string;
  readonly optOutMissing: string;
  readonly leavesInQuietHour: (hour: number) => string;
  /** `coupon` is the name of the one that some have not got; null where the scenario has none. */
  readonly codeWithoutCoupon: (coupon: string | null) => string;

  readonly waitHours: (hours: number) => string;
  readonly limitHours: (hours: number) => string;
  readonly noSuchMessage: (id: string) => string;
  readonly notSentBefore: (message: string) => string;
  readonly noQuestion: (message: string) => string;
  readonly answerNotOffered: (answer: string, message: string) => string;
  readonly noCouponToUse: string;
  readonly orderIsGoal: string;

  readonly noCondition: string;
  readonly tooFewWays: string;
  readonly allWeightsZero: string;
  readonly weight: (weight: number) => string;
  readonly sameWayId: (id: string) => string;
  readonly winnerGone: string;

  readonly couponNeverExpires: string;
  readonly couponPercent: (percent: number) => string;
  readonly couponAmount: string;
  readonly couponMinimum: string;
  readonly couponPrefix: (prefix: string) => string;
  /** Shopify's or our own reason, without a full stop. */
  readonly noCodesNow: (problem: string) => string;

  readonly nothingToChange: string;
  readonly noteMissing: string;
  readonly tagEmpty: string;
  readonly tagWithComma: (tag: string) => string;
  readonly tagTooLong: (most: number) => string;
  readonly outcomeMissing: string;
}
