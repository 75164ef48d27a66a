/**
 * Keeps the members of segments right: when a query is edited, when the shop's day changes, when facts change. Only
 * what can have changed is asked again: segments that read the changed facts, for the changed customers; at midnight
 * those that count days. Every comparison is complete in itself, so a killed process leaves members that are right for
 * an earlier moment, and the changes that are still waiting.
 */
import { readsOf } from '../../core/segment/reads.ts';
import {
  resolveText,
  type SegmentBook,
  segmentBook,
  segmentsWith,
} from '../../core/segment/segment-book.ts';
import { dayOf, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Changes from '../database/segment-changes.ts';
import type * as Members from '../database/segment-members.ts';
import type * as Segments from '../database/segments.ts';
import type * as Shops from '../database/shops.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

type StoredSegment = Segments.StoredSegment;
type Book = SegmentBook<StoredSegment>;

export interface EvaluateSegmentsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof Segments,
    'lockSegments' | 'readSegments' | 'readNamedScenarios' | 'markEvaluatedOn'
  > &
    Pick<typeof Changes, 'readWaitingChanges' | 'markTaken' | 'hasSegmentWork' | 'startTracking'> &
    Pick<typeof Members, 'evaluateMembers'> &
    Pick<typeof Shops, 'readShop'>;
}

export interface EvaluateSegments {
  /** Something waits: for the timers, which ask often. */
  hasWork(shopId: number, today: number): Promise<boolean>;
  /** Takes in the new day and every change that waits. */
  catchUp(shopId: number): Promise<void>;
  /** In the transaction that made the segment, or brought it back: its first members, without events. */
  created(tx: ShopTransaction, segmentId: number): Promise<void>;
  /** In the transaction that changed its query: its members, and those of segments that name it. */
  edited(tx: ShopTransaction, segmentId: number): Promise<void>;
}

/** Rows of changes taken in together; a large sync leaves many more. */
const CHANGES_AT_A_TIME = 20_000;

