/** Campaigns: what staff wrote, and where each stands. Beside them a scenario each. */
import type { Campaign, CampaignState } from '../../core/scenario/campaign.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredCampaign {
  readonly campaignId: number;
  readonly name: string;
  readonly state: CampaignState;
  readonly content: Campaign;
  readonly archived: boolean;
  readonly updatedAt: Instant;
  readonly startsAt: Instant | null;
  readonly begunAt: Instant | null;
  readonly endedAt: Instant | null;
  /** How many customers it was for when it began; null before. */
  readonly audience: number | null;
  readonly problem: string | null;
  /** Another whenever name or content are others. */
  readonly revision: string;
}

const COLUMNS = `
  s.scenario_id as "campaignId", s.name, c.state, c.content, s.status = 'archived' as archived,
  s.updated_at as "updatedAt", c.starts_at as "startsAt", c.begun_at as "begunAt", c.ended_at as "endedAt",
  c.audience, c.problem, md5(s.name || c.content::text) as revision`;
const FROM = `
  from campaigns c join scenarios s on s.shop_id = c.shop_id and s.scenario_id = c.scenario_id`;

/** Archived ones left out; the newest first. */
export async function listCampaigns(tx: ShopTransaction): Promise<readonly StoredCampaign[]> {
  return await tx.query<StoredCampaign>(
    `select ${COLUMNS} ${FROM} where c.shop_id = $1 and s.status <> 'archived' order by s.scenario_id desc`,
    [tx.shopId],
  );
}

/** Undefined for an unknown one, for a scenario of another kind, and for another shop's. */
export async function readCampaign(
  tx: ShopTransaction,
  campaignId: number,
): Promise<StoredCampaign | undefined> {
  return await tx.maybeOne<StoredCampaign>(
    `select ${COLUMNS} ${FROM} where c.shop_id = $1 and c.scenario_id = $2`,
    [tx.shopId, campaignId],
  );
}

/**
 * The same, held until the transaction ends: nothing begins and nobody comes in meanwhile. Undefined for an unknown one.
 */
export async function holdCampaign(
  tx: ShopTransaction,
  campaignId: number,
): Promise<StoredCampaign | undefined> {
  // Read only once it is held: a statement that waited for a lock has seen the rest as it was before.
  await tx.query('select from campaigns where shop_id = $1 and scenario_id = $2 for update', [
    tx.shopId,
    campaignId,
  ]);
  return await readCampaign(tx, campaignId);
}

export interface WrittenCampaign {
  readonly name: string;
  readonly content: Campaign;
  readonly definition: ScenarioDefinition;
  readonly at: Instant;
}

/** A new draft; returns its number. */
export async function insertCampaign(
  tx: ShopTransaction,
  { name, content, definition, at }: WrittenCampaign,
): Promise<number> {
  const row = await tx.one<{ scenario_id: number }>(
    `with made as (
       insert into scenarios (shop_id, name, template, kind, status, draft, created_at, updated_at)
       values ($1, $2, 'campaign', 'campaign', 'draft', $3, $5, $5) returning shop_id, scenario_id)
     insert into campaigns (shop_id, scenario_id, content)
     select shop_id, scenario_id, $4 from made returning scenario_id`,
    [tx.shopId, name, JSON.stringify(definition), JSON.stringify(content), timestampText(at)],
  );
  return row.scenario_id;
}

/** Only for a draft that this transaction holds. */
export async function saveCampaign(
  tx: ShopTransaction,
  campaignId: number,
  { name, content, definition, at }: WrittenCampaign,
): Promise<void> {
  await tx.execute('update campaigns set content = $3 where shop_id = $1 and scenario_id = $2', [
    tx.shopId,
    campaignId,
    JSON.stringify(content),
  ]);
  await tx.execute(
    `update scenarios set name = $3, draft = $4, updated_at = $5
      where shop_id = $1 and scenario_id = $2`,
    [tx.shopId, campaignId, name, JSON.stringify(definition), timestampText(at)],
  );
}

export interface Standing {
  readonly state: CampaignState;
  readonly startsAt: Instant | null;
  /** Of its scenario: active ones are sent. */
  readonly status: 'draft' | 'active' | 'done' | 'archived';
  readonly at: Instant;
  /** Why it could not begin; absent or null where nothing went wrong. */
  readonly problem?: string | null;
}

/** Where a campaign that this transaction holds stands from now on. */
export async function setStanding(
  tx: ShopTransaction,
  campaignId: number,
  { state, startsAt, status, at, problem }: Standing,
): Promise<void> {
  await tx.execute(
    `update campaigns
        set state = $3, starts_at = $4, problem = $5,
            ended_at = case when $3 in ('done', 'cancelled') then coalesce(ended_at, $6::timestamptz) end
      where shop_id = $1 and scenario_id = $2`,
    [
      tx.shopId,
      campaignId,
      state,
      startsAt === null ? null : timestampText(startsAt),
      problem ?? null,
      timestampText(at),
    ],
  );
  await tx.execute(
    `update scenarios
        set status = $3, updated_at = $4, active_since = case when $3 = 'active' then active_since end
      where shop_id = $1 and scenario_id = $2`,
    [tx.shopId, campaignId, status, timestampText(at)],
  );
}
