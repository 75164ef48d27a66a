/** Shops that had the one cap there was keep it as the first of their caps. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import { MIGRATIONS_FOLDER, migrate } from '../../../admin-app/server/database/migrate.ts';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import { readPriorities } from '../../../admin-app/server/database/priorities.ts';
import { readSettings } from '../../../admin-app/server/database/set-up.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { createBareDatabase } from '../../support/database.ts';

it('the one cap of before becomes the first of the caps', async () => {
  const bare = await createBareDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'rondo-upgrade-'));
  const client = new pg.Client({ connectionString: bare.url });
  try {
    await client.connect();
    const files = (await readdir(MIGRATIONS_FOLDER)).sort();
    for (const file of files.slice(0, 14)) {
      await cp(join(MIGRATIONS_FOLDER, file), join(folder, file));
    }
    await migrate(client, folder);
    const sender = { senderName: 'Pine', senderEmail: 'a@pine.example', postalAddress: '' };
    for (const [domain, settings] of [
      ['a', { ...sender, capHours: 48 }],
      ['b', { ...sender, capHours: 0 }],
      ['c', {}],
    ] as const) {
      await client.query(
        'insert into shops (domain, installed_at, settings) values ($1, now(), $2)',
        [domain, JSON.stringify(settings)],
      );
    }
    await client.end();

    const db = await connectDatabase({ databaseUrl: bare.url });
    const capsOf = async (shopId: number) =>
      (await withShop(db, shopId, readPriorities)).caps.map(({ max, window }) => [max, window]);
    expect(await capsOf(1)).toEqual([[1, { kind: 'hours', hours: 48 }]]);
    expect(await withShop(db, 2, readPriorities)).toEqual({ ...USUAL_PRIORITIES, caps: [] });
    expect(await withShop(db, 3, readPriorities)).toEqual(USUAL_PRIORITIES);
    expect(await withShop(db, 1, readSettings)).toEqual(sender);
    await db.close();
  } finally {
    await client.end().catch(() => undefined);
    await bare.drop();
    await rm(folder, { recursive: true, force: true });
  }
});
