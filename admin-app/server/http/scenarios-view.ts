/** What a scenario looks like to the admin, and what is wrong with its draft in this shop. */
import type { PassageCounts, ScenarioView } from '../../contract/scenarios.ts';
import { couponPermissionProblem } from '../../core/coupon/permission.ts';
import type { Language } from '../../core/message/types.ts';
import { problemInWords } from '../../core/scenario/channel-problems.ts';
import { faultAt, warningAt } from '../../core/scenario/fault.ts';
import { faultsOf, faultWords } from '../../core/scenario/faults-of.ts';
import type { Surroundings } from '../../core/scenario/surroundings.ts';
import { CHANNELS, type Fault, type ScenarioDefinition } from '../../core/scenario/types.ts';
import { segmentBook } from '../../core/segment/segment-book.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as CouponDiscounts from '../database/coupon-discounts.ts';
import type * as Around from '../database/scenario-surroundings.ts';
import type * as Tiers from '../database/scenario-tiers.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Segments from '../database/segments.ts';
import type * as Shops from '../database/shops.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ChannelProblems } from '../jobs/channel-problems.ts';
import type { Counted, KeepCounts } from '../jobs/keep-counts.ts';
import { notFound } from './refusal.ts';
import { readWantedLanguages, type ShopLanguagesDeps } from './shop-languages.ts';

export interface ScenarioViewDeps extends Pick<ShopLanguagesDeps, 'readLanguageCounts'> {
  readonly clock: Clock;
  readonly keepCounts: Pick<KeepCounts, 'ofShop'>;
  readonly store: Pick<typeof Scenarios, 'readScenario' | 'countWaiting' | 'countPassages'> &
    Pick<typeof Segments, 'readSegments' | 'readNamedScenarios'> &
    Pick<typeof Around, 'readOtherScenarios' | 'readAudienceIds'> &
    ShopLanguagesDeps['store'] &
    Pick<typeof CouponDiscounts, 'readCouponProblems'> &
    Pick<typeof Shops, 'readShop'> &
    Pick<typeof Tiers, 'readTierIds' | 'readFormerTiers' | 'nameTiersById'>;
  readonly channelProblems: ChannelProblems;
}

/** Null while a large shop is counted for the first time. */
type Passages = Counted<readonly Scenarios.CountedPassages[]> | null;

export interface ScenarioViews {
  passages(tx: ShopTransaction): Promise<Passages>;
  /** Faults are in the reader's language. */
  view(tx: ShopTransaction, scenarioId: number, language: Language): Promise<ScenarioView>;
  /** Of the draft: faults and warnings. */
  faults(
    tx: ShopTransaction,
    scenario: Scenarios.StoredDraft,
    language: Language,
  ): Promise<readonly Fault[]>;
  /** What the checks of a scenario or campaign know of the shop; null for one that is no scenario (yet). */
  surroundings(tx: ShopTransaction, scenarioId: number | null): Promise<Surroundings>;
}

export function createScenarioViews(deps: ScenarioViewDeps): ScenarioViews {
  const { store } = deps;
  const readPassages = deps.keepCounts.ofShop('passages', store.countPassages);

  async function passages(tx: ShopTransaction): Promise<Passages> {
    const { zone } = await store.readShop(tx);
    return await readPassages(tx, dayOf(deps.clock.now(), zone));
  }

  async function surroundings(
    tx: ShopTransaction,
    scenarioId: number | null,
  ): Promise<Surroundings> {
    return {
      scenarioId,
      languages: await readWantedLanguages(deps, tx),
      scenarios: await store.readOtherScenarios(tx),
      segments: segmentBook(await store.readSegments(tx), await store.readNamedScenarios(tx)),
      tiers: await store.readTierIds(tx),
      formerTiers: await store.readFormerTiers(tx),
      audienceIds: await store.readAudienceIds(tx),
    };
  }

  async function faults(
    tx: ShopTransaction,
    { scenarioId, draft }: Scenarios.StoredDraft,
    language: Language,
  ): Promise<readonly Fault[]> {
    const used = CHANNELS.filter((channel) =>
      draft.blocks.some((block) => block.kind === 'message' && block.channel === channel),
    );
    const missing = await deps.channelProblems(tx, used);
    return [
      ...faultsOf(draft, await surroundings(tx, scenarioId), language),
      ...missing.map((problem) => faultAt(null, null, problemInWords(problem, language))),
      ...(await couponFaults(tx, scenarioId, { ...draft, language })),
    ];
  }

  /** What Shopify does not let us do, and what it refused so far. */
  async function couponFaults(
    tx: ShopTransaction,
    scenarioId: number,
    { blocks, language }: Pick<ScenarioDefinition, 'blocks'> & { readonly language: Language },
  ): Promise<readonly Fault[]> {
    const coupons = blocks.filter(({ kind }) => kind === 'coupon');
    if (coupons.length === 0) return [];
    const forbidden = couponPermissionProblem((await store.readShop(tx)).scopes);
    if (forbidden !== null)
      return coupons.map(({ id }) => faultAt(id, null, `${problemInWords(forbidden, language)}.`));
    const problems = await store.readCouponProblems(tx, [scenarioId]);
    return coupons.flatMap(({ id }) => {
      const found = problems.find(({ blockId }) => blockId === id);
      if (!found) return [];
      const problem = problemInWords(found.problem, language);
      return [warningAt(id, null, faultWords(language).noCodesNow(problem))];
    });
  }

  return {
    passages,
    faults,
    surroundings,
    async view(tx, scenarioId, language) {
      await store.nameTiersById(tx, scenarioId);
      const scenario = await store.readScenario(tx, scenarioId);
      if (!scenario) throw notFound('scenario');
      const { draft, ...rest } = scenario;
      const counted = await passages(tx);
      const waiting = await store.countWaiting(tx, scenarioId);
      return {
        ...rest,
        ...passagesOf(counted, scenarioId),
        inside: Object.values(waiting).reduce((sum, customers) => sum + customers, 0),
        countedAt: counted?.countedAt ?? null,
        definition: draft,
        faults: await faults(tx, scenario, language),
        waiting,
      };
    },
  };
}

/** What became of customers in a scenario, in all its versions. */
export function passagesOf(counted: Passages, scenarioId: number): PassageCounts {
  if (!counted) return { entered: null, inside: null, returned: null };
  const of = counted.counts.find((each) => each.scenarioId === scenarioId && each.version === null);
  return { entered: of?.entered ?? 0, inside: of?.inside ?? 0, returned: of?.returned ?? 0 };
}
