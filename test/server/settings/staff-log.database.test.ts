import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SettingsView } from '../../../admin-app/contract/settings.ts';
import type { StaffLogPage } from '../../../admin-app/contract/staff-log.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import * as AudienceSyncs from '../../../admin-app/server/database/audience-syncs.ts';
import * as Audiences from '../../../admin-app/server/database/audiences.ts';
import * as Priorities from '../../../admin-app/server/database/priorities.ts';
import * as SetUp from '../../../admin-app/server/database/set-up.ts';
import * as StaffLog from '../../../admin-app/server/database/staff-log.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { audienceRoutes } from '../../../admin-app/server/http/audiences.ts';
import { priorityRoutes } from '../../../admin-app/server/http/priorities.ts';
import { settingsRoutes } from '../../../admin-app/server/http/settings.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { settingsApi, transactions } from './settings-api.ts';

let db: TestDatabase;
let shopId: number;
let otherId: number;
let now = SOME_DAY;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'staff-log.myshopify.com');
  otherId = await insertShop(db, 'other-staff-log.myshopify.com');
});
afterAll(() => db?.drop());
beforeEach(async () => {
  now = SOME_DAY;
  for (const id of [shopId, otherId])
    await withShop(db, id, (tx) => tx.execute('delete from staff_acts'));
});

const SENDER = { senderName: 'Pine', senderEmail: 'hello@pine.example', postalAddress: '' };

function apiOf(staffId: string, id = shopId) {
  const { inShop } = transactions(db);
  const deps = { inShop, store: SetUp, channelProblem: null };
  const app = settingsApi(
    db,
    { shopId: id, staffId, now: () => now },
    {
      '/settings/priorities': priorityRoutes({ inShop, store: Priorities }),
      '/settings': settingsRoutes(deps),
      '/audiences': audienceRoutes({
        ...{ inShop, store: { ...Audiences, ...AudienceSyncs } },
        clock: { now: () => now, onMove: () => () => {} },
        channel: { make: async () => ({ kind: 'made', externalId: '' }) },
        accountOf: async () => null,
        hashKey: (key) => key,
        noAccount: '',
        enqueue: async () => {},
      }),
    },
  );
  return {
    put: async (path: string, body: unknown) =>
      (await app.request(path, { method: 'PUT', body: JSON.stringify(body) })).status,
    get: async (path: string) => await (await app.request(path)).text(),
    // The answer is the contract's own.
    log: async (query = '') =>
      (await (await app.request(`/staff-log${query}`)).json()) as StaffLogPage,
    status: async (query: string) => (await app.request(`/staff-log${query}`)).status,
  };
}

it('tells who took an audience, and how many customers with it', async () => {
  const audienceId = await withShop(db, shopId, async (tx) => {
    for (const customer_id of [1, 2]) {
      await insertCustomer(tx, { customer_id, email: `c${customer_id}@example.com` });
    }
    const silent = { name: 'Silent', target: 'file', externalId: null, at: now } as const;
    const id = await Audiences.insertAudience(tx, silent);
    const joining = [1, 2].map((customerId) => ({ audienceId: id, customerId, wanted: true }));
    await Audiences.changeAudiences(tx, joining, now);
    return id;
  });
  const ada = apiOf('17');
  expect(await ada.get(`/audiences/${audienceId}/members.csv`)).toContain('c2@example.com');
  const { acts } = await ada.log();
  expect(acts).toMatchObject([
    {
      ...{ kind: 'data.audienceExported', subject: 'Silent', staffId: '17' },
      changes: [{ field: 'count', before: null, after: '2' }],
    },
  ]);
});

it('tells who changed what from what into what, and nothing where nothing changed', async () => {
  const ada = apiOf('17');
  expect(await ada.put('/settings', SENDER)).toBe(200);
  now += 60_000;
  await ada.put('/settings', { ...SENDER, senderName: 'Pine & Co' });
  await ada.put('/settings', { ...SENDER, senderName: 'Pine & Co' });
  const caps = [
    { ...USUAL_PRIORITIES.caps[0], max: 3, window: { kind: 'local days', days: 7 } },
  ] as const;
  await apiOf('4').put('/settings/priorities', { ...USUAL_PRIORITIES, caps, version: 0 });
  const { acts, staff, after } = await ada.log();
  expect(acts.map(({ actId: _, subjectId: __, subject: ___, ...rest }) => rest)).toEqual([
    {
      at: now,
      staffId: '4',
      kind: 'settings.priorities',
      changes: [{ field: 'caps', before: '1 / 24 h', after: '3 / 7 d' }],
    },
    {
      at: now,
      staffId: '17',
      kind: 'settings.sender',
      changes: [{ field: 'senderName', before: 'Pine', after: 'Pine & Co' }],
    },
    {
      at: SOME_DAY,
      staffId: '17',
      kind: 'settings.sender',
      changes: [
        { field: 'senderName', before: null, after: 'Pine' },
        { field: 'senderEmail', before: null, after: 'hello@pine.example' },
      ],
    },
  ]);
  expect(staff).toEqual(['17', '4']);
  expect(after).toBeNull();
});

