/** All segments of a shop together: what each stands for, and who names whom. */
import { fold } from './fold.ts';
import { parse } from './parse.ts';
import { readsOf } from './reads.ts';
import { type NamedScenario, type ResolveResult, resolve } from './resolve.ts';
import type { SegmentQuery } from './types.ts';

export interface SegmentText {
  readonly segmentId: number;
  readonly name: string;
  readonly text: string;
}
export interface SegmentBook<T extends SegmentText = SegmentText> {
  readonly segments: readonly T[];
  readonly scenarios: readonly NamedScenario[];
  /** Of the segments whose text can be read. */
  readonly queries: ReadonlyMap<number, SegmentQuery>;
}

export function segmentBook<T extends SegmentText>(
  segments: readonly T[],
  scenarios: readonly NamedScenario[],
): SegmentBook<T> {
  const queries = new Map<number, SegmentQuery>();
  for (const { segmentId, text } of segments) {
    const parsed = parse(text);
    if (parsed.ok) queries.set(segmentId, parsed.query);
  }
  return { segments, scenarios, queries };
}

/** What a text stands for among the book's segments, or its fault. `ownName` is that of the segment it is (to be) of. */
export function resolveText(
  book: SegmentBook,
  text: string,
  ownName: string | null,
): ResolveResult {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const references = {
    segments: book.segments.flatMap(({ segmentId, name }) => {
      const query = book.queries.get(segmentId);
      return query ? [{ name, query }] : [];
    }),
    scenarios: book.scenarios,
    ...(ownName === null ? {} : { ownName }),
  };
  return resolve(parsed.query, references, parsed.places);
}

/** Segments whose own query names this one. */
export function segmentsNaming<T extends SegmentText>(
  book: SegmentBook<T>,
  name: string,
): readonly T[] {
  return book.segments.filter(({ segmentId }) => names(book.queries.get(segmentId), name));
}

/** Segments that this one is part of, at whatever depth. */
export function segmentsWith<T extends SegmentText>(
  book: SegmentBook<T>,
  name: string,
): readonly T[] {
  const found = new Map<number, T>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const segment of segmentsNaming(book, next)) {
      if (found.has(segment.segmentId)) continue;
      found.set(segment.segmentId, segment);
      waiting.push(segment.name);
    }
  }
  return [...found.values()];
}

function names(query: SegmentQuery | undefined, name: string): boolean {
  if (query === undefined) return false;
  return [...readsOf(query).segments].some((each) => fold(each) === fold(name));
}
