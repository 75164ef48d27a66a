/** A process that takes in a shop's changes until it is killed. Arguments: database, shop, now. */
import { setTimeout as delay } from 'node:timers/promises';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import * as SegmentChanges from '../../../admin-app/server/database/segment-changes.ts';
import * as SegmentMembers from '../../../admin-app/server/database/segment-members.ts';
import * as Segments from '../../../admin-app/server/database/segments.ts';
import * as Shops from '../../../admin-app/server/database/shops.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { createEvaluateSegments } from '../../../admin-app/server/jobs/evaluate-segments.ts';

const [databaseUrl = '', shop = '', now = ''] = process.argv.slice(2);

async function work(): Promise<void> {
  const db = await connectDatabase({ databaseUrl });
  const evaluate = createEvaluateSegments({
    clock: { now: () => Number(now), onMove: () => () => {} },
    inShop: (shopId, run) => withShop(db, shopId, run),
    store: { ...Segments, ...SegmentChanges, ...SegmentMembers, ...Shops },
  });
  process.stdout.write('ready\n');
  for (;;) {
    await evaluate.catchUp(Number(shop));
    await delay(1);
  }
}

void work();
