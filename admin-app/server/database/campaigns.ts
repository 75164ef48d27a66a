/** Campaigns: what staff wrote, where each stands, and whom it still has to take in. Beside them a scenario each. */
import type { Campaign, CampaignState } from '../../core/scenario/campaign.ts';
import type { CountryReach } from '../../core/scenario/campaign-reach.ts';
import type { Channel, ScenarioDefinition } from '../../core/scenario/types.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { toSql } from '../../core/segment/to-sql.ts';
import type { Instant } from '../../core/time.ts';
import { MAY, REACH_JOINS } from './entering.ts';
import type { ShopMoment } from './segment-members.ts';
import { StatementValues } from './statement-values.ts';
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
}

const COLUMNS = `
  s.scenario_id as "campaignId", s.name, c.state, c.content, s.status = 'archived' as archived,
  s.updated_at as "updatedAt", c.starts_at as "startsAt", c.begun_at as "begunAt", c.ended_at as "endedAt",
  c.audience, c.problem`;
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

/** Whom it still had to take in is taken in no more; returns how many that were. */
export async function dismissAudience(tx: ShopTransaction, campaignId: number): Promise<number> {
  return await tx.execute('delete from campaign_audience where shop_id = $1 and scenario_id = $2', [
    tx.shopId,
    campaignId,
  ]);
}

export interface CampaignAtWork {
  readonly campaignId: number;
  readonly state: 'scheduled' | 'sending';
}

/** Those whose time has come and those under way, the longest due first. */
export async function readCampaignsAtWork(
  tx: ShopTransaction,
  now: Instant,
): Promise<readonly CampaignAtWork[]> {
  return await tx.query<CampaignAtWork>(
    `select scenario_id as "campaignId", state from campaigns
      where shop_id = $1 and state in ('scheduled', 'sending') and starts_at <= $2
      order by starts_at, scenario_id`,
    [tx.shopId, timestampText(now)],
  );
}

/** A campaign whose time has come, held; undefined when it is not (any more), or when another process has it. */
export async function holdDueCampaign(
  tx: ShopTransaction,
  campaignId: number,
  now: Instant,
): Promise<{ readonly content: Campaign } | undefined> {
  return await tx.maybeOne<{ content: Campaign }>(
    `select content from campaigns
      where shop_id = $1 and scenario_id = $2 and state = 'scheduled' and starts_at <= $3
        for update skip locked`,
    [tx.shopId, campaignId, timestampText(now)],
  );
}

/** Whom a campaign is for, in words that SQL can be made of. */
export interface AudienceQuestion {
  /** Null is every customer. */
  readonly segment: ResolvedQuery | null;
  /** Null leaves nobody out. */
  readonly except: ResolvedQuery | null;
  readonly channels: readonly Channel[];
  readonly moment: ShopMoment;
}

/**
 * Takes the audience as it is at this moment: one statement sees one moment. Only who can be reached over one of the
 * channels. Only for a campaign that this transaction holds.
 */
export async function beginCampaign(
  tx: ShopTransaction,
  campaignId: number,
  question: AudienceQuestion,
  at: Instant,
): Promise<number> {
  const values = new StatementValues(tx.shopId, campaignId);
  const taken = await tx.execute(
    `insert into campaign_audience (shop_id, scenario_id, customer_id)
     select $1, $2, c.customer_id ${fromAudience(tx, values, question)}
       and (${question.channels.map((channel) => MAY[channel]).join(' or ') || 'false'})
     on conflict do nothing`,
    values.values,
  );
  await tx.execute(
    `update campaigns set state = 'sending', begun_at = $3, audience = $4
      where shop_id = $1 and scenario_id = $2`,
    [tx.shopId, campaignId, timestampText(at), taken],
  );
  return taken;
}

