/** What a query reads, for asking again only when one of these has changed. */
import { attributeOf, type Fact } from './attributes.ts';
import { valuesOf } from './checks.ts';
import { functionOf } from './functions.ts';
import type { ResolvedCondition } from './resolve.ts';
import type { Condition, Query, SegmentQuery, Test } from './types.ts';

export interface Reads {
  readonly attributes: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly facts: ReadonlySet<Fact>;
  /** As named in the query; none in a resolved one. */
  readonly segments: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
  /** The answer can change at the shop's midnight although no fact does. */
  readonly dependsOnDay: boolean;
}

/** What is read by the query itself; ask with the resolved query for what segments within it read. */
export function readsOf(query: SegmentQuery | Query<ResolvedCondition>): Reads {
  const conditions = [...conditionsOf(query)];
  const facts = conditions.flatMap(factsOf);
  return {
    attributes: new Set(conditions.flatMap((each) => ('attribute' in each ? each.attribute : []))),
    functions: new Set(conditions.flatMap((each) => ('function' in each ? each.function : []))),
    facts: new Set(facts),
    segments: new Set(conditions.flatMap((each) => ('segment' in each ? each.segment : []))),
    scenarios: new Set(conditions.flatMap((each) => ('scenario' in each ? each.scenario : []))),
    dependsOnDay: conditions.some(dependsOnDay),
  };
}

type AnyCondition = Condition | ResolvedCondition;

function* conditionsOf(query: Query<AnyCondition>): Generator<AnyCondition> {
  switch (query.kind) {
    case 'and':
    case 'or':
      for (const part of query.of) yield* conditionsOf(part);
      return;
    case 'not':
      yield* conditionsOf(query.of);
      return;
    default:
      yield query;
  }
}

function factsOf(condition: AnyCondition): readonly Fact[] {
  switch (condition.kind) {
    case 'attribute':
    case 'anniversary':
      return [attributeOf(condition.attribute).fact];
    case 'matches':
      return [functionOf(condition.function).fact];
    case 'in scenario':
    case 'enrolled':
      return ['enrolments'];
    default:
      return [];
  }
}

function dependsOnDay(condition: AnyCondition): boolean {
  switch (condition.kind) {
    case 'attribute': {
      const asksValue = valuesOf(condition.test).length > 0;
      return (
        (attributeOf(condition.attribute).dependsOnDay && asksValue) || isRelative(condition.test)
      );
    }
    case 'anniversary':
      return valuesOf(condition.test).length > 0;
    case 'matches':
      return condition.parameters.some(({ test }) => isRelative(test));
    default:
      return false;
  }
}

function isRelative(test: Test): boolean {
  return valuesOf(test).some(({ kind }) => kind === 'offset' || kind === 'named');
}