it('notes a sitting at a draft in one line, and another person, thing or sitting in its own', async () => {
  const edit = (staffId: string, subjectId: string, at: number, kind = 'scenario.edited') =>
    withShop(db, shopId, (tx) =>
      StaffLog.insertStaffAct(tx, {
        ...{ staffId, subjectId, kind, at, subject: 'Win back', joins: kind === 'scenario.edited' },
        changes: [{ field: 'saves', before: null, after: '1' }],
      }),
    );
  const minutes = (count: number) => now + count * 60_000;
  for (const at of [0, 20, 40]) await edit('17', '1', minutes(at));
  await edit('4', '1', minutes(41));
  await edit('17', '1', minutes(42));
  await edit('17', '2', minutes(43));
  await edit('17', '2', minutes(44), 'scenario.activated');
  await edit('17', '2', minutes(45));
  await edit('17', '2', minutes(76));
  const { acts } = await apiOf('17').log();
  const told = acts.map((act) => [act.staffId, act.subjectId, act.changes[0]?.after, act.at]);
  expect(told.reverse()).toEqual([
    ['4', '1', '1', minutes(41)],
    ['17', '1', '4', minutes(42)],
    ['17', '2', '1', minutes(43)],
    ['17', '2', '1', minutes(44)],
    ['17', '2', '1', minutes(45)],
    ['17', '2', '1', minutes(76)],
  ]);
});

it('keeps no note of what was refused or rolled back', async () => {
  const ada = apiOf('17');
  expect(await ada.put('/settings', { ...SENDER, senderEmail: 'nobody' })).toBe(422);
  const unknown = { scenarioId: 99, blockId: null, priorityClass: 'yearly', reason: 'why not' };
  const overrides = [unknown];
  expect(
    await ada.put('/settings/priorities', { ...USUAL_PRIORITIES, overrides, version: 0 }),
  ).toBe(404);
  await expect(
    withShop(db, shopId, async (tx) => {
      await StaffLog.insertStaffAct(tx, actOf(1));
      throw new Error('the act itself failed');
    }),
  ).rejects.toThrow('the act itself failed');
  expect((await ada.log()).acts).toEqual([]);
});

it('goes page by page, filtered by topic and person, and never shows another shop', async () => {
  await withShop(db, otherId, (tx) => StaffLog.insertStaffAct(tx, actOf(1)));
  await withShop(db, shopId, async (tx) => {
    for (let nth = 0; nth < 120; nth++) await StaffLog.insertStaffAct(tx, actOf(nth));
  });
  const ada = apiOf('17');
  const seen: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: StaffLogPage = await ada.log(after === '' ? '' : `?after=${after}`);
    expect(page.acts.length).toBeLessThanOrEqual(50);
    seen.push(...page.acts.map(({ subjectId }) => subjectId ?? ''));
    after = page.after;
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, nth) => String(119 - nth)));
  const some = await ada.log('?topic=campaign&staff=1');
  expect(some.acts.length).toBe(20);
  expect(some.acts.every((act) => act.staffId === '1' && act.kind.startsWith('campaign'))).toBe(
    true,
  );
  expect((await apiOf('17', otherId).log()).acts.length).toBe(1);
  expect(await ada.status('?topic=gossip')).toBe(422);
  expect(await ada.status('?after=now')).toBe(422);
});

it('forgets what is too old, a bounded number at a time', async () => {
  await withShop(db, shopId, async (tx) => {
    for (let nth = 0; nth < 10; nth++) await StaffLog.insertStaffAct(tx, actOf(nth));
  });
  const deleteOld = () =>
    withShop(db, shopId, (tx) => StaffLog.deleteOldStaffActs(tx, SOME_DAY + 5_000, 3));
  expect([await deleteOld(), await deleteOld(), await deleteOld()]).toEqual([3, 2, 0]);
  expect((await apiOf('17').log()).acts.length).toBe(5);
});

function actOf(nth: number): StaffLog.StaffAct {
  const kind = nth % 2 === 0 ? 'scenario.paused' : 'campaign.cancelled';
  const staffId = String(nth % 3);
  return {
    ...{ at: SOME_DAY + nth * 1000, staffId, kind },
    ...{ subject: 'A name', subjectId: String(nth), changes: [] },
  };
}

it('refuses a sender that somebody else has changed meanwhile, and tells nothing of it', async () => {
  const ada = apiOf('17', otherId);
  // The answer is the contract's own.
  const seen = JSON.parse(await ada.get('/settings')) as SettingsView;
  expect(await ada.put('/settings', { ...SENDER, revision: seen.revision })).toBe(200);
  const late = { ...SENDER, senderName: 'Mine', revision: seen.revision };
  expect(await apiOf('4', otherId).put('/settings', late)).toBe(409);
  const kept = JSON.parse(await ada.get('/settings')) as SettingsView;
  expect(kept.settings).toEqual(SENDER);
  expect((await ada.log()).acts.map(({ staffId }) => staffId)).toEqual(['17']);
  expect(await apiOf('4', otherId).put('/settings', { ...late, revision: kept.revision })).toBe(
    200,
  );
});
