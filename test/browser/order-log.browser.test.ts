import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CustomersPage } from '../../admin-app/contract/customers.ts';
import type { HomeView } from '../../admin-app/contract/home.ts';
import type { ResultsView } from '../../admin-app/contract/results.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { activateWinBack, eventually, startRondo } from '../support/running-rondo.ts';

const FILE = resolve(import.meta.dirname, '../../../shared/data/cdnow_sample.csv.gz');

describe('a store made from a real order log', () => {
  it('arrives whole, is predicted plausibly and can be won back', async (context) => {
    if (!existsSync(FILE)) context.skip(`SKIPPED: the order log ${FILE} is not here`);
    const rows = readLog(FILE);
    const rondo = await startRondo({ ordersFile: FILE });
    try {
      await rondo.install();
      const home = await eventually(
        'sync and predictions',
        () => rondo.api<HomeView>('/home'),
        (view) => view.sync.predictions === 'done' && (view.counts?.overdue ?? 0) > 0,
      );
      expect(home.counts?.customers).toBe(new Set(rows.map((row) => row.customer)).size);
      expect(home.sync.openProblems).toBe(0);
      const totals = await withShop(rondo.db, 1, (tx) =>
        tx.one<{ orders: number; total: number; customers: number }>(
          `select count(*) as orders, sum(total_minor)::bigint as total, count(distinct customer_id) as customers
             from orders where counts`,
        ),
      );
      expect(totals).toEqual({
        orders: rows.length,
        total: rows.reduce((sum, row) => sum + row.amountMinor, 0),
        customers: 2_357,
      });

      // The log ends with the cohort long silent: most of the 2,357 are late, and nobody is late by more than its span.
      expect(home.counts?.overdue).toBeGreaterThan(1_000);
      const { customers } = await rondo.api<CustomersPage>('/customers?list=overdue');
      expect(customers[0]?.daysOverdue).toBeLessThan(546);
      expect(customers.every((row) => (row.daysOverdue ?? 0) > 0)).toBe(true);

      await activateWinBack(rondo);
      const results = await eventually(
        'the first mails',
        () => rondo.api<ResultsView>('/scenarios/1/results'),
        ({ figures }) => figures.sent > 100,
      );
      expect(results.figures['held out']).toBeGreaterThan(results.figures.entered * 0.05);
      expect(results.figures['held out']).toBeLessThan(results.figures.entered * 0.15);
    } finally {
      await rondo.stop();
    }
  });
});

function readLog(file: string): { customer: string; amountMinor: number }[] {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const [customer = '', , amount = '0'] = line.trim().split(',');
    return { customer, amountMinor: Math.round(Number(amount) * 100) };
  });
}
