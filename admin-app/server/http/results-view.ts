/** Results as pages show them, made of sums by day: nothing here reads a customer. */
import type {
  BlockFigures,
  Figure,
  LiftView,
  ResultKind,
  ResultsBefore,
  ResultsGroup,
  ResultsOverview,
  ResultsPeriod,
  ResultsView,
  ReturnsView,
  ScenarioRow,
  ShopRevenue,
} from '../../contract/results.ts';
import { FIGURES } from '../../contract/results.ts';
import { sequentialLift } from '../../core/results/lift.ts';
import { returnCurve } from '../../core/results/survival.ts';
import type { MessageBlock, ScenarioDefinition } from '../../core/scenario/types.ts';
import { type Day, type DayText, formatDay, parseDay, startOfDay } from '../../core/time.ts';
import type * as Settings from '../database/attribution-settings.ts';
import type * as Results from '../database/results.ts';
import type { ShopTransaction } from '../database/tenant.ts';

/** An order this many days after entering counts as a return; the same for treated and held out. */
export const WINDOW_DAYS = 30;
/** The weeks that say how many customers enter at present. */
const RECENT_WEEKS = 4;

export interface ResultsSource {
  readonly results: typeof Results;
  readonly settings: Pick<typeof Settings, 'readAttributionSettings'>;
}

export interface Asked {
  readonly zone: string;
  readonly today: Day;
  readonly period: ResultsPeriod;
  readonly before: ResultsPeriod | null;
}

type Sums = Results.ResultSums;

const NOTHING = {
  ...{ entered: 0, sent: 0, delivered: 0, bounced: 0, complained: 0, unsubscribed: 0, opened: 0 },
  ...{ opened_by_machine: 0, clicked: 0, answered: 0, not_sent: 0, issued: 0, redeemed: 0 },
  ...{ coupon_minor: 0, returned_7: 0, returned_30: 0, returned_60: 0, returned_90: 0 },
  ...{ second_orders: 0, return_minor: 0 },
};
type Counts = typeof NOTHING;

function figuresOf(treated: Counts, heldOut: Counts): Readonly<Record<Figure, number>> {
  return {
    entered: treated.entered + heldOut.entered,
    'held out': heldOut.entered,
    sent: treated.sent,
    delivered: treated.delivered,
    bounced: treated.bounced,
    complained: treated.complained,
    unsubscribed: treated.unsubscribed,
    opened: treated.opened,
    'opened by machine': treated.opened_by_machine,
    clicked: treated.clicked,
    answered: treated.answered,
    'not sent': treated.not_sent,
    'coupon issued': treated.issued,
    'coupon redeemed': treated.redeemed,
    returned: treated.returned_30,
    'returned held out': heldOut.returned_30,
    'second order': treated.second_orders,
  };
}

function groupsOf(rows: readonly Sums[]): { readonly treated: Counts; readonly heldOut: Counts } {
  return {
    treated: rows.find((row) => !row.held_out) ?? NOTHING,
    heldOut: rows.find((row) => row.held_out) ?? NOTHING,
  };
}

/** GET /api/results */
export async function readOverview(
  { results, settings }: ResultsSource,
  tx: ShopTransaction,
  { period, before, today }: Asked,
): Promise<ResultsOverview> {
  const sums = await results.readResultSums(tx, 'all', null, period);
  const credited = await results.readAttributedSums(tx, 'all', null, period);
  const lifts = await readLifts(results, tx, null, today);
  const days = (await results.readRevenueByDay(tx, null, period)).map(dayOfRevenue);
  const known = await results.readResultScenarios(tx);
  const rows = known.flatMap((scenario): ScenarioRow[] => {
    const own = sums.filter((row) => row.scenario_id === scenario.scenario_id);
    const money = credited.find((row) => row.scenario_id === scenario.scenario_id);
    if (own.length === 0 && !money && scenario.status !== 'active') return [];
    return [rowOf(scenario, own, money, lifts(scenario.scenario_id))];
  });
  const earlier = before && (await results.readRevenueByDay(tx, null, before)).map(dayOfRevenue);
  return {
    period,
    today: formatDay(today),
    shop: totalOf(days),
    before: before && earlier && { ...before, ...totalOf(earlier) },
    days,
    scenarios: withSingleCustomers(rows).toSorted(
      (one, other) => other.revenueMinor - one.revenueMinor,
    ),
    recounting: (await settings.readAttributionSettings(tx)).recount,
    since: await results.readFirstDay(tx, null),
  };
}

