/**
 * The lines of a bulk result. Without grouping a child's line may come long after its parent's, with other parents
 * between them; the dev store makes sure that it nearly always does, so that nobody counts on it following at once.
 */
import type { AdminContext } from '../admin-api/context.ts';
import type { Random } from '../seed/random.ts';
import { type ConnectionField, type ObjectPlan, readObject } from './plan.ts';

export interface Line {
  readonly json: Readonly<Record<string, unknown>>;
  /** True for an object of the outermost connection. */
  readonly isRoot: boolean;
}

/** How many children wait for their turn; their parents' lines are already out. */
const WAITING_ROOM = 60;

/** All lines of a plan, parents before their children. */
export function* bulkLines(
  plan: ObjectPlan,
  context: AdminContext,
  order: { readonly groupObjects: boolean; readonly random: Random },
): Generator<Line> {
  const lines = plan.connections.flatMap((connection) => [
    connectionLines(connection, { source: {}, context, parentId: null }),
  ]);
  for (const one of lines) yield* order.groupObjects ? one : scattered(one, order.random);
}

interface Place {
  readonly source: unknown;
  readonly context: AdminContext;
  readonly parentId: unknown;
}

/** Every object of a connection followed at once by its children. */
function* connectionLines(connection: ConnectionField, place: Place): Generator<Line> {
  const { context, parentId } = place;
  for (const node of connection.nodes(place.source, context)) {
    const json = readObject(connection.plan, node, context);
    if (parentId !== null) json.__parentId = parentId;
    yield { json, isRoot: parentId === null };
    for (const inner of connection.plan.connections)
      yield* connectionLines(inner, { source: node, context, parentId: json.id });
  }
}

/** Holds children back and lets them out in a random order. */
function* scattered(lines: Iterable<Line>, random: Random): Generator<Line> {
  const waiting: Line[] = [];
  const letOut = (): Line | undefined => {
    const chosen = random.whole(0, waiting.length - 1);
    const last = waiting.pop();
    if (chosen === waiting.length || last === undefined) return last;
    const out = waiting[chosen];
    waiting[chosen] = last;
    return out;
  };
  for (const line of lines) {
    if (line.isRoot) yield line;
    else waiting.push(line);
    if (waiting.length <= WAITING_ROOM) continue;
    const out = letOut();
    if (out) yield out;
  }
  for (let out = letOut(); out; out = letOut()) yield out;
}
