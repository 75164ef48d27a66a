/** Which languages the shop writes in: who chooses, what lacks which, and what customers get. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LanguagesView } from '../../../admin-app/contract/languages.ts';
import type { StaffLogPage } from '../../../admin-app/contract/staff-log.ts';
import { ON_SITE_TEMPLATES } from '../../../admin-app/core/message/templates/on-site.ts';
import type { AuthoredMessage } from '../../../admin-app/core/priority/authored-message.ts';
import type { ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import * as Languages from '../../../admin-app/server/database/languages.ts';
import * as OnSiteMessages from '../../../admin-app/server/database/onsite-messages.ts';
import * as Scenarios from '../../../admin-app/server/database/scenarios.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { readTiers } from '../../../admin-app/server/database/tiers.ts';
import { languageRoutes } from '../../../admin-app/server/http/languages.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { winBack } from '../../support/win-back.ts';
import { shareDatabase } from '../scenario/world.ts';
import { settingsApi, transactions } from './settings-api.ts';

const database = shareDatabase();
let shops = 0;
let shopId: number;
let enqueued: string[];

beforeEach(async () => {
  shops += 1;
  shopId = await insertShop(database(), `languages-${shops}.example`);
  enqueued = [];
});

const inShop = <T>(run: (tx: ShopTransaction) => Promise<T>, id = shopId) =>
  withShop(database(), id, run);

function apiOf(id = shopId) {
  const routes = languageRoutes({
    ...transactions(database()),
    clock: { now: () => SOME_DAY, onMove: () => () => {} },
    store: { ...Languages, ...OnSiteMessages, readTiers },
    readLanguageCounts: async (tx) => ({
      counts: await Languages.countLanguages(tx),
      countedAt: null,
    }),
    enqueue: async (task) => {
      enqueued.push(task);
    },
  });
  const session = { shopId: id, staffId: '17', now: () => SOME_DAY };
  const app = settingsApi(database(), session, { '/settings/languages': routes });
  return {
    // The answers are the contract's own.
    view: async () => (await (await app.request('/settings/languages')).json()) as LanguagesView,
    put: async (body: object) => {
      const answer = await app.request('/settings/languages', {
        method: 'PUT',
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as LanguagesView & Refused };
    },
    log: async () => (await (await app.request('/staff-log')).json()) as StaffLogPage,
  };
}

interface Refused {
  readonly error?: { readonly message: string; readonly field?: string };
}

async function customersWith(...locales: readonly (readonly [string, string?])[]): Promise<void> {
  await inShop(async (tx) => {
    for (const [at, [locale, consent = 'subscribed']] of locales.entries())
      await insertCustomer(tx, { customer_id: at + 1, locale, email_consent: consent });
  });
}

/** The win-back with its messages in these languages only. */
function writtenIn(...languages: readonly string[]): ScenarioDefinition {
  const blocks = winBack.blocks.map((block) => {
    if (block.kind !== 'message') return block;
    const content = Object.fromEntries(
      Object.entries(block.content).filter(([language]) => languages.includes(language)),
    );
    // Nothing but languages was taken out.
    return { ...block, content } as typeof block;
  });
  return { ...winBack, blocks };
}

async function insertScenario(draft: ScenarioDefinition, name = 'Win back'): Promise<number> {
  return await inShop((tx) =>
    Scenarios.insertScenario(tx, { name, template: 'win-back', draft, at: SOME_DAY }),
  );
}

describe('before anybody has chosen', () => {
  it('suggests the languages of customers who can be written to, and the shop’s own', async () => {
    await customersWith(['pl-PL'], ['pl_PL'], ['PL'], ['fr', 'not_subscribed'], ['de-AT'], ['']);
    const view = await apiOf().view();
    expect(view.version).toBe(0);
    expect(view.choice).toEqual({ languages: ['en', 'pl'], fallback: 'en' });
    expect(view.customers).toEqual([
      { language: 'pl', customers: 3, subscribed: 3 },
      { language: '', customers: 1, subscribed: 1 },
      { language: 'de', customers: 1, subscribed: 1 },
      { language: 'fr', customers: 1, subscribed: 0 },
    ]);
  });

  it('goes by every language that a message has, and falls back to the shop’s own', async () => {
    await database().ownerPool.query('update shops set locale = $2 where shop_id = $1', [
      shopId,
      'fr-CA',
    ]);
    const stored = await inShop(Languages.readLanguages);
    expect(stored).toEqual({
      choice: { languages: ['en', 'fr', 'pl'], fallback: 'fr' },
      version: 0,
    });
  });

  it('counts nobody who is gone', async () => {
    await customersWith(['pl'], ['fr']);
    await inShop((tx) =>
      tx.execute('update customers set deleted_at = now() where shop_id = $1 and customer_id = 2', [
        tx.shopId,
      ]),
    );
    expect((await apiOf().view()).customers?.map(({ language }) => language)).toEqual(['pl']);
  });
});