function rowOf(
  scenario: Results.ResultScenario,
  own: readonly Sums[],
  money: Results.AttributedSums | undefined,
  lift: LiftView,
): ScenarioRow {
  const { treated, heldOut } = groupsOf(own);
  const { scenario_id: scenarioId, name, kind, template, status } = scenario;
  return {
    ...{ scenarioId, name, kind, template, status },
    figures: figuresOf(treated, heldOut),
    orders: money?.orders ?? 0,
    revenueMinor: money?.amount_minor ?? 0,
    couponMinor: treated.coupon_minor,
    lift,
  };
}

/** What staff wrote to single customers is one row: each alone would bury what is to be compared. */
function withSingleCustomers(rows: readonly ScenarioRow[]): readonly ScenarioRow[] {
  const single = rows.filter(({ kind }) => kind === 'one customer');
  const [first] = single;
  if (!first) return rows;
  const sum = (of: (row: ScenarioRow) => number) =>
    single.reduce((total, row) => total + of(row), 0);
  const together: ScenarioRow = {
    ...first,
    ...{ scenarioId: null, name: '' },
    // Built from FIGURES, so every figure is there.
    figures: Object.fromEntries(
      FIGURES.map((figure) => [figure, sum(({ figures }) => figures[figure])]),
    ) as ScenarioRow['figures'],
    orders: sum(({ orders }) => orders),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    couponMinor: sum(({ couponMinor }) => couponMinor),
  };
  return [...rows.filter(({ kind }) => kind !== 'one customer'), together];
}

function dayOfRevenue(row: Results.DayRevenue) {
  return {
    day: row.day,
    orders: row.orders,
    revenueMinor: row.revenue_minor,
    attributedOrders: row.attributed_orders,
    attributedMinor: row.attributed_minor,
  };
}

function totalOf(days: readonly ShopRevenue[]): ShopRevenue {
  const sum = (of: (each: ShopRevenue) => number) =>
    days.reduce((total, each) => total + of(each), 0);
  return {
    orders: sum(({ orders }) => orders),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    attributedOrders: sum(({ attributedOrders }) => attributedOrders),
    attributedMinor: sum(({ attributedMinor }) => attributedMinor),
  };
}

/** Before any entry. */
const BEGINNING: DayText = '0001-01-01';

/**
 * The lift of each scenario asked for: of all since its first entry whose window is over, whatever period is shown. A
 * start picked after looking at the figures would break the promise of the interval.
 */
async function readLifts(
  results: typeof Results,
  tx: ShopTransaction,
  scenarioId: number | null,
  today: Day,
): Promise<(scenarioId: number) => LiftView> {
  const over = await results.readGroupTotals(tx, scenarioId, {
    from: BEGINNING,
    to: formatDay(today - WINDOW_DAYS - 1),
  });
  const recent = await results.readGroupTotals(tx, scenarioId, {
    from: formatDay(today - RECENT_WEEKS * 7),
    to: formatDay(today - 1),
  });
  return (id) => {
    const groupOf = (heldOut: boolean) => {
      const isOwn = (row: Results.GroupTotals) =>
        row.scenario_id === id && row.held_out === heldOut;
      const totals = over.find(isOwn);
      return {
        customers: totals?.customers ?? 0,
        returned: totals?.returned ?? 0,
        revenueMinor: totals?.revenue_minor ?? 0,
        revenueSquares: totals?.revenue_squares ?? 0,
        enteringPerWeek: (recent.find(isOwn)?.customers ?? 0) / RECENT_WEEKS,
      };
    };
    const [treated, heldOut] = [groupOf(false), groupOf(true)];
    const firsts = over.flatMap((row) => (row.scenario_id === id && row.since ? [row.since] : []));
    return {
      since: firsts.toSorted()[0] ?? null,
      ...sequentialLift({ treated, heldOut }),
      treated: { customers: treated.customers, returned: treated.returned },
      heldOut: { customers: heldOut.customers, returned: heldOut.returned },
    };
  };
}

