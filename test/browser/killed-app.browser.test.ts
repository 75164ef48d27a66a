import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HomeView } from '../../admin-app/contract/home.ts';
import type { ResultsView } from '../../admin-app/contract/results.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import {
  activateWinBack,
  eventually,
  type RunningRondo,
  startRondo,
} from '../support/running-rondo.ts';

describe('the app, killed again and again', () => {
  let rondo: RunningRondo;
  beforeAll(async () => {
    rondo = await startRondo({ customers: 1_200, seed: 11, bulkDelayMs: 600 });
  });
  afterAll(() => rondo?.stop());

  it('finishes its first sync with every order once', async () => {
    await rondo.install();
    for (const pauseMs of [150, 500, 900, 1_300]) {
      await delay(pauseMs);
      await rondo.killAndRestart();
    }
    const home = await eventually(
      'the sync to be finished',
      () => rondo.api<HomeView>('/home'),
      (view) => view.sync.state === 'done' && view.sync.predictions === 'done',
    );
    expect(home.counts?.customers).toBe(1_200);
    const store = rondo.devStore.shop();
    const rows = await withShop(rondo.db, 1, (tx) =>
      tx.one<{ orders: number; lines: number; counted: number; facts: number }>(
        `select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines,
                (select count(*) from orders where counts) as counted,
                (select sum(orders)::bigint from order_facts) as facts`,
      ),
    );
    expect(rows.orders).toBe(store.orders().length);
    expect(rows.lines).toBe(store.orders().reduce((sum, order) => sum + order.lines.length, 0));
    expect(rows.facts).toBe(rows.counted);
  });

  it('sends every mail at most once, and says which it cannot know about', async () => {
    await activateWinBack(rondo);
    for (const pauseMs of [700, 900, 1_100, 1_300]) {
      await delay(pauseMs);
      await rondo.killAndRestart();
    }
    const { figures } = await eventually(
      'every send to be settled',
      () => rondo.api<ResultsView>('/scenarios/1/results'),
      (results) =>
        results.figures.entered > 100 &&
        results.figures.sent + results.figures['not sent'] ===
          results.figures.entered - results.figures['held out'],
    );
    const { mails } = rondo.pages.mailbox.list({}, { offset: 0, limit: 5_000 });
    const ids = mails.map((mail) => mail.messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(mails.map((mail) => mail.to[0])).size).toBe(mails.length);
    // What is not known to be sent may have arrived; what is known to be sent has.
    expect(mails.length).toBeGreaterThanOrEqual(figures.sent);
    expect(mails.length).toBeLessThanOrEqual(figures.sent + figures['not sent']);
    const unsettled = await withShop(rondo.db, 1, (tx) =>
      tx.query<{ status: string }>(
        `select distinct status from sends where status not in ('sent', 'unknown')`,
      ),
    );
    expect(unsettled).toEqual([]);
  });
});
