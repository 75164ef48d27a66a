import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrioritiesView } from '../../../admin-app/contract/priorities.ts';
import { type Priorities, USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import * as Stored from '../../../admin-app/server/database/priorities.ts';
import { priorityRoutes } from '../../../admin-app/server/http/priorities.ts';
import { staffSession } from '../../support/staff-session.ts';
import { activate, createWorld, shareDatabase, type World } from '../scenario/world.ts';

const database = shareDatabase();
let world: World;
let scenarioId: number;
let foreign: number;
let neighbour: World;

beforeAll(async () => {
  world = await createWorld(database());
  neighbour = await createWorld(database());
  scenarioId = await activate(world);
  foreign = await activate(neighbour);
});
afterAll(async () => {
  await world.close();
  await neighbour.close();
});

/** Saves what was read last, unless another version is named. */
async function ask(method: 'GET' | 'PUT', body?: Partial<Priorities & { version: number }>) {
  const app = staffSession({ shopId: world.shopId });
  app.route('/', priorityRoutes({ inShop: world.engine.inShop, store: Stored }));
  const { version } = await world.inShop(Stored.readSavedPriorities);
  const full = body && JSON.stringify({ ...USUAL_PRIORITIES, version, ...body });
  const answer = await app.request('/', { method, ...(full === undefined ? {} : { body: full }) });
  return { status: answer.status, body: await answer.json() };
}

const reason = 'Because';

describe('what the owner decides about messages', () => {
  it('is the usual until somebody saves, and stays what was saved', async () => {
    const { body } = await ask('GET');
    const before: PrioritiesView = body;
    expect(before.priorities).toEqual(USUAL_PRIORITIES);
    expect(before.scenarios).toMatchObject([
      {
        scenarioId,
        messageKind: 'win-back',
        active: true,
        messages: [{ blockId: 'email-1', priorityClass: 'lifecycle' }, {}, {}],
      },
    ]);
    const change: Partial<Priorities> = {
      caps: [
        {
          max: 3,
          window: { kind: 'local days', days: 7 },
          over: { kind: 'channel', channel: 'sms' },
          letPast: ['ad hoc'],
        },
      ],
      classes: ['yearly', 'ad hoc', 'login return', 'lifecycle', 'frequent'],
      classesReason: reason,
      overrides: [{ scenarioId, blockId: 'email-1', priorityClass: 'ad hoc', reason }],
      scenarioOrder: [scenarioId],
    };
    expect((await ask('PUT', change)).body.priorities).toEqual({ ...USUAL_PRIORITIES, ...change });
    expect((await ask('GET')).body.priorities).toEqual({ ...USUAL_PRIORITIES, ...change });
    const other = await neighbour.inShop(Stored.readPriorities);
    expect(other).toEqual(USUAL_PRIORITIES);
  });

  it('is not saved over what somebody else has saved meanwhile, also at the very same moment', async () => {
    const { version } = (await ask('GET')).body;
    const both = await Promise.all(
      [[], USUAL_PRIORITIES.caps].map((caps) => ask('PUT', { caps, version })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = both.find(({ status }) => status === 200)?.body;
    expect((await ask('GET')).body).toEqual({ ...kept, version: version + 1 });
    const late = await ask('PUT', { version });
    expect(late.body.error.message).toContain('Somebody else has changed the caps or the order');
  });

  const override = { scenarioId: 0, blockId: null, priorityClass: 'ad hoc', reason } as const;
  const refused: readonly (readonly [
    what: string,
    change: () => Partial<Priorities>,
    status: number,
    field: string | undefined,
  ])[] = [
    [
      'a class twice',
      () => ({ classes: ['yearly', 'yearly', 'lifecycle', 'ad hoc', 'frequent'] }),
      422,
      'classes',
    ],
    [
      'another order without a reason',
      () => ({ classes: ['yearly', 'ad hoc', 'login return', 'lifecycle', 'frequent'] }),
      422,
      'classesReason',
    ],
    [
      'an exception without a reason',
      () => ({ overrides: [{ ...override, scenarioId, reason: ' ' }] }),
      422,
      'overrides.0.reason',
    ],
    [
      'two exceptions for one message',
      () => ({ overrides: [override, override].map((it) => ({ ...it, scenarioId })) }),
      422,
      'overrides',
    ],
    [
      'a cap of nothing',
      () => ({ caps: USUAL_PRIORITIES.caps.map((cap) => ({ ...cap, max: 0 })) }),
      422,
      'caps.0.max',
    ],
    [
      'a cap over a class that lets it past',
      () => ({
        caps: USUAL_PRIORITIES.caps.map((cap) => ({
          ...cap,
          over: { kind: 'class', priorityClass: 'yearly' } as const,
          letPast: ['yearly'] as const,
        })),
      }),
      422,
      'caps.0.letPast',
    ],
    ['another shop’s scenario', () => ({ scenarioOrder: [foreign] }), 404, undefined],
    [
      'an exception for another shop’s scenario',
      () => ({ overrides: [{ ...override, scenarioId: foreign }] }),
      404,
      undefined,
    ],
    [
      'an exception for a message that is not there',
      () => ({ overrides: [{ ...override, scenarioId, blockId: 'start' }] }),
      404,
      undefined,
    ],
  ];
  it.each(refused)('is not %s', async (_, change, status, field) => {
    const before = await ask('GET');
    const answer = await ask('PUT', change());
    expect(answer.status).toBe(status);
    expect(answer.body.error.field).toBe(field);
    expect((await ask('GET')).body).toEqual(before.body);
  });
});
