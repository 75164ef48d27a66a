/** Campaigns: written, checked, scheduled, called off. */
import { type Context, Hono } from 'hono';
import {
  type CampaignCheck,
  type CampaignProblem,
  type CampaignSummary,
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
import { HOUR_MS } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Campaigns from '../database/campaigns.ts';
import type * as Chores from '../database/scenario-chores.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { CheckCampaign } from '../jobs/check-campaign.ts';
import { schedule, unschedule } from './campaigns-schedule.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import { type ScenarioRenameStore, saveNamed } from './scenario-rename.ts';
import { createScenarioViews, type ScenarioViewDeps } from './scenarios-view.ts';
import { unreadQueries } from './segments-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

export interface CampaignRoutesDeps extends ScenarioViewDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: ScenarioViewDeps['store'] &
    Pick<
      typeof Campaigns,
      | 'listCampaigns'
      | 'readCampaign'
      | 'holdCampaign'
      | 'insertCampaign'
      | 'saveCampaign'
      | 'setStanding'
      | 'dismissAudience'
      | 'countCampaignFigures'
      | 'readCampaignFigures'
      | 'readCampaignRevenue'
      | 'countToCome'
      | 'countShowing'
      | 'withdrawOnSite'
    > &
    ScenarioRenameStore &
    Pick<typeof Scenarios, 'activateDraft'> &
    Pick<typeof Chores, 'addChore'> &
    Pick<typeof Segments, 'readSegments'>;
  readonly checkCampaign: CheckCampaign;
}

