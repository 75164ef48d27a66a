/** What a dry run assumes, and why it cannot tell, in the reader's language. */
import type { Language } from '../../message/types.ts';
import type { StartTrigger } from '../types.ts';
import type { WhyNot } from './can-replay.ts';
import { english } from './words-english.ts';
import { french } from './words-french.ts';
import { polish } from './words-polish.ts';

/** What was taken for granted in one dry run. */
export interface Assumed {
  readonly trigger: StartTrigger;
  /** What queries asked of which only today's value is known, by their own names. */
  readonly asToday: readonly string[];
  /** Queries that could only be asked today. */
  readonly askedToday: readonly string[];
  /** Scenarios whose blocks sent customers here. */
  readonly callers: readonly string[];
  /** Those of them whose own start the past does not tell. */
  readonly unfollowed: readonly string[];
}

export interface DryRunWords {
  readonly always: readonly string[];
  readonly standing: string;
  readonly tiers: string;
  readonly activities: string;
  readonly segments: string;
  readonly byHand: string;
  readonly asToday: (names: string) => string;
  readonly askedToday: (queries: string) => string;
  readonly callers: (names: string) => string;
  readonly unfollowed: (names: string) => string;
  readonly whyNot: Readonly<Record<WhyNot, string>>;
}

const WORDS: Readonly<Record<Language, DryRunWords>> = { en: english, fr: french, pl: polish };

/** The sentences that go with a dry run. */
export function assumptionsInWords(assumed: Assumed, language: Language): readonly string[] {
  const words = WORDS[language];
  const { asToday, askedToday, callers, unfollowed } = assumed;
  const ofNames = [
    { names: asToday, say: words.asToday },
    { names: askedToday, say: words.askedToday },
    { names: callers.map(quoted), say: words.callers },
    { names: unfollowed.map(quoted), say: words.unfollowed },
  ];
  return [
    ...words.always,
    ...ofStart(assumed.trigger, words),
    ...ofNames.flatMap(({ names, say }) => (names.length === 0 ? [] : [say(names.join(', '))])),
  ];
}

function ofStart({ kind }: StartTrigger, words: DryRunWords): readonly string[] {
  switch (kind) {
    case 'inactive':
    case 'due':
      return [words.standing];
    case 'about to lose tier':
      return [words.standing, words.tiers];
    case 'tier changes':
      return [words.tiers];
    case 'link clicked':
    case 'back after absence':
      return [words.activities];
    case 'joins segment':
      return [words.segments];
    case 'by hand':
      return [words.byHand];
    default:
      return [];
  }
}

function quoted(name: string): string {
  return `“${name}”`;
}

/** Why a start cannot be rehearsed. */
export function reasonInWords(whyNot: WhyNot, language: Language): string {
  return WORDS[language].whyNot[whyNot];
}