describe('choosing', () => {
  it('is kept, noted with what was before, and told to the pages', async () => {
    const api = apiOf();
    const first = await api.put({ languages: ['pl', 'fr'], fallback: 'fr', version: 0 });
    expect(first).toMatchObject({ status: 200, body: { version: 1 } });
    expect(first.body.choice).toEqual({ languages: ['fr', 'pl'], fallback: 'fr' });
    await api.put({ languages: ['fr'], fallback: 'fr', version: 1 });
    expect((await api.view()).choice).toEqual({ languages: ['fr'], fallback: 'fr' });
    expect((await api.log()).acts.map(({ kind, changes }) => [kind, changes])).toEqual([
      ['settings.languages', [{ field: 'languages', before: 'fr, pl', after: 'fr' }]],
      [
        'settings.languages',
        [
          { field: 'languages', before: null, after: 'fr, pl' },
          { field: 'fallback', before: null, after: 'fr' },
        ],
      ],
    ]);
    expect(enqueued).toEqual(['publish on-site', 'publish on-site']);
  });

  it.each([
    { what: 'no language', body: { languages: [], fallback: 'en' }, field: 'languages' },
    { what: 'an unknown one', body: { languages: ['de'], fallback: 'de' }, field: 'languages.0' },
    {
      what: 'a fallback that is not chosen',
      body: { languages: ['fr'], fallback: 'en' },
      field: 'fallback',
    },
  ])('refuses $what, and keeps what was', async ({ body, field }) => {
    const refused = await apiOf().put({ ...body, version: 0 });
    expect(refused.status).toBe(422);
    expect(refused.body.error?.field).toBe(field);
    expect((await apiOf().view()).version).toBe(0);
  });

  it('takes the first of two who save at once, and tells the other', async () => {
    const answers = await Promise.all(
      ['en', 'fr', 'pl'].map((language) =>
        apiOf().put({ languages: [language], fallback: language, version: 0 }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const { version, choice } = await apiOf().view();
    const won = answers.find(({ status }) => status === 200);
    expect({ version, choice }).toEqual({ version: 1, choice: won?.body.choice });
    const late = await apiOf().put({ languages: ['en'], fallback: 'en', version: 0 });
    expect(late.body.error?.message).toMatch(/changed the languages meanwhile/);
    expect((await apiOf().log()).acts).toHaveLength(1);
    // One that was never there cannot have been seen either.
    const otherId = await insertShop(database(), `no-languages-${shops}.example`);
    const early = await apiOf(otherId).put({ languages: ['en'], fallback: 'en', version: 4 });
    expect(early.status).toBe(409);
  });

  it('is nothing of another shop’s', async () => {
    await insertScenario(winBack);
    await apiOf().put({ languages: ['pl'], fallback: 'pl', version: 0 });
    const otherId = await insertShop(database(), `other-languages-${shops}.example`);
    expect(await apiOf(otherId).view()).toMatchObject({
      version: 0,
      choice: { languages: ['en'] },
      texts: [],
      customers: [],
    });
  });
});

describe('what is written in which', () => {
  it('is what an active scenario sends, beside what its draft has by now', async () => {
    const draftId = await insertScenario(writtenIn('en'), 'Draft');
    const activeId = await insertScenario(writtenIn('en', 'pl'), 'Active');
    await inShop((tx) => Scenarios.activateDraft(tx, activeId, writtenIn('en'), SOME_DAY));
    const texts = (await apiOf().view()).texts.filter(({ kind }) => kind === 'scenario');
    const messages = winBack.blocks.filter(({ kind }) => kind === 'message');
    expect(texts).toHaveLength(2 * messages.length);
    expect(texts[0]).toEqual({
      kind: 'scenario',
      scenarioId: activeId,
      name: 'Active',
      status: 'active',
      blockId: 'email-1',
      blockName: messages[0] && 'name' in messages[0] ? messages[0].name : '',
      channel: 'email',
      languages: ['en'],
      drafted: ['en', 'pl'],
    });
    expect(texts.at(-1)).toMatchObject({ scenarioId: draftId, status: 'draft', languages: ['en'] });
  });

  it('leaves out what is archived', async () => {
    const scenarioId = await insertScenario(writtenIn('en'));
    await inShop((tx) =>
      tx.execute(
        `update scenarios set status = 'archived' where shop_id = $1 and scenario_id = $2`,
        [tx.shopId, scenarioId],
      ),
    );
    expect((await apiOf().view()).texts).toEqual([]);
  });

  it('has an on-site message in a language only where both of its versions are', async () => {
    const [template] = ON_SITE_TEMPLATES;
    const text = { title: 'New', body: '' };
    const message = {
      ...template,
      texts: { en: text, fr: text, 'pt-BR': text },
      versionB: { form: 'bar', texts: { en: text, pl: text } },
    } as AuthoredMessage; // a launch with other texts is still one
    await inShop((tx) =>
      OnSiteMessages.insertOnSiteMessage(tx, { active: true, message, at: SOME_DAY }),
    );
    expect((await apiOf().view()).texts).toMatchObject([
      { kind: 'on-site', title: 'New', status: 'active', languages: ['en'] },
    ]);
  });

  it('has the benefits of tiers that give any', async () => {
    await inShop(async (tx) => {
      await tx.execute(
        `insert into tier_settings (shop_id, basis, window_kind, limits, updated_at)
         values ($1, 'spend', '12 months', 'thresholds', now())`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag)
         values ($1, 'silver', 1, 'Silver', '{}', 0, ''), ($1, 'gold', 2, 'Gold', '{"fr": "Livraison"}', 9, '')`,
        [tx.shopId],
      );
    });
    expect((await apiOf().view()).texts).toEqual([
      { kind: 'tier', tierId: 'gold', name: 'Gold', status: 'active', languages: ['fr'] },
    ]);
  });
});
