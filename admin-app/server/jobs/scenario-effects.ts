/**
 * What scenarios do besides writing to customers, in the transaction that takes the step: audiences, tags, pauses,
 * farewells, tiers, alerts, other scenarios. Each is noted under its step, so that doing it twice is doing it once.
 */
import { tierCalled } from '../../core/scenario/tier-ids.ts';
import type { CustomerChange } from '../../core/scenario/types.ts';
import { DAY_MS, type Instant } from '../../core/time.ts';
import type * as Audiences from '../database/audiences.ts';
import type * as Updates from '../database/customer-updates.ts';
import type * as ScenarioNews from '../database/scenario-news.ts';
import type * as ScenarioTiers from '../database/scenario-tiers.ts';
import type * as Suppressions from '../database/suppressions.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { SetTier } from './assign-tiers.ts';
import type { AskedEffect, OutwardEffect } from './scenario-changes.ts';

export interface EffectDeps {
  readonly store: Pick<typeof Audiences, 'changeAudiences'> &
    Pick<typeof Updates, 'pauseMarketing' | 'askForTags' | 'alertStaff'> &
    Pick<typeof ScenarioTiers, 'readTierIds'> &
    Pick<typeof ScenarioNews, 'callScenarios'> &
    Pick<typeof Suppressions, 'suppressCustomers'>;
  readonly setTier: SetTier;
}

export async function writeEffects(
  deps: EffectDeps,
  tx: ShopTransaction,
  effects: readonly OutwardEffect[],
  now: Instant,
): Promise<void> {
  if (effects.length === 0) return;
  const { store } = deps;
  await store.changeAudiences(tx, ofKind(effects, 'change audience').map(audienceChange), now);
  await updateCustomers(deps, tx, ofKind(effects, 'update customer'), now);
  await store.callScenarios(
    tx,
    ofKind(effects, 'start scenario').map(({ enrolment, effect }) => ({
      customerId: enrolment.customerId,
      enrolmentId: enrolment.enrolmentId,
      step: effect.step,
      scenarioId: effect.block.scenarioId,
      at: now,
    })),
  );
}

function ofKind<Kind extends OutwardEffect['effect']['kind']>(
  effects: readonly OutwardEffect[],
  kind: Kind,
): readonly AskedEffect<Kind>[] {
  // The kind was just compared.
  return effects.filter(({ effect }) => effect.kind === kind) as unknown as AskedEffect<Kind>[];
}

function audienceChange({ enrolment, effect }: AskedEffect<'change audience'>) {
  const { audienceId, action } = effect.block;
  return { audienceId, customerId: enrolment.customerId, wanted: action === 'add' };
}

async function updateCustomers(
  { store, setTier }: EffectDeps,
  tx: ShopTransaction,
  effects: readonly AskedEffect<'update customer'>[],
  now: Instant,
): Promise<void> {
  const of = changesIn(effects);
  await store.askForTags(
    tx,
    of('add tag', 'remove tag').map(({ change, ...rest }) => ({
      ...rest,
      action: change.kind === 'add tag' ? 'add' : 'remove',
      tag: change.tag.trim(),
    })),
    now,
  );
  await store.pauseMarketing(
    tx,
    of('pause marketing').map(({ customerId, change }) => ({
      customerId,
      until: now + change.days * DAY_MS,
    })),
  );
  await store.alertStaff(
    tx,
    of('alert staff').map(({ change, ...rest }) => ({ ...rest, note: change.note })),
    now,
  );
  const farewells = of('suppress').map(({ customerId }) => customerId);
  await store.suppressCustomers(tx, farewells, { reason: 'farewell', at: now });
  await setTiers({ store, setTier }, tx, of('set tier'));
}

/** What the effects change, each kind on its own, in their order. */
function changesIn(effects: readonly AskedEffect<'update customer'>[]) {
  const changes = effects.flatMap(({ enrolment, effect }) =>
    effect.block.changes.map((change) => ({
      customerId: enrolment.customerId,
      enrolmentId: enrolment.enrolmentId,
      scenarioId: enrolment.scenarioId,
      step: effect.step,
      change,
    })),
  );
  return <K extends CustomerChange['kind']>(...kinds: readonly K[]) =>
    changes.flatMap(({ change, ...rest }) =>
      kinds.some((kind) => kind === change.kind)
        ? // The kind was just compared.
          [{ ...rest, change: change as Extract<CustomerChange, { kind: K }> }]
        : [],
    );
}

/** A tier that there is no more is not given; the checks name it before the next activation. */
async function setTiers(
  { store, setTier }: EffectDeps,
  tx: ShopTransaction,
  given: readonly { readonly customerId: number; readonly change: { readonly tier: string } }[],
): Promise<void> {
  if (given.length === 0) return;
  const tiers = await store.readTierIds(tx);
  const customers = new Map<string, number[]>();
  for (const { customerId, change } of given) {
    const tierId = tierCalled(tiers, change.tier)?.id;
    if (tierId !== undefined) {
      customers.set(tierId, [...(customers.get(tierId) ?? []), customerId]);
    }
  }
  for (const [tierId, customerIds] of customers) await setTier(tx, customerIds, tierId, 'scenario');
}
