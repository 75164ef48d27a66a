/** The text being typed → what is asked, or its fault; and the condition that the cursor is in. */
import type { SegmentContext } from '../../contract/segments.ts';
import { type FaultLanguage, faultInWords } from '../../core/segment/fault-in-words.ts';
import type { Fault } from '../../core/segment/faults.ts';
import { parse } from '../../core/segment/parse.ts';
import { type NamedSegment, type ResolvedQuery, resolve } from '../../core/segment/resolve.ts';
import type { Condition, Place, Query } from '../../core/segment/types.ts';
import type { Day } from '../../core/time.ts';

/** What is on the screen: the text, the name of the segment it is of, and the cursor as an offset in the text. */
export interface ShownText {
  readonly text: string;
  readonly ownName: string | null;
  readonly cursor: number | null;
}

export interface PreviewFault {
  readonly fault: Fault;
  /** In the language of the person at the screen. */
  readonly message: string;
}

export interface Question {
  readonly shown: ShownText;
  /** The shop's day that it is asked for. */
  readonly today: Day;
  readonly query: ResolvedQuery;
  /** The condition under the cursor as written, and what it stands for; null when the cursor is in none. */
  readonly condition: { readonly written: Condition; readonly asked: ResolvedQuery } | null;
}

/** The context with its segments read; made once for many texts. */
export interface QuestionContext {
  readonly given: SegmentContext;
  readonly segments: readonly NamedSegment[];
}

export function questionContext(given: SegmentContext): QuestionContext {
  const segments = given.segments.flatMap(({ name, query: text }) => {
    const parsed = parse(text);
    return parsed.ok ? [{ name, query: parsed.query }] : [];
  });
  return { given, segments };
}

/** Without a context only the grammar is looked at: `question` is null then, unless there is a fault. */
export function readQuestion(
  shown: ShownText,
  context: QuestionContext | null,
  today: Day,
  language: FaultLanguage,
): { readonly fault: PreviewFault | null; readonly question: Question | null } {
  const refuse = (fault: Fault) => ({
    fault: { fault, message: faultInWords(fault, language) },
    question: null,
  });
  const parsed = parse(shown.text);
  if (!parsed.ok) return refuse(parsed.fault);
  if (!context) return { fault: null, question: null };
  const references = {
    segments: context.segments,
    scenarios: context.given.scenarios,
    ...(shown.ownName === null ? {} : { ownName: shown.ownName }),
  };
  const resolved = resolve(parsed.query, references, parsed.places);
  if (!resolved.ok) return refuse(resolved.fault);
  const written = conditionAt(parsed.places, shown.cursor);
  const part = written && resolve(written, references);
  const condition = written && part?.ok ? { written, asked: part.query } : null;
  return { fault: null, question: { shown, today, query: resolved.query, condition } };
}

/** Both ends belong to the condition: whoever has just written it has the cursor behind it. */
function conditionAt(places: ReadonlyMap<Query, Place>, cursor: number | null): Condition | null {
  if (cursor === null) return null;
  for (const [query, { offset, length }] of places) {
    if (isCondition(query) && cursor >= offset && cursor <= offset + length) return query;
  }
  return null;
}

function isCondition(query: Query): query is Condition {
  return query.kind !== 'and' && query.kind !== 'or' && query.kind !== 'not';
}
