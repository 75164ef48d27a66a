/** A process that takes in a shop's changes until it is killed. Arguments: database, shop, now. */
import { setTimeout as delay } from 'node:timers/promises';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import { tierJobs } from './tier-world.ts';

const [databaseUrl = '', shop = '', now = ''] = process.argv.slice(2);

async function work(): Promise<void> {
  const db = await connectDatabase({ databaseUrl });
  const { tiers } = tierJobs(db, () => Number(now), 150);
  process.stdout.write('ready\n');
  for (;;) {
    await tiers.catchUp(Number(shop));
    await delay(1);
  }
}

void work();
