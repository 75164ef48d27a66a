/**
 * A process that does the shop's due steps and sends until it is killed. Arguments: database, mail server, shop, now, and
 * where there is one the SMS provider.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import { createEngine } from './engine.ts';

const [databaseUrl = '', smtpUrl = '', shop = '', now = '', smsUrl] = process.argv.slice(2);

async function work(): Promise<void> {
  const db = await connectDatabase({ databaseUrl });
  const clock = { now: () => Number(now), onMove: () => () => {} };
  const engine = createEngine({
    db,
    clock,
    smtpUrl,
    worker: `crash worker ${process.pid}`,
    ...(smsUrl === undefined ? {} : { smsUrl }),
  });
  process.stdout.write('ready\n');
  for (;;) {
    const shopId = Number(shop);
    const taken = (await engine.stepEnrolments(shopId)) + (await engine.sendMessages(shopId));
    if (taken === 0) await delay(50);
  }
}

void work();
