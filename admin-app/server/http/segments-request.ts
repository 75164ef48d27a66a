/** What requests about segments have in common: the moment, the language of the reader, and the segment as it is shown. */
import type { Context } from 'hono';
import type { SegmentView } from '../../contract/segments.ts';
import type { FaultLanguage } from '../../core/segment/fault-in-words.ts';
import { segmentsNaming } from '../../core/segment/segment-book.ts';
import { dayOf } from '../../core/time.ts';
import type * as Lists from '../database/segment-lists.ts';
import type * as Members from '../database/segment-members.ts';
import type * as Reach from '../database/segment-reach.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { KeepCounts } from '../jobs/keep-counts.ts';
import { readBook, readExisting, type SegmentEditDeps } from './segments-edit.ts';
import type { SnapshotDeps } from './segments-snapshot.ts';
import { faultLanguage, segmentReach, segmentSummary } from './segments-view.ts';
import type { ShopContext, ShopEnvironment } from './shop-context.ts';

export interface SegmentRoutesDeps extends SnapshotDeps, SegmentEditDeps {
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly keepCounts: KeepCounts;
  readonly store: SegmentEditDeps['store'] & typeof Members & typeof Reach & typeof Lists;
}

/** Who came and who left since so many days is shown beside a segment. */
export const LATELY_DAYS = 7;

export function momentOf({ clock }: SegmentRoutesDeps, { zone, currency }: ShopContext) {
  return { today: dayOf(clock.now(), zone), zone, currency };
}

export function readerOf(c: Context<ShopEnvironment>): FaultLanguage {
  return faultLanguage(c.req.query('language'), c.get('shop').locale);
}

/** What is written is shown from a transaction after it: what is then counted behind sees the same. */
export async function change<T>(
  { inShop, store }: SegmentRoutesDeps,
  c: Context<ShopEnvironment>,
  write: (tx: ShopTransaction) => Promise<T>,
): Promise<T> {
  return await inShop(c.get('shop').shopId, async (tx) => {
    await store.lockSegments(tx);
    return await write(tx);
  });
}

export async function showSegment(
  deps: SegmentRoutesDeps,
  c: Context<ShopEnvironment>,
  id: number,
): Promise<SegmentView> {
  const shop = c.get('shop');
  return await deps.readShop(shop.shopId, (tx) => viewOf(deps, tx, shop, id, readerOf(c)));
}

async function viewOf(
  deps: SegmentRoutesDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
  id: number,
  language: FaultLanguage,
): Promise<SegmentView> {
  const { store, clock, keepCounts } = deps;
  const today = dayOf(clock.now(), zone);
  const segment = await readExisting(deps, tx, id);
  const book = await readBook(deps, tx);
  // Another version has other members.
  const readReach = keepCounts.onceAsked(`reach of segment ${id}.${segment.version}`, async (own) =>
    segmentReach(await store.readMemberReach(own, id)),
  );
  const counted = await readReach(tx, today);
  const reach = counted?.counts ?? null;
  const reachable = reach && [
    { segment_id: id, mailable: reach.email.reachable, textable: reach.sms.reachable },
  ];
  const moved = await store.countMovedSince(tx, today - LATELY_DAYS);
  const users = segment.archivedAt === null ? segmentsNaming(book, segment.name) : [];
  return {
    ...segmentSummary(segment, { book, reachable, moved, language }),
    version: segment.version,
    reach,
    reachCountedAt: counted?.countedAt ?? null,
    usedBy: {
      segments: users.map(({ segmentId, name }) => ({ segmentId, name })),
      scenarios: await store.readScenariosUsing(tx, id),
    },
  };
}