export function createEvaluateSegments(deps: EvaluateSegmentsDeps): EvaluateSegments {
  const { clock, inShop, store } = deps;

  async function readBook(tx: ShopTransaction): Promise<Book> {
    return segmentBook(await store.readSegments(tx), await store.readNamedScenarios(tx));
  }

  async function momentOf(tx: ShopTransaction, at: Instant): Promise<Members.ShopMoment> {
    const { zone, currency } = await store.readShop(tx);
    return { today: dayOf(at, zone), zone, currency };
  }

  /** One segment's new day, in a transaction of its own: a large shop's edits wait for one at most. */
  async function takeInDay(tx: ShopTransaction, segmentId: number, at: Instant): Promise<void> {
    await store.lockSegments(tx);
    const book = await readBook(tx);
    const moment = await momentOf(tx, at);
    const segment = book.segments.find((each) => each.segmentId === segmentId);
    if (!segment || segment.evaluatedOn === moment.today) return;
    const resolved = resolveText(book, segment.text, segment.name);
    if (!resolved.ok || !readsOf(resolved.query).dependsOnDay) {
      await store.markEvaluatedOn(tx, segmentId, moment.today);
      return;
    }
    const { query } = resolved;
    // Whose facts have changed besides joins or leaves for that reason.
    const waiting = await store.readWaitingChanges(tx, CHANGES_AT_A_TIME);
    await store.evaluateMembers(tx, {
      segmentId,
      query,
      moment,
      at,
      customerIds: null,
      changed: changesFor(query, waiting),
      otherwise: { cause: 'day changed', facts: [], through: null },
    });
  }

  /** True when there may be more. */
  async function takeInChanges(tx: ShopTransaction, at: Instant): Promise<boolean> {
    await store.lockSegments(tx);
    const waiting = await store.readWaitingChanges(tx, CHANGES_AT_A_TIME);
    if (waiting.changeIds.length === 0) return false;
    const book = await readBook(tx);
    const moment = await momentOf(tx, at);
    for (const segment of book.segments) {
      const resolved = resolveText(book, segment.text, segment.name);
      if (resolved.ok) await takeInFor(tx, segment, resolved.query, { waiting, moment, at });
    }
    await store.markTaken(tx, waiting);
    return waiting.changeIds.length === CHANGES_AT_A_TIME;
  }

  async function takeInFor(
    tx: ShopTransaction,
    { segmentId }: StoredSegment,
    query: Members.Evaluation['query'],
    {
      waiting,
      moment,
      at,
    }: { waiting: Changes.WaitingChanges; moment: Members.ShopMoment; at: Instant },
  ): Promise<void> {
    const changed = changesFor(query, waiting);
    const forEverybody = thatMatter(waiting.forEverybody, readsOf(query).facts);
    if (forEverybody.length === 0 && changed.size === 0) return;
    await store.evaluateMembers(tx, {
      segmentId,
      query,
      moment,
      at,
      customerIds: forEverybody.length > 0 ? null : [...changed.keys()],
      changed,
      otherwise: { cause: 'facts changed', facts: forEverybody, through: null },
    });
  }

  async function evaluateEverybody(
    tx: ShopTransaction,
    book: Book,
    segment: StoredSegment,
    { at, otherwise }: Pick<Members.Evaluation, 'at' | 'otherwise'>,
  ): Promise<void> {
    const resolved = resolveText(book, segment.text, segment.name);
    if (!resolved.ok) return;
    const moment = await momentOf(tx, at);
    const { segmentId } = segment;
    const { query } = resolved;
    const everybody = { customerIds: null, changed: new Map<number, readonly string[]>() };
    await store.evaluateMembers(tx, { segmentId, query, moment, at, ...everybody, otherwise });
  }

  return {
    hasWork: (shopId, today) => inShop(shopId, (tx) => store.hasSegmentWork(tx, today)),

    async catchUp(shopId) {
      const at = clock.now();
      const stale = await inShop(shopId, async (tx) => {
        const { today } = await momentOf(tx, at);
        return (await store.readSegments(tx)).filter(({ evaluatedOn }) => evaluatedOn !== today);
      });
      for (const { segmentId } of stale) await inShop(shopId, (tx) => takeInDay(tx, segmentId, at));
      while (await inShop(shopId, (tx) => takeInChanges(tx, clock.now())));
    },

    async created(tx, segmentId) {
      await store.startTracking(tx);
      const book = await readBook(tx);
      const segment = book.segments.find((each) => each.segmentId === segmentId);
      const at = clock.now();
      if (segment) await evaluateEverybody(tx, book, segment, { at, otherwise: null });
    },

    async edited(tx, segmentId) {
      const book = await readBook(tx);
      const segment = book.segments.find((each) => each.segmentId === segmentId);
      if (!segment) return;
      const at = clock.now();
      const cause = { cause: 'query edited', facts: [] } as const;
      await evaluateEverybody(tx, book, segment, { at, otherwise: { ...cause, through: null } });
      for (const other of segmentsWith(book, segment.name)) {
        if (other.segmentId === segmentId) continue;
        const otherwise = { ...cause, through: segment.name };
        await evaluateEverybody(tx, book, other, { at, otherwise });
      }
    },
  };
}

/** Those of the facts that matter to a query that reads these. */
function thatMatter(
  facts: ReadonlySet<Changes.ChangedFact>,
  read: ReadonlySet<Changes.ChangedFact>,
): readonly string[] {
  return [...facts].filter((fact) => fact === 'existence' || read.has(fact)).sort();
}

function changesFor(
  query: Members.Evaluation['query'],
  { byCustomer }: Changes.WaitingChanges,
): ReadonlyMap<number, readonly string[]> {
  const read = readsOf(query).facts;
  const changed = new Map<number, readonly string[]>();
  for (const [customerId, facts] of byCustomer) {
    const mattering = thatMatter(facts, read);
    if (mattering.length > 0) changed.set(customerId, mattering);
  }
  return changed;
}