export interface AskedScenario {
  readonly scenarioId: number;
  readonly name: string;
  readonly kind: ResultKind;
  readonly definition: ScenarioDefinition;
}

/** GET /api/scenarios/:id/results */
export async function readScenarioResults(
  source: ResultsSource,
  tx: ShopTransaction,
  scenario: AskedScenario,
  asked: Asked,
): Promise<ResultsView> {
  const { results, settings } = source;
  const { scenarioId, name, kind, definition } = scenario;
  const { period, before, today, zone } = asked;
  const { treated, heldOut } = groupsOf(
    await results.readResultSums(tx, 'all', scenarioId, period),
  );
  const shop = totalOf((await results.readRevenueByDay(tx, scenarioId, period)).map(dayOfRevenue));
  const first = await results.readFirstDay(tx, scenarioId);
  const listed = async (dimension: 'answer' | 'reason') =>
    (await results.readResultSums(tx, dimension, scenarioId, period))
      .map(({ value, entered }) => ({ value, customers: entered }))
      .sort((one, other) => other.customers - one.customers);
  return {
    scenarioId,
    name,
    kind,
    period,
    today: formatDay(today),
    windowDays: WINDOW_DAYS,
    figures: figuresOf(treated, heldOut),
    answers: (await listed('answer')).map(({ value, customers }) => ({ answer: value, customers })),
    notSent: (await listed('reason')).map(({ value, customers }) => ({ reason: value, customers })),
    couponMinor: treated.coupon_minor,
    returns: await readReturns(results, tx, scenario, asked, treated),
    revenueMinor: shop.attributedMinor,
    revenueOrders: shop.attributedOrders,
    shopRevenueMinor: shop.revenueMinor,
    lift: (await readLifts(results, tx, scenarioId, today))(scenarioId),
    byBlock: await readBlocks(results, tx, scenario, period),
    groups: await readGroups(results, tx, scenarioId, definition, period),
    before: before && (await readBefore(results, tx, scenarioId, before)),
    recounting: (await settings.readAttributionSettings(tx)).recount,
    since: first === null ? null : startOfDay(parseDay(first), zone),
  };
}

async function readBefore(
  results: typeof Results,
  tx: ShopTransaction,
  scenarioId: number,
  period: ResultsPeriod,
): Promise<ResultsBefore> {
  const { treated, heldOut } = groupsOf(
    await results.readResultSums(tx, 'all', scenarioId, period),
  );
  const [money] = await results.readAttributedSums(tx, 'all', scenarioId, period);
  return {
    ...period,
    figures: figuresOf(treated, heldOut),
    orders: money?.orders ?? 0,
    revenueMinor: money?.amount_minor ?? 0,
  };
}

async function readReturns(
  results: typeof Results,
  tx: ShopTransaction,
  { scenarioId }: AskedScenario,
  { period, zone, today }: Asked,
  treated: Counts,
): Promise<ReturnsView> {
  const followed = await results.readReturnDays(tx, scenarioId, period, formatDay(today));
  const curve = (heldOut: boolean) => {
    const days = followed.filter((each) => each.held_out === heldOut);
    const customers = days.reduce((sum, each) => sum + each.returned + each.censored, 0);
    return customers === 0 ? [] : returnCurve({ customers, days });
  };
  const newBasketMinor = await results.readFirstBasket(tx, {
    from: startOfDay(parseDay(period.from), zone),
    before: startOfDay(parseDay(period.to) + 1, zone),
  });
  const { returned_90: back, return_minor: minor } = treated;
  return {
    within: [
      { days: 7, customers: treated.returned_7 },
      { days: 30, customers: treated.returned_30 },
      { days: 60, customers: treated.returned_60 },
      { days: 90, customers: treated.returned_90 },
    ],
    medianDays: medianOf(followed.filter((each) => !each.held_out)),
    secondOrders: treated.second_orders,
    basketMinor: back === 0 ? null : Math.round(minor / back),
    newBasketMinor,
    treated: curve(false),
    heldOut: curve(true),
  };
}