/** From FROM on: the audience as customers `c`, with what tells whether each can be reached. */
function fromAudience(
  tx: ShopTransaction,
  values: StatementValues,
  { segment, except, moment }: AudienceQuestion,
): string {
  const matching = (query: ResolvedQuery): string => {
    const { sql, parameters } = toSql(query, {
      ...moment,
      shopId: tx.shopId,
      firstParameter: values.next,
      alias: 'm',
    });
    values.addAll(parameters);
    return `(select m.customer_id from segment_customers m where m.shop_id = $1 and ${sql})`;
  };
  return `
    from customers c ${REACH_JOINS}
   where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null
     ${segment === null ? '' : `and c.customer_id in ${matching(segment)}`}
     ${except === null ? '' : `and c.customer_id not in ${matching(except)}`}`;
}

/** How many of the audience each channel reaches now, by country. */
export async function countAudience(
  tx: ShopTransaction,
  question: AudienceQuestion,
): Promise<readonly CountryReach[]> {
  const values = new StatementValues(tx.shopId);
  const any = question.channels.join('", "');
  const rows = await tx.query<CountryReach>(
    `select country, count(*) as customers,
            count(*) filter (where email) as email, count(*) filter (where sms) as sms,
            count(*) filter (where push) as push, count(*) filter (where "on-site") as "on-site",
            count(*) filter (where true in (${any === '' ? 'false' : `"${any}"`})) as reached
       from (select c.country, ${MAY.email} as email, ${MAY.sms} as sms, ${MAY.push} as push,
                    ${MAY['on-site']} as "on-site"
             ${fromAudience(tx, values, question)}) asked
      group by country`,
    values.values,
  );
  return rows;
}

/**
 * The next customers to come in, taken from the audience in this transaction; empty when all have. Shares the campaign
 * with other processes, so that it cannot be cancelled in between; null when it is not being sent (any more).
 */
