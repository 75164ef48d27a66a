import { expect, it } from 'vitest';
import { redactShop } from '../../../admin-app/server/database/privacy.ts';
import { activate, createWorld, insertSilent, run, shareDatabase } from './world.ts';

const database = shareDatabase();

it('a redacted shop leaves no row of its scenarios in any table, and another shop keeps its own', async () => {
  const gone = await createWorld(database());
  const stays = await createWorld(database());
  for (const world of [gone, stays]) {
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);
  }
  const { ownerPool } = gone.db;
  await ownerPool.query('update shops set uninstalled_at = now() where shop_id = $1', [
    gone.shopId,
  ]);
  const at = Date.now();
  expect(await redactShop(gone.db, gone.shopId, { webhookId: 'w', triggeredAt: at, at })).toBe(
    true,
  );

  const { rows: tables } = await ownerPool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where column_name = 'shop_id' and table_schema = 'public' and table_name <> 'shops'`,
  );
  const left: string[] = [];
  for (const { name } of tables) {
    const rows = await gone.inShop((tx) => tx.query(`select from ${name}`));
    if (rows.length > 0) left.push(name);
  }
  expect(left).toEqual([]);
  const kept = await stays.inShop((tx) =>
    tx.query('select from sends union all select from enrolment_steps'),
  );
  expect(kept.length).toBeGreaterThan(0);
  await gone.close();
  await stays.close();
});