/** Of those who came back: the day by which half of them had. */
function medianOf(days: readonly Results.FollowedDays[]): number | null {
  const half = days.reduce((sum, { returned }) => sum + returned, 0) / 2;
  let sum = 0;
  for (const { days: day, returned } of days) {
    sum += returned;
    if (returned > 0 && sum >= half) return day;
  }
  return null;
}

async function readBlocks(
  results: typeof Results,
  tx: ShopTransaction,
  { scenarioId, definition }: AskedScenario,
  period: ResultsPeriod,
): Promise<readonly BlockFigures[]> {
  const sums = await results.readResultSums(tx, 'step', scenarioId, period);
  const credited = await results.readAttributedSums(tx, 'step', scenarioId, period);
  const messages = definition.blocks.filter((block) => block.kind === 'message');
  const place = (id: string) => {
    const found = messages.findIndex((block) => block.id === id);
    return found < 0 ? messages.length : found;
  };
  return sums
    .map((row) => {
      const block = messages.find(({ id }) => id === row.value);
      const group = groupOf(row, credited, block?.name ?? null);
      return {
        ...group,
        blockId: row.value,
        name: block?.name ?? row.value,
        channel: block?.channel ?? null,
        subject: block ? subjectOf(block) : null,
        returned: null,
        unknown: row.not_sent,
      };
    })
    .sort((one, other) => place(one.blockId) - place(other.blockId));
}

/** What a message says first, with dots for what differs from customer to customer. */
function subjectOf(block: MessageBlock): string | null {
  const said = saidFirst(block);
  if (said === undefined) return null;
  const withDots = said.replaceAll(/\{%.*?%\}/gs, ' ').replaceAll(/\{\{.*?\}\}/gs, '…');
  return withDots.replaceAll(/\s+/g, ' ').trim();
}

function saidFirst(block: MessageBlock): string | undefined {
  const { fallbackLanguage } = block;
  switch (block.channel) {
    case 'email':
      return block.content[fallbackLanguage]?.subject;
    case 'push':
    case 'on-site':
      return block.content[fallbackLanguage]?.title;
    case 'sms':
      return block.content[fallbackLanguage]?.text;
  }
}

function groupOf(
  row: Sums,
  credited: readonly Results.AttributedSums[],
  label: string | null,
): ResultsGroup {
  const money = credited.find(({ value }) => value === row.value);
  const { value, entered, sent, delivered, opened, clicked } = row;
  return {
    ...{ value, label, entered, sent, delivered, opened, clicked },
    returned: row.returned_30,
    orders: money?.orders ?? 0,
    revenueMinor: money?.amount_minor ?? 0,
  };
}

async function readGroups(
  results: typeof Results,
  tx: ShopTransaction,
  scenarioId: number,
  definition: ScenarioDefinition,
  period: ResultsPeriod,
): Promise<ResultsView['groups']> {
  const segments = await results.readSegmentNames(tx);
  const arms = armNames(definition);
  const read = async (
    dimension: 'variant' | 'segment' | 'language' | 'channel',
    labels: ReadonlyMap<string, string>,
  ) => {
    const sums = await results.readResultSums(tx, dimension, scenarioId, period);
    const credited = await results.readAttributedSums(tx, dimension, scenarioId, period);
    return sums
      .filter((row) => !row.held_out)
      .map((row) => groupOf(row, credited, labels.get(row.value) ?? null))
      .map((group) => (dimension === 'channel' ? { ...group, returned: null } : group))
      .sort((one, other) => other.entered - one.entered);
  };
  return {
    variant: await read('variant', arms),
    segment: await read('segment', segments),
    language: await read('language', new Map()),
    channel: await read('channel', new Map()),
  };
}

/** "Subject: the price", by "block:arm". */
function armNames({ blocks }: ScenarioDefinition): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap((block) =>
      block.kind === 'split'
        ? block.arms.map(({ id, name }) => [`${block.id}:${id}`, `${block.name}: ${name}`] as const)
        : [],
    ),
  );
}
