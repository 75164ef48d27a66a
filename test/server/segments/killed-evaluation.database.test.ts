import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startProgram } from '../../support/program.ts';
import { createSegmentWorld, type SegmentWorld } from './segment-world.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

async function startProcess(world: SegmentWorld, now: number): Promise<ChildProcess> {
  const args = [db.url, String(world.shopId), String(now)];
  const child = startProgram('segments', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

/** Customers whose events do not tell of one joining and leaving after the other, up to what they are now. */
async function brokenStories(world: SegmentWorld, segmentId: number) {
  return await world.sql(
    `select customer_id, kinds, was_first, is_member from (
       select c.customer_id, c.customer_id % 2 = 0 as was_first,
              coalesce(string_agg(e.kind, ' ' order by e.event_id), '') as kinds,
              exists (select from segment_members m
                       where m.segment_id = $1 and m.customer_id = c.customer_id) as is_member
         from customers c left join segment_events e on e.segment_id = $1 and e.customer_id = c.customer_id
        group by c.customer_id) story
      where kinds !~ case when was_first then '^(left joined )*(left|left joined)?$'
                          else '^(joined left )*(joined|joined left)?$' end
         or is_member <> case when kinds = '' then was_first else kinds like '%joined' end`,
    [segmentId],
  );
}

describe('processes that are killed while they compare, two at a time', () => {
  it('leave everybody’s entries and exits once and in turn', async () => {
    const world = await createSegmentWorld(db);
    await world.sql(
      `insert into customers (shop_id, customer_id, tags, birthday, created_at, updated_at)
       select $1, id, case when id % 2 = 0 then '{x}'::text[] else '{}' end, date '1990-01-01' + id::int, now(), now()
         from generate_series(1, 4000) as id`,
      [world.shopId],
    );
    const tagged = await world.create('Tagged', "customer_tags CONTAINS 'x'");
    await world.create('Named', "in_segment('Tagged') AND anniversary(birthday) != today");

    // The processes live a day later than the segments were last looked at.
    const now = world.clock.at + DAY_MS;
    for (let round = 0; round < 2; round += 1) {
      const processes = await Promise.all([startProcess(world, now), startProcess(world, now)]);
      for (let batch = 0; batch < 6; batch += 1) {
        await world.sql(
          `update customers set tags = case when tags = '{}' then '{x}'::text[] else '{}' end
            where customer_id % 7 = $1`,
          [batch],
        );
        await delay(5 + 15 * round);
      }
      for (const child of processes) {
        // Neither has got in the other's way.
        expect(child.exitCode).toBeNull();
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      expect(await brokenStories(world, tagged)).toEqual([]);
    }
    world.clock.at = now;
    await world.catchUp();
    expect(await world.catchUp()).toBe(false);
    expect(await brokenStories(world, tagged)).toEqual([]);
    const wrong = await world.sql(
      `select c.customer_id from customers c left join segment_members m
           on m.customer_id = c.customer_id and m.segment_id = $1
        where (m.customer_id is not null) <> (c.tags = '{x}')`,
      [tagged],
    );
    expect(wrong).toEqual([]);
    const sizes = await world.sql(
      `select members = (select count(*) from segment_members m where m.segment_id = s.segment_id) as agrees
         from segments s`,
    );
    expect(sizes).toEqual([{ agrees: true }, { agrees: true }]);
  });
});

describe('two that compare at once', () => {
  it('do not get in each other’s way, and nobody joins or leaves twice', async () => {
    const world = await createSegmentWorld(db);
    await world.sql(
      `insert into customers (shop_id, customer_id, tags, created_at, updated_at)
       select $1, id, case when id % 2 = 0 then '{x}'::text[] else '{}' end, now(), now()
         from generate_series(1, 500) as id`,
      [world.shopId],
    );
    const tagged = await world.create('Tagged', "customer_tags CONTAINS 'x'");
    for (let round = 0; round < 8; round += 1) {
      await world.sql(
        `update customers set tags = case when tags = '{}' then '{x}'::text[] else '{}' end`,
      );
      await Promise.all([world.catchUp(), world.catchUp(), world.catchUp()]);
    }
    expect(await brokenStories(world, tagged)).toEqual([]);
    expect(await world.events(tagged)).toHaveLength(8 * 500);
  });
});

describe('two edits at once', () => {
  it('never make a cycle of two queries that are each right alone', async () => {
    const world = await createSegmentWorld(db);
    const a = await world.create('A', '');
    const b = await world.create('B', '');
    const answers = await Promise.all([
      world.request(`/${a}`, 'PUT', { name: 'A', query: "in_segment('B')" }),
      world.request(`/${b}`, 'PUT', { name: 'B', query: "in_segment('A')" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });
});