/** Mounted at /api/campaigns. */
export function campaignRoutes(deps: CampaignRoutesDeps): ShopRoutes {
  const { clock, inShop, store } = deps;
  const { surroundings } = createScenarioViews(deps);
  const routes = new Hono<ShopEnvironment>();

  /** What was so already is not noted a second time. */
  async function noted(
    c: Context<ShopEnvironment>,
    tx: ShopTransaction,
    before: Held,
    kind: StaffActKind,
  ): Promise<CampaignView> {
    const view = await viewOf(deps, tx, before.campaignId);
    if (view.state !== before.state || kind === 'campaign.archived') {
      const { name, campaignId } = before;
      await noteStaffAct(c, tx, { kind, subject: name, subjectId: campaignId });
    }
    return view;
  }

  routes.get('/', async (c) => {
    const campaigns = await inShop(c.get('shop').shopId, async (tx) =>
      summarise(deps, tx, await store.listCampaigns(tx)),
    );
    return c.json<CampaignsView>({ campaigns });
  });

  routes.post('/', async (c) => {
    const { name, fallbackLanguage } = await parseBody(c, createCampaign);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const written = writtenNow(clock, name, newCampaign(fallbackLanguage));
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
    const { name, campaign } = await parseBody(c, saveCampaign);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      if (held.state !== 'draft') {
        throw new Refusal(409, `The campaign is ${held.state}; only a draft can be changed`);
      }
      const written = writtenNow(clock, name, campaign);
      const { unread } = await saveNamed(store, tx, { scenarioId: id, name, at: written.at }, () =>
        store.saveCampaign(tx, id, written),
      );
      return { ...(await viewOf(deps, tx, id)), ...unreadQueries(unread) };
    });
    return c.json<CampaignView>(view);
  });

  routes.post('/:id/schedule', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    const wish = await parseBody(c, scheduleCampaign);
    const { shopId, zone, currency } = c.get('shop');
    const view = await inShop(shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      const around = { zone, currency, surroundings: await surroundings(tx, null) };
      await schedule(deps, tx, held, { ...wish, ...around });
      return await noted(c, tx, held, 'campaign.scheduled');
    });
    return c.json<CampaignView>(view);
  });

  routes.post('/:id/unschedule', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      await unschedule({ clock, store }, tx, held);
      return await noted(c, tx, held, 'campaign.unscheduled');
    });
    return c.json<CampaignView>(view);
  });

  routes.post('/:id/cancel', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      await cancel(deps, tx, held);
      return await noted(c, tx, held, 'campaign.cancelled');
    });
    return c.json<CampaignView>(view);
  });

  routes.post('/:id/archive', async (c) => {
    const id = parseId(c, 'id', 'campaign');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const held = await hold(deps, tx, id);
      await archive(deps, tx, held);
      return await noted(c, tx, held, 'campaign.archived');
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

type Held = Campaigns.StoredCampaign;

async function hold({ store }: CampaignRoutesDeps, tx: ShopTransaction, id: number): Promise<Held> {
  const held = await store.holdCampaign(tx, id);
  if (!held) throw notFound('campaign');
  return held;
}

const WITHDRAWN = 'campaign cancelled';

/** Who has not got it yet does not get it. Done twice is done once. */
async function cancel(
  { clock, store }: CampaignRoutesDeps,
  tx: ShopTransaction,
  { campaignId, state, startsAt }: Held,
): Promise<void> {
  if (state === 'cancelled') return;
  const at = clock.now();
  // It may be sent to everybody, and wait to be seen on the shop's pages.
  const showing = (await store.countShowing(tx, [campaignId], at)).has(campaignId);
  if (state !== 'scheduled' && state !== 'sending' && !showing) {
    throw new Refusal(409, `The campaign is ${state}; only a scheduled one can be cancelled`);
  }
  await store.dismissAudience(tx, campaignId);
  await store.withdrawOnSite(tx, campaignId, WITHDRAWN);
  await store.setStanding(tx, campaignId, { state: 'cancelled', status: 'done', startsAt, at });
  if (state !== 'sending') return;
  await store.addChore(tx, { scenarioId: campaignId, kind: 'let out', version: null });
}

async function archive(
  { clock, store }: CampaignRoutesDeps,
  tx: ShopTransaction,
  { campaignId, state, startsAt, problem }: Held,
): Promise<void> {
  if (state === 'scheduled' || state === 'sending') {
    throw new Refusal(409, `The campaign is ${state}; cancel it before archiving it`);
  }
  const archived = { state, startsAt, problem, status: 'archived', at: clock.now() } as const;
  await store.setStanding(tx, campaignId, archived);
}

async function viewOf(
  deps: CampaignRoutesDeps,
  tx: ShopTransaction,
  id: number,
): Promise<CampaignView> {
  const found = await deps.store.readCampaign(tx, id);
  const [view] = found ? await summarise(deps, tx, [found]) : [];
  if (!view) throw notFound('campaign');
  return view;
}

async function summarise(
  deps: CampaignRoutesDeps,
  tx: ShopTransaction,
  campaigns: readonly Campaigns.StoredCampaign[],
): Promise<readonly CampaignSummary[]> {
  const { clock, store } = deps;
  const begun = campaigns.filter((it) => it.begunAt !== null).map((it) => it.campaignId);
  const figures = await figuresOf(deps, tx, campaigns);
  const revenue = begun.length === 0 ? new Map() : await store.readCampaignRevenue(tx, begun);
  const showing = begun.length === 0 ? new Map() : await store.countShowing(tx, begun, clock.now());
  const segments = new Map(
    (await store.readSegments(tx)).map(({ segmentId, name }) => [segmentId, name]),
  );
  const views: CampaignSummary[] = [];
  for (const { content, problem, ...campaign } of campaigns) {
    const { campaignId, state } = campaign;
    const toCome = state === 'sending' ? await store.countToCome(tx, campaignId) : 0;
    const { sent, waiting, opened, clicked } = figures.get(campaignId) ?? NOTHING;
    views.push({
      ...campaign,
      campaign: content,
      segmentName: segments.get(content.audience.segmentId ?? 0) ?? null,
      problem: problem as CampaignProblem | null,
      sent,
      opened,
      clicked,
      waiting: state === 'sending' ? waiting + toCome : 0,
      showing: showing.get(campaignId) ?? 0,
      revenueMinor: revenue.get(campaignId) ?? 0,
    });
  }
  return views;
}

/** From then on the results have taken in all that was sent. */
const RESULTS_FOLLOW_MS = HOUR_MS;

/** Counted anew only while a campaign is, or was just, under way. */
async function figuresOf(
  { clock, store }: CampaignRoutesDeps,
  tx: ShopTransaction,
  campaigns: readonly Campaigns.StoredCampaign[],
): Promise<ReadonlyMap<number, Campaigns.CampaignFigures>> {
  const since = clock.now() - RESULTS_FOLLOW_MS;
  const begun = campaigns.filter((it) => it.begunAt !== null);
  const isOver = ({ endedAt }: Held) => endedAt !== null && endedAt < since;
  const ids = (some: readonly Held[]) => some.map(({ campaignId }) => campaignId);
  const counted = ids(begun.filter((it) => !isOver(it)));
  const summed = ids(begun.filter(isOver));
  return new Map([
    ...(counted.length === 0 ? [] : await store.countCampaignFigures(tx, counted)),
    ...(summed.length === 0 ? [] : await store.readCampaignFigures(tx, summed)),
  ]);
}

const NOTHING = { sent: 0, waiting: 0, opened: 0, clicked: 0 };