export async function takeFromAudience(
  tx: ShopTransaction,
  campaignId: number,
  limit: number,
): Promise<readonly number[] | null> {
  const held = await tx.maybeOne<object>(
    `select 1 as held from campaigns
      where shop_id = $1 and scenario_id = $2 and state = 'sending' for share`,
    [tx.shopId, campaignId],
  );
  if (!held) return null;
  const rows = await tx.query<{ customer_id: number }>(
    `delete from campaign_audience
      where shop_id = $1 and scenario_id = $2 and customer_id in (
        select customer_id from campaign_audience where shop_id = $1 and scenario_id = $2
         order by customer_id limit $3 for update skip locked)
      returning customer_id`,
    [tx.shopId, campaignId, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** Ends a campaign that everybody has come into and left; false while somebody is inside or still to come. */
export async function endCampaign(
  tx: ShopTransaction,
  campaignId: number,
  at: Instant,
): Promise<boolean> {
  const ended = await tx.execute(
    `update campaigns c set state = 'done', ended_at = $3
      where c.shop_id = $1 and c.scenario_id = $2 and c.state = 'sending'
        and not exists (select from campaign_audience a
                         where a.shop_id = c.shop_id and a.scenario_id = c.scenario_id)
        and not exists (select from enrolments e
                         where e.shop_id = c.shop_id and e.scenario_id = c.scenario_id and e.ended_at is null)`,
    [tx.shopId, campaignId, timestampText(at)],
  );
  if (ended === 0) return false;
  await tx.execute(
    `update scenarios set status = 'done', updated_at = $3
      where shop_id = $1 and scenario_id = $2 and status = 'active'`,
    [tx.shopId, campaignId, timestampText(at)],
  );
  return true;
}

export interface CampaignFigures {
  readonly campaignId: number;
  /** Customers who got it, over whatever channel. */
  readonly sent: number;
  /** Still to be sent to customers who are inside. */
  readonly waiting: number;
  readonly opened: number;
  readonly clicked: number;
}

/** What came of campaigns as of now, by number, counted message by message; those without any are left out. */
export async function countCampaignFigures(
  tx: ShopTransaction,
  campaignIds: readonly number[],
): Promise<ReadonlyMap<number, CampaignFigures>> {
  const rows = await tx.query<CampaignFigures>(
    `select d.scenario_id as "campaignId",
            count(distinct d.customer_id) filter (where d.status in ('sent', 'unknown')) as sent,
            count(distinct d.customer_id) filter (where d.status in ('planned', 'deferred', 'sending')) as waiting,
            count(distinct d.customer_id) filter (where reacted.opened) as opened,
            count(distinct d.customer_id) filter (where reacted.clicked) as clicked
       from sends d
       left join lateral (
         select bool_or(a.kind = 'opened') as opened, bool_or(a.kind = 'clicked') as clicked
           from activities a
          where a.shop_id = d.shop_id and a.send_id = d.send_id and a.kind in ('opened', 'clicked')
            and not a.by_machine) reacted on d.status in ('sent', 'unknown')
      where d.shop_id = $1 and d.scenario_id = any ($2::bigint[]) group by d.scenario_id`,
    [tx.shopId, campaignIds],
  );
  return new Map(rows.map((row) => [row.campaignId, row]));
}

/** The same from the sums of the results, which follow a little later and cost nothing however many were sent. */
export async function readCampaignFigures(
  tx: ShopTransaction,
  campaignIds: readonly number[],
): Promise<ReadonlyMap<number, CampaignFigures>> {
  const rows = await tx.query<CampaignFigures>(
    `select scenario_id as "campaignId", sum(sent)::int as sent, 0 as waiting,
            sum(opened)::int as opened, sum(clicked)::int as clicked
       from result_days
      where shop_id = $1 and dimension = 'all' and scenario_id = any ($2::bigint[]) and not held_out
      group by scenario_id`,
    [tx.shopId, campaignIds],
  );
  return new Map(rows.map((row) => [row.campaignId, row]));
}

/** Customers on whose pages campaigns wait to be seen, by number of the campaign; those without any are left out. */
export async function countShowing(
  tx: ShopTransaction,
  campaignIds: readonly number[],
  now: Instant,
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ scenario_id: number; customers: number }>(
    `select d.scenario_id, count(*) as customers
       from handed_on_site h join sends d on d.shop_id = h.shop_id and d.send_id = h.send_id
      where h.shop_id = $1 and d.scenario_id = any ($2::bigint[]) and h.until > $3 group by d.scenario_id`,
    [tx.shopId, campaignIds, timestampText(now)],
  );
  return new Map(rows.map((row) => [row.scenario_id, row.customers]));
}

/** Takes a campaign off the shop's pages; whoever has not seen it there has not got it. */
export async function withdrawOnSite(
  tx: ShopTransaction,
  campaignId: number,
  reason: string,
): Promise<void> {
  await tx.execute(
    `with gone as (
       delete from handed_on_site h using sends d
        where h.shop_id = $1 and d.shop_id = h.shop_id and d.send_id = h.send_id and d.scenario_id = $2
       returning h.send_id)
     update sends d set status = 'cancelled', sent_at = null, reason = $3
       from gone
      where d.shop_id = $1 and d.send_id = gone.send_id
        and not exists (select from activities a where a.shop_id = d.shop_id and a.send_id = d.send_id)`,
    [tx.shopId, campaignId, reason],
  );
}

/** How many customers come to this campaign still, who have not been taken in yet. */
export async function countToCome(tx: ShopTransaction, campaignId: number): Promise<number> {
  const row = await tx.one<{ customers: number }>(
    `select count(*) as customers from campaign_audience where shop_id = $1 and scenario_id = $2`,
    [tx.shopId, campaignId],
  );
  return row.customers;
}

/** Money of the orders that are credited to campaigns, by number, as in the results. */
export async function readCampaignRevenue(
  tx: ShopTransaction,
  campaignIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ scenario_id: number; revenue_minor: number }>(
    `select scenario_id, sum(amount_minor)::bigint as revenue_minor from attributed_days
      where shop_id = $1 and dimension = 'all' and scenario_id = any ($2::bigint[]) group by scenario_id`,
    [tx.shopId, campaignIds],
  );
  return new Map(rows.map((row) => [row.scenario_id, row.revenue_minor]));
}
