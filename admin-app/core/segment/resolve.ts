/**
 * Names of segments and scenarios → what they stand for. A segment within another is its query, asked at the same
 * moment: the answer never depends on which of the two was counted first.
 */
import type { Fault, FaultCause } from './faults.ts';
import { fold } from './fold.ts';
import { nearestName } from './nearest-name.ts';
import type {
  Condition,
  Everyone,
  FactCondition,
  InScenario,
  InSegment,
  Place,
  Query,
  SegmentQuery,
} from './types.ts';

export interface NamedSegment {
  readonly name: string;
  readonly query: SegmentQuery;
}
export interface NamedScenario {
  readonly name: string;
  readonly scenarioId: number;
}
export interface References {
  readonly segments: readonly NamedSegment[];
  readonly scenarios: readonly NamedScenario[];
  /** The segment whose query this is, under the name it has or is to get: it must not lead back to itself. */
  readonly ownName?: string;
}

/** In the scenario now, held out or not. */
export interface Enrolled {
  readonly kind: 'enrolled';
  readonly scenarioId: number;
}
export type ResolvedCondition = FactCondition | Everyone | Enrolled;
export type ResolvedQuery = Query<ResolvedCondition>;

export type ResolveResult =
  | { readonly ok: true; readonly query: ResolvedQuery }
  | { readonly ok: false; readonly fault: Fault };

/** Conditions of all segments within each other, so that a few short queries cannot grow into a huge one. */
const MOST_CONDITIONS = 2_000;
const NOWHERE: Place = { offset: 0, length: 0, line: 1, column: 1 };

class Unresolvable extends Error {
  readonly reason: FaultCause;
  readonly suggestion: string | null;
  constructor(reason: FaultCause, suggestion: string | null = null) {
    super(reason.code);
    this.reason = reason;
    this.suggestion = suggestion;
  }
}

interface Resolving {
  readonly references: References;
  /** From the query asked about down to where we are. */
  readonly path: readonly string[];
  /** The condition of the query asked about that led here, for the place of a fault. */
  readonly from: Query | null;
  readonly count: { conditions: number };
  readonly blamed: { query: Query | null };
}

/** Places, as `parse` gave them, make a fault point at the name. */
export function resolve(
  query: SegmentQuery,
  references: References,
  places: ReadonlyMap<Query, Place> = new Map(),
): ResolveResult {
  const path = references.ownName === undefined ? [] : [references.ownName];
  const blamed: Resolving['blamed'] = { query: null };
  const resolving = { references, path, from: null, count: { conditions: 0 }, blamed };
  try {
    return { ok: true, query: resolveSegment(query, resolving) };
  } catch (error) {
    if (!(error instanceof Unresolvable)) throw error;
    const { reason: cause, suggestion } = error;
    const place = (blamed.query && places.get(blamed.query)) ?? NOWHERE;
    return { ok: false, fault: { cause, place, suggestion } };
  }
}

function resolveSegment(query: SegmentQuery, resolving: Resolving): ResolvedQuery {
  return query.kind === 'everyone' ? query : resolveQuery(query, resolving);
}

function resolveQuery(query: Query, resolving: Resolving): ResolvedQuery {
  switch (query.kind) {
    case 'and':
    case 'or':
      return { kind: query.kind, of: query.of.map((part) => resolveQuery(part, resolving)) };
    case 'not':
      return { kind: 'not', of: resolveQuery(query.of, resolving) };
    default:
      return resolveCondition(query, { ...resolving, from: resolving.from ?? query });
  }
}

function resolveCondition(condition: Condition, resolving: Resolving): ResolvedQuery {
  const { count, blamed, from } = resolving;
  blamed.query = from;
  count.conditions += 1;
  if (count.conditions > MOST_CONDITIONS)
    throw new Unresolvable({ code: 'too many conditions', limit: MOST_CONDITIONS });
  if (condition.kind === 'in segment') return resolveInSegment(condition, resolving);
  return condition.kind === 'in scenario' ? resolveInScenario(condition, resolving) : condition;
}

function resolveInSegment({ segment: name }: InSegment, resolving: Resolving): ResolvedQuery {
  const { references, path } = resolving;
  const start = path.findIndex((passed) => isSameName(passed, name));
  if (start >= 0)
    throw new Unresolvable({ code: 'segment within itself', path: [...path.slice(start), name] });
  const segment = findNamed(references.segments, name, 'unknown segment');
  return resolveSegment(segment.query, { ...resolving, path: [...path, segment.name] });
}

function resolveInScenario({ scenario }: InScenario, { references }: Resolving): ResolvedQuery {
  const { scenarioId } = findNamed(references.scenarios, scenario, 'unknown scenario');
  return { kind: 'enrolled', scenarioId };
}

function isSameName(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function findNamed<T extends { readonly name: string }>(
  all: readonly T[],
  name: string,
  code: 'unknown segment' | 'unknown scenario',
): T {
  const found = all.find((each) => isSameName(each.name, name));
  if (found) return found;
  const nearest = nearestName(
    name,
    all.map((each) => each.name),
  );
  throw new Unresolvable({ code, name }, nearest);
}
