/** What the steps of scenarios are told of customers, as far as their definitions ask for it. */
import { customerZone } from '../../core/scenario/customer-zone.ts';
import { type Needs, needsOf } from '../../core/scenario/needs.ts';
import type { CustomerMoment, ScenarioDefinition } from '../../core/scenario/types.ts';
import { DAY_MS, type Day, dayOf, type Instant } from '../../core/time.ts';
import type * as Moments from '../database/customer-moments.ts';
import type * as Shops from '../database/shops.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { hourWeights } from './hour-weights.ts';

export interface MomentDeps {
  readonly store: Pick<
    typeof Moments,
    'readCustomerBasics' | 'readCustomerHours' | 'readShopHours'
  > &
    Pick<typeof Shops, 'readShop'>;
}

interface Whose {
  readonly customerId: number;
  readonly scenarioId: number;
}

interface Asked {
  readonly enrolment: Whose;
  readonly definition: ScenarioDefinition;
}

export type MomentOf = (whose: Whose) => CustomerMoment;

/** Reads what these enrolments' definitions need of their customers, all at once; nothing where none needs anything. */
export type ReadMoments = (
  tx: ShopTransaction,
  asked: readonly Asked[],
  now: Instant,
) => Promise<MomentOf>;

/** Habits of before are no habits any more. */
const HABIT_DAYS = 365;
const NOTHING = { country: null, birthday: null, dueDay: null } as const;

export function createReadMoments({ store }: MomentDeps): ReadMoments {
  const shopHours = createShopHours(store);

  return async (tx, asked, now) => {
    const needy = asked.filter(({ definition }) => needsAnything(needsOf(definition)));
    if (needy.length === 0) return plainMoments(tx);

    const shop = await store.readShop(tx);
    const ids = [...new Set(needy.map(({ enrolment }) => enrolment.customerId))];
    const basics = await store.readCustomerBasics(tx, ids, shop.zone);
    const zoneOf = (id: number) => customerZone(basics.get(id)?.country ?? null, shop.zone);
    const learning = new Set(
      needy
        .filter(({ definition }) => needsOf(definition).hours)
        .map(({ enrolment }) => enrolment.customerId),
    );
    const learners = [...learning].map((id) => ({ customerId: id, zone: zoneOf(id) }));
    const own = await store.readCustomerHours(tx, learners, now - HABIT_DAYS * DAY_MS);
    const whole =
      learners.length === 0 ? new Map() : await shopHours(tx, shop.zone, dayOf(now, shop.zone));
    return ({ customerId, scenarioId }) => {
      const { birthday, dueDay } = basics.get(customerId) ?? NOTHING;
      const hours = learning.has(customerId) ? hourWeights(own.get(customerId), whole) : null;
      const zone = zoneOf(customerId);
      return { shopId: tx.shopId, scenarioId, customerId, zone, birthday, dueDay, hours };
    };
  };
}

function needsAnything({ zone, birthday, dueDay, hours }: Needs): boolean {
  return zone || birthday || dueDay || hours;
}

/** Nobody's definition asks for anything but the numbers that hashes are made of. */
function plainMoments({ shopId }: ShopTransaction): MomentOf {
  return ({ customerId, scenarioId }) => ({
    shopId,
    scenarioId,
    customerId,
    zone: 'UTC',
    birthday: null,
    dueDay: null,
    hours: null,
  });
}

const MOST_KEPT_SHOPS = 1_000;

/** A shop's hours are counted once a day, and by each process for itself. */
function createShopHours({ readShopHours }: Pick<typeof Moments, 'readShopHours'>) {
  const kept = new Map<number, { readonly day: Day; readonly hours: Moments.HourCounts }>();
  return async (tx: ShopTransaction, zone: string, day: Day): Promise<Moments.HourCounts> => {
    const known = kept.get(tx.shopId);
    if (known?.day === day) return known.hours;
    const hours = await readShopHours(tx, zone);
    if (kept.size >= MOST_KEPT_SHOPS) kept.clear();
    kept.set(tx.shopId, { day, hours });
    return hours;
  };
}
