import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ScenarioView,
  TemplateAudience,
  TemplatesView,
} from '../../../admin-app/contract/scenarios.ts';
import { NO_SENDER } from '../../../admin-app/core/scenario/channel-problems.ts';
import type { ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { joinTierSide } from '../../../admin-app/server/tier-side.ts';
import { winBack } from '../../support/win-back.ts';
import { callApi, scenarioApi } from './scenario-api.ts';
import { createWorld, insertSilent, run, shareDatabase, type World, withStart } from './world.ts';

const database = shareDatabase();
let world: World;
let enqueued: string[];
beforeEach(async () => {
  world = await createWorld(database());
  enqueued = [];
});
afterEach(() => world.close());

function api(of: World = world, channelProblem: string | null = null) {
  return scenarioApi(of, { channelProblem, enqueued });
}

async function call<T>(method: string, path: string, body?: unknown, app = api()) {
  return await callApi<T>(app, method, path, body);
}

interface Failed {
  readonly error: { readonly message: string; readonly field?: string };
}

async function create(name = 'Come back'): Promise<ScenarioView> {
  const { body } = await call<ScenarioView>('POST', '/scenarios', { template: 'win-back', name });
  const path = `/scenarios/${body.scenarioId}`;
  const small = await call<ScenarioView>('PUT', path, { name, definition: winBack });
  return small.body;
}

function withSubject(subject: string): ScenarioDefinition {
  return {
    ...winBack,
    blocks: winBack.blocks.map((block) => {
      if (block.kind !== 'message' || block.channel !== 'email') return block;
      const { en } = block.content;
      if (block.id !== 'email-1' || !en) return block;
      return { ...block, content: { ...block.content, en: { ...en, subject } } };
    }),
  };
}

describe('scenarios over HTTP', () => {
  it('are made from a template as it is chosen, as a draft without faults', async () => {
    const templates = await call<TemplatesView>('GET', '/templates?language=fr');
    const created = await call<ScenarioView>('POST', '/scenarios', {
      template: 'win-back',
      name: 'Come back',
      choices: { trade: 'books', inactiveBy: 'days without an order' },
      language: 'fr',
    });
    const view = created.body;

    expect(templates.body.templates.length).toBeGreaterThan(6);
    expect(templates.body.templates[0]?.name).toBe('Reconquérir les clients inactifs');
    expect(created.status).toBe(201);
    expect(view).toMatchObject({
      name: 'Come back',
      status: 'draft',
      faults: [],
      unpublished: false,
      activeVersion: null,
      waiting: {},
      entered: 0,
    });
    expect(view.definition.blocks[0]).toMatchObject({
      trigger: { kind: 'inactive', by: { kind: 'no order', days: 180 } },
    });
    const { blocks } = view.definition;
    expect(blocks.find(({ id }) => id === 'hello')).toMatchObject({ name: 'Bonjour de nouveau' });
    // No SMS provider and no audience is set up.
    expect(blocks.map(({ id }) => id)).not.toContain('sms');
    const list = await call<{ scenarios: { name: string }[] }>('GET', '/scenarios');
    expect(list.body.scenarios.map(({ name }) => name)).toEqual(['Come back']);
  });

  it('are made in the languages that the shop writes in, with its fallback', async () => {
    const given = { template: 'birthday', name: 'Birthdays', choices: {}, language: 'en' };
    const languagesOf = async () => {
      const { body } = await call<ScenarioView>('POST', '/scenarios', given);
      const messages = body.definition.blocks.filter((block) => block.kind === 'message');
      return messages.map(({ content, fallbackLanguage }) => [
        ...Object.keys(content),
        fallbackLanguage,
      ]);
    };
    // Nobody has chosen: in all that the template is written in.
    for (const languages of await languagesOf())
      expect(languages).toEqual(['en', 'fr', 'pl', 'en']);
    await world.inShop((tx) =>
      world.engine.store.writeLanguages(
        tx,
        { languages: ['fr', 'pl'], fallback: 'pl' },
        { version: 0, at: world.clock.now() },
      ),
    );
    for (const languages of await languagesOf()) expect(languages).toEqual(['fr', 'pl', 'pl']);
  });

  it('keep a faulty draft, name its faults, and refuse to activate it at the field', async () => {
    const { scenarioId } = await create();
    const saved = await call<ScenarioView>('PUT', `/scenarios/${scenarioId}`, {
      name: 'Renamed',
      definition: withSubject(' '),
    });
    expect(saved.body).toMatchObject({
      name: 'Renamed',
      faults: [{ blockId: 'email-1', field: 'content.en.subject' }],
    });

    const refused = await call<Failed>('POST', `/scenarios/${scenarioId}/activate`);
    expect(refused.status).toBe(422);
    expect(refused.body.error).toEqual({
      message: 'English: The subject is empty.',
      field: 'email-1.content.en.subject',
    });
    const view = await call<ScenarioView>('GET', `/scenarios/${scenarioId}`);
    expect(view.body).toMatchObject({ status: 'draft', activeVersion: null });
    expect(enqueued).toEqual([]);
  });

  it('are not activated while nothing could be sent', async () => {
    const { scenarioId } = await create();
    const path = `/scenarios/${scenarioId}`;
    const app = api(world, 'No mail server is set up');
    const refused = await call<Failed>('POST', `${path}/activate`, undefined, app);

    expect(refused.status).toBe(422);
    expect(refused.body.error.message).toBe('No mail server is set up');
    const view = await call<ScenarioView>('GET', path, undefined, app);
    expect(view.body.faults).toEqual([
      { severity: 'fault', blockId: null, field: null, message: 'No mail server is set up' },
    ]);
  });

  it('let customers in once active, and say where they are', async () => {
    for (const customerId of [1, 2]) await insertSilent(world, { customerId });
    const { scenarioId } = await create();
    const definition = withStart({ holdoutShare: 0 });
    await call('PUT', `/scenarios/${scenarioId}`, { name: 'Come back', definition });
    const path = `/scenarios/${scenarioId}/activate`;
    const warned = await call<Failed>('POST', path);
    expect(warned.status).toBe(409);
    expect(warned.body.error.field).toBe('start.holdoutShare');
    const active = await call<ScenarioView>('POST', path, { confirmed: true });
    expect(active.body).toMatchObject({ status: 'active', activeVersion: 1, unpublished: false });
    expect(enqueued).toEqual(['enter scenarios']);

    await world.engine.enterScenarios(world.shopId);
    await run(world);
    const view = await call<ScenarioView>('GET', `/scenarios/${scenarioId}`);
    expect(view.body).toMatchObject({ entered: 2, inside: 2, waiting: { 'reaction-1': 2 } });
  });

  it('keep the active version while the draft changes, until it is activated', async () => {
    const { scenarioId } = await create();
    const path = `/scenarios/${scenarioId}`;
    await call('POST', `${path}/activate`);
    const definition = withSubject('Something new');
    const edited = await call<ScenarioView>('PUT', path, { name: 'x', definition });
    expect(edited.body).toMatchObject({ status: 'active', activeVersion: 1, unpublished: true });

    const again = await call<ScenarioView>('POST', `${path}/activate`);
    expect(again.body).toMatchObject({ activeVersion: 2, unpublished: false });
    const unchanged = await call<ScenarioView>('POST', `${path}/activate`);
    expect(unchanged.body).toMatchObject({ activeVersion: 2 });
  });

  it('pause and resume, and say so when there is nothing to pause', async () => {
    const { scenarioId } = await create();
    const path = `/scenarios/${scenarioId}`;
    const early = await call<Failed>('POST', `${path}/pause`);
    expect(early.status).toBe(409);
    expect(early.body.error.message).toBe(
      'The scenario is draft; only an active one can be paused',
    );

    await call('POST', `${path}/activate`);
    expect((await call<ScenarioView>('POST', `${path}/pause`)).body.status).toBe('paused');
    expect((await call<ScenarioView>('POST', `${path}/pause`)).body.status).toBe('paused');
    expect((await call<ScenarioView>('POST', `${path}/resume`)).body.status).toBe('active');
  });

  it('count who would enter, and whom of them mails reach', async () => {
    await insertSilent(world, { customerId: 1, overdueDays: 20 });
    await insertSilent(world, { customerId: 2, overdueDays: 20, consent: 'not_subscribed' });
    await insertSilent(world, { customerId: 3, overdueDays: 5, email: null });
    const count = async (inactive: unknown) =>
      (await call('POST', '/scenarios/audience', { inactive })).body;

    expect(await count({ kind: 'overdue', days: 7 })).toEqual({ inactive: 2, reachable: 1 });
    expect(await count({ kind: 'overdue', days: 0 })).toEqual({ inactive: 3, reachable: 1 });
    expect(await count({ kind: 'no order', days: 91 })).toEqual({ inactive: 0, reachable: 0 });

    const ofTemplate = async (inactiveBy: string) => {
      const given = { template: 'win-back', choices: { trade: 'pet', inactiveBy } };
      return (await call<TemplateAudience>('POST', '/templates/audience', given)).body;
    };
    expect(await ofTemplate('predicted date')).toMatchObject({
      start: { trigger: { kind: 'inactive', by: { kind: 'overdue', days: 5 } } },
      ...{ inactive: 3, reachable: 1 },
    });
    expect(await ofTemplate('days without an order')).toMatchObject({
      start: { trigger: { by: { kind: 'no order' } } },
      ...{ inactive: 3, reachable: 1 },
    });
    const birthday = await call('POST', '/templates/audience', { template: 'birthday' });
    expect(birthday.body).toEqual({ start: null, inactive: null, reachable: null });

    const wrong = await call<Failed>('POST', '/scenarios/audience', {
      inactive: { kind: 'never' },
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.error.field).toMatch(/^inactive/);
  });

  it('of another shop do not exist here', async () => {
    const { scenarioId } = await create();
    const other = await createWorld(database());
    const app = api(other);
    const path = `/scenarios/${scenarioId}`;
    const attempts = [
      call<Failed>('GET', path, undefined, app),
      call<Failed>('PUT', path, { name: 'x', definition: winBack }, app),
      ...['activate', 'pause', 'resume'].map((verb) =>
        call<Failed>('POST', `${path}/${verb}`, undefined, app),
      ),
    ];
    for (const { status, body } of await Promise.all(attempts)) {
      expect(status).toBe(404);
      expect(body.error.message).toBe('There is no such scenario');
    }
    expect(
      (await call<{ scenarios: [] }>('GET', '/scenarios', undefined, app)).body.scenarios,
    ).toEqual([]);
    await other.close();
    expect((await call<ScenarioView>('GET', path)).body).toMatchObject({ status: 'draft' });
  });

  it('refuse what is not a definition, naming the place', async () => {
    const { scenarioId } = await create();
    const blocks = winBack.blocks.map((block) =>
      block.id === 'email-1' ? { ...block, id: 'É' } : block,
    );
    const refused = await call<Failed>('PUT', `/scenarios/${scenarioId}`, {
      name: 'x',
      definition: { blocks },
    });

    expect(refused.status).toBe(422);
    expect(refused.body.error.field).toBe('definition.blocks.1.id');
  });

  it('are not saved over what somebody else has saved, unless that is wanted', async () => {
    const { scenarioId, revision } = await create();
    const path = `/scenarios/${scenarioId}`;
    const put = (name: string, more: object = {}) =>
      call<ScenarioView & Failed>('PUT', path, { name, definition: winBack, ...more });
    const first = await put('Ada was here', { revision });
    const second = await put('Bob was here', { revision });
    expect([first.status, second.status]).toEqual([200, 409]);
    expect(second.body.error.message).toContain('Somebody else has changed the scenario');
    const kept = await call<ScenarioView>('GET', path);
    expect(kept.body).toMatchObject({ name: 'Ada was here', revision: first.body.revision });
    const activate = `/scenarios/${scenarioId}/activate`;
    const refused = await call<Failed>('POST', activate, { confirmed: true, revision });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('Somebody else has changed the scenario');
    expect((await call<ScenarioView>('GET', `/scenarios/${scenarioId}`)).body.status).toBe('draft');
    const overwritten = await put('Bob was here', { revision: kept.body.revision });
    expect(overwritten.body.name).toBe('Bob was here');
    const [one, other] = await Promise.all(
      ['Eve', 'Dan'].map((name) => put(name, { revision: overwritten.body.revision })),
    );
    expect([one?.status, other?.status].sort()).toEqual([200, 409]);
  });

  it('name tiers by id, also where they were once named otherwise, and so outlive a new name', async () => {
    await world.inShop(async (tx) => {
      await tx.execute(
        `insert into tier_settings (shop_id, basis, window_kind, limits, updated_at)
         values ($1, 'orders', 'always', 'thresholds', now())`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag)
         values ($1, 'tier-7', 1, 'Silver', '{}', 1, ''), ($1, 'tier-9', 2, 'Gold', '{}', 2, '')`,
        [tx.shopId],
      );
    });
    const { scenarioId } = await create();
    const path = `/scenarios/${scenarioId}`;
    const rising = (...to: string[]) =>
      withStart({ trigger: { kind: 'tier changes', direction: 'up', from: null, to } });
    await call('PUT', path, { name: 'Up', definition: rising('tier-7') });
    await call('POST', `${path}/activate`, {});
    const old = JSON.stringify(rising('Silver', 'Gold'));
    await world.inShop(async (tx) => {
      await tx.execute('update scenarios set draft = $1', [old]);
      await tx.execute('update scenario_versions set definition = $1', [old]);
    });
    const tiers = joinTierSide({ clock: world.clock, inShop: world.engine.inShop });
    const define = (...names: readonly string[]) =>
      world.inShop((tx) =>
        tiers.edit(tx, {
          basis: 'orders',
          window: 'always',
          limits: 'thresholds',
          tagPrefix: null,
          metafield: null,
          tiers: names.map((name, i) => ({
            id: `tier-${7 + 2 * i}`,
            name,
            benefits: {},
            from: i + 1,
            tag: '',
          })),
        }),
      );
    await define('Argent', 'Or');
    const renamed = await call<ScenarioView>('GET', path);
    expect(renamed.body).toMatchObject({
      definition: rising('tier-7', 'tier-9'),
      unpublished: false,
    });
    expect(renamed.body.faults).toEqual([]);
    await define('Argent');
    const { faults } = (await call<ScenarioView>('GET', path)).body;
    expect(faults.map(({ blockId, field }) => `${blockId} ${field}`)).toEqual([
      'start trigger.to.1',
    ]);
    expect(faults[0]?.message).toContain('“Or”');
  });

  it('say what is wrong in the language of whoever reads', async () => {
    const { scenarioId } = await create();
    const path = `/scenarios/${scenarioId}`;
    await call('PUT', path, { name: 'x', definition: withStart({ holdoutShare: 0 }) });
    const app = api(world, NO_SENDER);
    const read = async (language: string) => {
      const headers = { 'accept-language': language };
      const answer = await app.request(`/api${path}`, { headers });
      const { faults } = (await answer.json()) as ScenarioView; // the contract of this address
      return faults.map(({ message }) => message);
    };
    const [fr, pl, other] = await Promise.all(['fr', 'pl-PL,pl;q=0.9', 'de'].map(read));
    expect(fr).toHaveLength(2);
    expect(fr?.[0]).toContain('témoin');
    expect(pl?.[0]).toContain('kontroln');
    expect(fr?.[1]).toBe('L’expéditeur n’est pas défini : remplissez les paramètres');
    expect(pl?.[1]).toBe('Nie ustawiono nadawcy: uzupełnij ustawienia');
    expect(other?.[1]).toBe(NO_SENDER);
    const refused = await app.request(`/api${path}/activate`, {
      method: 'POST',
      headers: { 'accept-language': 'fr' },
    });
    expect(await refused.json()).toMatchObject({ error: { message: fr?.[1] } });
  });
});
