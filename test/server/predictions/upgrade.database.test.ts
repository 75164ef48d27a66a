import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, migrate } from '../../../admin-app/server/database/migrate.ts';
import { createBareDatabase } from '../../support/database.ts';

it('models and predictions from before there were verdicts are kept, and known as unreadable', async () => {
  const bare = await createBareDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'rondo-migrations-'));
  const client = new pg.Client({ connectionString: bare.url });
  await client.connect();
  try {
    const first = '001-foundation.sql';
    await copyFile(join(MIGRATIONS_FOLDER, first), join(folder, first));
    await migrate(client, folder);
    await client.query(`
      insert into shops (domain, installed_at) values ('old.example', now());
      set rondo.shop_id = '1';
      insert into prediction_models (shop_id, fitted_at, as_of_day, customers, orders, model, accepted, verdict)
      values (1, now(), '2026-06-01', 2, 5, '{"version": 1}', true, 'newest fit');
      insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day)
      values (1, 7, 1, '2026-06-01', 'own rhythm', '2026-06-20');
      reset rondo.shop_id`);
    await migrate(client);
    await client.query(`set rondo.shop_id = '1'`);
    const models = await client.query('select version, accepted, verdict from prediction_models');
    expect(models.rows).toEqual([{ version: 1, accepted: true, verdict: { code: 'first' } }]);
    const predictions = await client.query('select due_day::text, log_digest from predictions');
    expect(predictions.rows).toEqual([{ due_day: '2026-06-20', log_digest: null }]);
  } finally {
    await client.end();
    await bare.drop();
    await rm(folder, { recursive: true });
  }
});
