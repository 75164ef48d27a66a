import { Hono } from 'hono';
import type {
  GuideStep,
  HomeCounts,
  HomeView,
  MonthView,
  ShopView,
  StaffView,
  SyncProblemsPage,
  SyncView,
} from '../../contract/home.ts';
import { type DayText, dayOf, formatDay, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type { RevenueBroughtBack } from '../database/attribution.ts';
import type { CustomerCounts } from '../database/customer-counts.ts';
import type { StoredLanguages } from '../database/languages.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { Counted, ReadCounts } from '../jobs/keep-counts.ts';
import { refusal } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';

/** What the set-up guide ticks itself by. */
export interface SetUpFacts {
  readonly senderSet: boolean;
  readonly domainSound: boolean;
  readonly activeScenarios: number;
  readonly activeOnSiteMessages: number;
}

export interface HomeRoutesDeps {
  readonly clock: Clock;
  readonly readShop: InShop;
  readonly readCounts: ReadCounts<CustomerCounts>;
  readonly readLanguages: (tx: ShopTransaction) => Promise<StoredLanguages>;
  readonly readSetUp: (tx: ShopTransaction) => Promise<SetUpFacts>;
  readonly revenueBroughtBack: (
    tx: ShopTransaction,
    from: DayText,
    to: DayText,
  ) => Promise<RevenueBroughtBack>;
  readonly readModelInUse: (
    tx: ShopTransaction,
  ) => Promise<{ readonly fittedAt: Instant; readonly enough: boolean } | null>;
  readonly countOpenAlerts: (tx: ShopTransaction) => Promise<number>;
  readonly readStaffNames: (tx: ShopTransaction) => Promise<StaffView['names']>;
  readonly readSync: (tx: ShopTransaction) => Promise<SyncView>;
  readonly readSyncProblems: (
    tx: ShopTransaction,
    afterProblemId: number,
    limit: number,
  ) => Promise<SyncProblemsPage['problems']>;
  /** Starts a sync by hand; false when one is under way. */
  readonly startSync: (shopId: number) => Promise<boolean>;
}

const PAGE = 50;

export function homeRoutes(deps: HomeRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/shop', async (c) => {
    const shop = c.get('shop');
    return c.json<ShopView>(await deps.readShop(shop.shopId, (tx) => shopView(deps, tx, shop)));
  });

  routes.get('/staff', async (c) => {
    const names = await deps.readShop(c.get('shop').shopId, deps.readStaffNames);
    return c.json<StaffView>({ you: c.get('staffId') ?? null, names });
  });

  routes.get('/home', async (c) => {
    const shop = c.get('shop');
    return c.json<HomeView>(await deps.readShop(shop.shopId, (tx) => readHome(deps, tx, shop)));
  });

  routes.get('/sync', async (c) =>
    c.json<SyncView>(await deps.readShop(c.get('shop').shopId, deps.readSync)),
  );

  routes.post('/sync', async (c) => {
    const { shopId } = c.get('shop');
    if (!(await deps.startSync(shopId))) throw refusal(409, 'sync running');
    return c.json<SyncView>(await deps.readShop(shopId, deps.readSync));
  });

  routes.get('/sync/problems', async (c) => {
    const after = Number(c.req.query('after') ?? '') || 0;
    const problems = await deps.readShop(c.get('shop').shopId, (tx) =>
      deps.readSyncProblems(tx, after, PAGE + 1),
    );
    const page = problems.slice(0, PAGE);
    return c.json<SyncProblemsPage>({
      problems: page,
      after: problems.length > PAGE ? String(page.at(-1)?.problemId) : null,
    });
  });

  return routes;
}

async function readHome(
  deps: HomeRoutesDeps,
  tx: ShopTransaction,
  shop: ShopContext,
): Promise<HomeView> {
  const now = deps.clock.now();
  const today = dayOf(now, shop.zone);
  const counted = await deps.readCounts(tx, today);
  const setUp = await deps.readSetUp(tx);
  const sync = await deps.readSync(tx);
  return {
    shop: await shopView(deps, tx, shop),
    sync,
    counts: counted && countsView(counted),
    historyLimited: !shop.scopes.includes('read_all_orders'),
    guide: guideOf(sync, setUp),
    activeScenarios: setUp.activeScenarios,
    month: await readMonth(deps, tx, formatDay(today)),
    model: await deps.readModelInUse(tx),
    staffAlerts: await deps.countOpenAlerts(tx),
  };
}

function countsView({ counts, countedAt }: Counted<CustomerCounts>): HomeCounts {
  const { customers, overdue, overdue_reachable: overdueReachable } = counts;
  return { customers, overdue, overdueReachable, countedAt };
}

async function readMonth(
  deps: HomeRoutesDeps,
  tx: ShopTransaction,
  to: DayText,
): Promise<MonthView> {
  const from = `${to.slice(0, 7)}-01`;
  const brought = await deps.revenueBroughtBack(tx, from, to);
  return {
    from,
    to,
    customers: brought.customers,
    orders: brought.orders,
    revenueMinor: brought.revenue_minor,
    shopRevenueMinor: brought.shop_revenue_minor,
  };
}

async function shopView(
  { clock, readLanguages }: HomeRoutesDeps,
  tx: ShopTransaction,
  shop: ShopContext,
): Promise<ShopView> {
  return {
    name: shop.name,
    domain: shop.domain,
    currency: shop.currency,
    timeZone: shop.zone,
    locale: shop.locale,
    languages: (await readLanguages(tx)).choice,
    now: clock.now(),
  };
}

function guideOf(sync: SyncView, setUp: SetUpFacts): GuideStep[] {
  return [
    {
      step: 'customers synced',
      done: !sync.isFirst || (sync.state === 'done' && sync.predictions === 'done'),
    },
    { step: 'sender set', done: setUp.senderSet },
    { step: 'domain sound', done: setUp.domainSound },
    { step: 'scenario active', done: setUp.activeScenarios > 0 },
    { step: 'on-site message active', done: setUp.activeOnSiteMessages > 0 },
    // Only the browser can tell: App Bridge knows the theme's app embeds.
    { step: 'embed on', done: null },
  ];
}
