/** The queries of a dry run: what they are, and who matched them when. */
import { queriesIn } from '../../core/scenario/definition-queries.ts';
import { type Membership, NEVER, type QueryKey } from '../../core/scenario/dry-run/membership.ts';
import { factsNeeded, type PastFacts } from '../../core/scenario/dry-run/past-facts.ts';
import { type ReplayTerms, replayMembers } from '../../core/scenario/dry-run/replay-members.ts';
import type { ScenarioDefinition, StartTrigger } from '../../core/scenario/types.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { resolveText, segmentBook } from '../../core/segment/segment-book.ts';
import type * as Facts from '../database/dry-run-facts.ts';
import type * as QueryMatches from '../database/query-matches.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { QueryStore } from './scenario-queries.ts';

/** What is not among them cannot be asked (any more): nobody matches it. */
export type AskedQueries = ReadonlyMap<QueryKey, ResolvedQuery>;

export async function readAskedQueries(
  store: QueryStore,
  tx: ShopTransaction,
  definitions: readonly ScenarioDefinition[],
): Promise<AskedQueries> {
  const keys = [...new Set(definitions.flatMap(keysIn))];
  if (keys.length === 0) return new Map();
  const book = segmentBook(await store.readSegments(tx), await store.readNamedScenarios(tx));
  const segments = new Map(book.segments.map((segment) => [segment.segmentId, segment]));
  return new Map(
    keys.flatMap((key): readonly (readonly [QueryKey, ResolvedQuery])[] => {
      const segment = typeof key === 'number' ? segments.get(key) : { text: key, name: null };
      const resolved = segment && resolveText(book, segment.text, segment.name);
      return resolved?.ok ? [[key, resolved.query]] : [];
    }),
  );
}

function keysIn(definition: ScenarioDefinition): readonly QueryKey[] {
  const { blocks, goal } = definition;
  const start = blocks.find((block) => block.kind === 'start');
  return [
    ...(start ? segmentsOf(start.trigger) : []),
    ...(goal.kind === 'joins segment' ? [goal.segmentId] : []),
    ...queriesIn(definition),
  ];
}

/** That customers join, and that they come from where that matters; none for another start. */
export function segmentsOf(trigger: StartTrigger): readonly number[] {
  if (trigger.kind !== 'joins segment') return [];
  const { segmentId, fromSegmentId } = trigger;
  return fromSegmentId === null ? [segmentId] : [segmentId, fromSegmentId];
}

export type MembershipsOf = (customerId: number) => ReadonlyMap<QueryKey, Membership>;

export interface MembersDeps {
  readonly store: Pick<typeof Facts, 'readPastFacts'> & Pick<typeof QueryMatches, 'readMatches'>;
}

export type AskedCustomer = Omit<PastFacts, 'knownOn' | 'passages' | 'actedAt'> & {
  readonly customerId: number;
};

interface Asked {
  readonly queries: AskedQueries;
  readonly moment: ShopMoment;
  readonly terms: ReplayTerms;
  /** Told which queries the past cannot be asked: they are asked today instead. */
  readonly onlyToday: (key: QueryKey) => void;
}

export async function readMemberships(
  { store }: MembersDeps,
  tx: ShopTransaction,
  customers: readonly AskedCustomer[],
  asked: Asked,
): Promise<MembershipsOf> {
  if (asked.queries.size === 0) return () => new Map();
  const { customerIds, page } = await readFacts(store, tx, customers, asked);
  const places = new Map([...customerIds].map((id, index) => [id, index]));
  const overTime = [...replayMembers(page, asked.queries, asked.terms)];
  const unasked = overTime.flatMap(([key, members]) => (members === null ? [key] : []));
  const now = await matchingToday(store, tx, { ...asked, customerIds, keys: unasked });
  return (customerId) => {
    const place = places.get(customerId) ?? -1;
    return new Map(
      overTime.map(([key, members]) => {
        const atFirst = now.get(key)?.has(customerId) ?? false;
        return [key, members === null ? { atFirst, turns: [] } : (members[place] ?? NEVER)];
      }),
    );
  };
}

async function readFacts(
  store: MembersDeps['store'],
  tx: ShopTransaction,
  customers: readonly AskedCustomer[],
  { queries, moment: { zone }, terms: { midnight, window } }: Asked,
) {
  const ids = customers.map(({ customerId }) => customerId);
  const since = midnight(window.from - 1);
  const needed = factsNeeded(queries.values());
  const stored = await store.readPastFacts(tx, ids, { zone, since, needed });
  const asked = new Map(customers.map((customer) => [customer.customerId, customer]));
  const dated = new Map(stored.customers.map((each) => [each.customerId, each]));
  const customerIds = [...stored.customerIds];
  const facts = customerIds.map((id) => factsOf(asked.get(id), dated.get(id)));
  return { customerIds, page: { columns: stored.columns, customers: facts } };
}

function factsOf(customer: AskedCustomer | undefined, dated: Facts.StoredFacts | undefined) {
  const passages = dated?.passages.map(([scenarioId, from, until]) => ({
    scenarioId,
    from,
    until,
  }));
  return {
    ...(customer ?? NOTHING),
    // Who is not there any more never was.
    knownOn: dated?.knownOn ?? Infinity,
    passages: passages ?? [],
    actedAt: new Map(dated?.acted),
  };
}

const NOTHING = { orders: [], dueDayAfter: () => null, tiers: null, tierChanges: [] } as const;

async function matchingToday(
  store: MembersDeps['store'],
  tx: ShopTransaction,
  asked: Asked & { readonly customerIds: readonly number[]; readonly keys: readonly QueryKey[] },
): Promise<ReadonlyMap<QueryKey, ReadonlySet<number>>> {
  const { queries, moment, onlyToday, customerIds, keys } = asked;
  for (const key of keys) onlyToday(key);
  const wanted = keys.flatMap((key) => queries.get(key) ?? []);
  const matches = await store.readMatches(tx, customerIds, wanted, moment);
  return new Map(keys.map((key, index) => [key, matches[index] ?? new Set<number>()]));
}
