/** Scenarios that were made before there were triggers, goals and quiet times go on as they were. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { scenarioDefinition } from '../../../admin-app/contract/scenario-definition.ts';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import { MIGRATIONS_FOLDER, migrate } from '../../../admin-app/server/database/migrate.ts';
import { createBareDatabase } from '../../support/database.ts';
import { winBack } from '../../support/win-back.ts';

/** The win-back as it was written then. */
function old() {
  const wait = { kind: 'wait', id: 'wait', hours: 5, next: 'end' };
  const [start, ...others] = JSON.parse(JSON.stringify(winBack)).blocks;
  const { trigger, condition: _, reentry: __, ...rest } = start;
  const blocks = others.map((block: Record<string, unknown>) => {
    const { sendTime: ___, unreachable: ____, outranked: _____, ...plain } = block;
    if (!Array.isArray(plain.exits)) return plain;
    return { ...plain, exits: plain.exits.map(({ answer: ______, ...exit }) => exit) };
  });
  return {
    blocks: [
      { ...rest, inactive: trigger.by },
      ...blocks.map((block: { id: string }) =>
        block.id === 'no-answer' ? { ...wait, id: 'no-answer' } : block,
      ),
      { ...wait, id: 'unused' },
      { kind: 'exit', id: 'end', outcome: 'no answer' },
    ],
  };
}

it('definitions, versions and due enrolments survive the upgrade', async () => {
  const bare = await createBareDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'rondo-upgrade-'));
  const client = new pg.Client({ connectionString: bare.url });
  try {
    await client.connect();
    const files = (await readdir(MIGRATIONS_FOLDER)).sort();
    for (const file of files.slice(0, 4)) {
      await cp(join(MIGRATIONS_FOLDER, file), join(folder, file));
    }
    await migrate(client, folder);
    await client.query(`insert into shops (domain, installed_at) values ('a', now())`);
    await client.query(`set rondo.shop_id = '1'`);
    const definition = JSON.stringify(old());
    await client.query(
      `insert into scenarios (shop_id, name, template, status, draft, active_version, created_at, updated_at)
       values (1, 'x', 'win-back', 'active', $1, 1, now(), now())`,
      [definition],
    );
    await client.query(`insert into scenario_versions values (1, 1, 1, $1, '2026-01-01Z')`, [
      definition,
    ]);
    await client.query('reset rondo.shop_id');
    await migrate(client, MIGRATIONS_FOLDER);
    await client.query(`set rondo.shop_id = '1'`);
    const { rows } = await client.query(
      `select s.draft, v.definition, s.active_since = '2026-01-01Z' as since
         from scenarios s join scenario_versions v using (shop_id, scenario_id)`,
    );
    for (const upgraded of [rows[0]?.draft, rows[0]?.definition]) {
      expect(scenarioDefinition.safeParse(upgraded).error?.issues ?? []).toEqual([]);
      expect(upgraded).toMatchObject({ goal: { kind: 'order' }, quiet: null });
      expect(upgraded.blocks[0]).toEqual(winBack.blocks[0]);
      const changed = new Set(['no-answer', 'unused', 'end']);
      const same = upgraded.blocks.filter(({ id }: { id: string }) => !changed.has(id));
      expect(same).toEqual(winBack.blocks.filter(({ id }) => !changed.has(id)));
      expect(faultsOf(upgraded).map(({ blockId }) => blockId)).toEqual(['unused']);
    }
    expect(rows[0]?.since).toBe(true);
  } finally {
    await client.end();
    await rm(folder, { recursive: true });
    await bare.drop();
  }
});
