/** Campaigns: written, checked, scheduled, called off. */
import { type Context, Hono } from 'hono';
import {
  type CampaignCheck,
  type CampaignsView,
  type CampaignView,
  checkCampaign,
  createCampaign,
  duplicateCampaign,
  saveCampaign,
  scheduleCampaign,
} from '../../contract/campaigns.ts';
import type { StaffActKind } from '../../contract/staff-log.ts';
import { type Campaign, campaignDefinition, newCampaign } from '../../core/scenario/campaign.ts';
import type { Clock } from '../clock.ts';
import type * as Campaigns from '../database/campaigns.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { CheckCampaign } from '../jobs/check-campaign.ts';
import { archive, cancel, type StandingDeps, schedule, unschedule } from './campaigns-standing.ts';
import { type CampaignViewDeps, summarise, viewOf } from './campaigns-view.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound, refusal, refuseOvertaken } from './refusal.ts';
import { type ScenarioRenameStore, saveNamed } from './scenario-rename.ts';
import { createScenarioViews, type ScenarioViewDeps } from './scenarios-view.ts';
import { unreadQueries } from './segments-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteEdit, noteStaffAct } from './staff-log.ts';

export interface CampaignRoutesDeps extends ScenarioViewDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: ScenarioViewDeps['store'] &
    CampaignViewDeps['store'] &
    StandingDeps['store'] &
    ScenarioRenameStore &
    Pick<typeof Campaigns, 'listCampaigns' | 'holdCampaign' | 'insertCampaign' | 'saveCampaign'>;
  readonly checkCampaign: CheckCampaign;
}

/** Mounted at /api/campaigns. */
export function campaignRoutes(deps: CampaignRoutesDeps): ShopRoutes {
  const { clock, inShop, store } = deps;
  const { surroundings } = createScenarioViews(deps);
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const campaigns = await inShop(c.get('shop').shopId, async (tx) =>
      summarise(deps, tx, await store.listCampaigns(tx)),
    );
    return c.json<CampaignsView>({ campaigns });
  });

  routes.post('/', async (c) => {
    const { name } = await parseBody(c, createCampaign);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const { choice } = await store.readLanguages(tx);
      const written = writtenNow(clock, name, newCampaign(choice.fallback));
      return await viewOf(deps, tx, await store.insertCampaign(tx, written));
    });
    return c.json<CampaignView>(view, 201);
  });

  routes.post('/check', async (c) => {
    const { language, ...written } = await parseBody(c, checkCampaign);
    const { shopId, zone, currency } = c.get('shop');
    const checked = await inShop(shopId, async (tx) => {
      const asked = { zone, currency, language, surroundings: await surroundings(tx, null) };
      return await deps.checkCampaign(tx, written, asked);
    });
    return c.json<CampaignCheck>(checked);
  });

  routes.get('/:id', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    return c.json<CampaignView>(await inShop(c.get('shop').shopId, (tx) => viewOf(deps, tx, id)));
  });

  routes.put('/:id', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    const { name, campaign, revision } = await parseBody(c, saveCampaign);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      if (held.state !== 'draft') {
        throw refusal(409, 'campaign begun', { state: held.state });
      }
      refuseOvertaken('campaign', revision, held.revision);
      const written = writtenNow(clock, name, campaign);
      const { unread } = await saveNamed(store, tx, { scenarioId: id, name, at: written.at }, () =>
        store.saveCampaign(tx, id, written),
      );
      await noteEdit(c, tx, 'campaign.edited', { name, id });
      return { ...(await viewOf(deps, tx, id)), ...unreadQueries(unread) };
    });
    return c.json<CampaignView>(view);
  });

  routes.post('/:id/duplicate', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    const { name } = await parseBody(c, duplicateCampaign);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const found = await store.readCampaign(tx, id);
      if (!found) throw notFound('campaign');
      const written = writtenNow(clock, name, withoutTime(found.content));
      return await viewOf(deps, tx, await store.insertCampaign(tx, written));
    });
    return c.json<CampaignView>(view, 201);
  });

  routes.route('/', standingRoutes(deps));
  return routes;
}

/** Where a campaign stands: each route holds it, and notes what was not so already. */
function standingRoutes(deps: CampaignRoutesDeps): ShopRoutes {
  const { surroundings } = createScenarioViews(deps);
  const routes = new Hono<ShopEnvironment>();

  async function act(
    c: Context<ShopEnvironment>,
    kind: StaffActKind,
    work: (tx: ShopTransaction, held: Campaigns.StoredCampaign) => Promise<void>,
  ): Promise<Response> {
    const id = parseId(c, 'id', 'campaign');
    const view = await deps.inShop(c.get('shop').shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      await work(tx, held);
      const after = await viewOf(deps, tx, id);
      if (after.state !== held.state || kind === 'campaign.archived') {
        await noteStaffAct(c, tx, { kind, subject: held.name, subjectId: id });
      }
      return after;
    });
    return c.json<CampaignView>(view);
  }

  routes.post('/:id/schedule', async (c) => {
    const wish = await parseBody(c, scheduleCampaign);
    const { zone, currency } = c.get('shop');
    return await act(c, 'campaign.scheduled', async (tx, held) => {
      const around = { zone, currency, surroundings: await surroundings(tx, null) };
      await schedule(deps, tx, held, { ...wish, ...around });
    });
  });
  routes.post('/:id/unschedule', (c) =>
    act(c, 'campaign.unscheduled', (tx, held) => unschedule(deps, tx, held)),
  );
  routes.post('/:id/cancel', (c) =>
    act(c, 'campaign.cancelled', (tx, held) => cancel(deps, tx, held)),
  );
  routes.post('/:id/archive', (c) =>
    act(c, 'campaign.archived', (tx, held) => archive(deps, tx, held)),
  );

  return routes;
}

function writtenNow(clock: Clock, name: string, content: Campaign): Campaigns.WrittenCampaign {
  return { name, content, definition: campaignDefinition(content, null), at: clock.now() };
}

/** A copy is for another time. */
function withoutTime(content: Campaign): Campaign {
  const { timing } = content;
  switch (timing.kind) {
    case 'at once':
      return content;
    case 'at instant':
    case 'best hour':
      return { ...content, timing: { ...timing, at: null } };
    case 'local time':
      return { ...content, timing: { ...timing, day: null } };
  }
}

async function hold(
  { store }: CampaignRoutesDeps,
  tx: ShopTransaction,
  id: number,
): Promise<Campaigns.StoredCampaign> {
  const held = await store.holdCampaign(tx, id);
  if (!held) throw notFound('campaign');
  return held;
}
