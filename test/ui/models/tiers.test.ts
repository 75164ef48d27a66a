import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TiersView } from '../../../admin-app/contract/tiers.ts';
import type { TierDefinition } from '../../../admin-app/core/tier/types.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';
import { type TiersModel, tiersModel, withLimits } from '../../../admin-app/ui/models/tiers.ts';

const TIERS = ['bronze', 'silver', 'gold'].map((id, i) => ({
  id,
  name: id,
  benefits: {},
  from: [100, 20_000, 60_000][i] ?? 0,
  tag: '',
}));
const SAVED: TierDefinition = {
  basis: 'spend',
  window: '12 months',
  limits: 'thresholds',
  tagPrefix: null,
  metafield: null,
  tiers: TIERS,
};

/** A server that knows the saved tiers and answers questions in the order in which they came, some late. */
function server(definition: TierDefinition | null) {
  const asked: { path: string; body: unknown }[] = [];
  const state = { definition, version: 7, assigning: 0, late: false };
  const view = (): TiersView => {
    state.assigning -= 1;
    const rest = { tiers: [], former: [], without: 0, countedAt: null };
    return { ...rest, ...state, assignedAt: null, loyalty: null, assigning: state.assigning > 0 };
  };
  const api: Api = {
    get: async () => view() as never,
    put: async (path, body) => {
      asked.push({ path, body });
      const given = body as { definition: TierDefinition | null; version: number }; // the model's own request
      if (given.version !== state.version) throw new RequestFailed('Somebody was faster', 409);
      Object.assign(state, { definition: given.definition, version: state.version + 1 });
      return view() as never;
    },
    post: async (path, body) => {
      asked.push({ path, body });
      if (path.endsWith('/suggestion')) {
        const limits = [1, 0.22, 0.05];
        const given = body as Pick<TierDefinition, 'basis' | 'window' | 'limits'>; // the model's own request
        const tiers = TIERS.map((tier, i) =>
          given.limits === 'shares' ? { ...tier, from: limits[i] ?? 0 } : tier,
        );
        return { definition: { ...given, tagPrefix: null, tiers }, customers: 9 } as never;
      }
      const { definition: of } = body as { definition: TierDefinition }; // the model's own request
      const up = of.tiers[1]?.from ?? 0;
      return { faults: [], counts: { tiers: [], without: 0, up, down: 0 } } as never;
    },
    delete: () => Promise.reject(new Error('nothing is deleted')),
    download: async () => new Blob(),
  };
  return { api, asked, state };
}

let model: TiersModel | undefined;
afterEach(() => {
  model?.dispose();
  forgetRemembered();
  vi.useRealTimers();
});

async function open(definition: TierDefinition | null) {
  vi.useFakeTimers();
  const { api, asked, state } = server(definition);
  model = tiersModel(api);
  await vi.advanceTimersByTimeAsync(500);
  return { model, asked, state };
}

const fromOf = ({ form }: TiersModel) => form.value.value?.tiers.map(({ from }) => from);

describe('drawing tiers', () => {
  it('counts once when typing pauses, for what was typed last', async () => {
    const { model, asked } = await open(SAVED);
    expect(model.counts.value?.up).toBe(20_000);
    const before = asked.length;
    for (const from of [12_000, 1_200, 12_500]) model.editTier('silver', { from });
    expect(model.counting.value).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.length).toBe(before + 1);
    expect(model.counts.value?.up).toBe(12_500);
    model.editTier('silver', { benefits: { en: 'Tea' } });
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.length).toBe(before + 1);
  });

  it('counts nothing and saves nothing while there is a fault', async () => {
    const { model, state } = await open(SAVED);
    model.editTier('gold', { from: 5 });
    await vi.advanceTimersByTimeAsync(500);
    expect(model.faults.value).toEqual([{ code: 'not above the one below', tierId: 'gold' }]);
    expect(model.counts.value).toBeNull();
    expect(await model.form.save()).toBe(false);
    expect(state.version).toBe(7);
  });

  it('starts from suggested tiers, which are not saved until asked for', async () => {
    const { model, state } = await open(null);
    expect(await model.start({ gold: 'Or' })).toBeNull();
    expect(model.form.value.value?.tiers.map(({ name }) => name)).toEqual([
      'bronze',
      'silver',
      'Or',
    ]);
    expect([model.form.dirty.value, state.definition]).toEqual([true, null]);
    model.form.discard();
    expect([model.form.dirty.value, model.form.value.value]).toEqual([false, null]);
    await model.start({});
    expect(await model.form.save()).toBe(true);
    expect([model.form.dirty.value, state.definition?.tiers.length]).toEqual([false, 3]);
  });

  it('keeps names and the window when limits are drawn otherwise', async () => {
    const { model } = await open(SAVED);
    model.editTier('silver', { name: 'Second' });
    model.form.edit({ window: 'always' });
    await model.choose({ limits: 'shares' });
    expect(fromOf(model)).toEqual([1, 0.22, 0.05]);
    expect(model.form.value.value).toMatchObject({ window: 'always', limits: 'shares' });
    expect(model.form.value.value?.tiers[1]?.name).toBe('Second');
    expect(model.faults.value).toEqual([]);
  });

  it('adds tiers that are right as they are, and removes any', async () => {
    const { model } = await open(SAVED);
    model.addTier('Platinum');
    model.addTier('Diamond');
    expect(model.faults.value).toEqual([]);
    expect(fromOf(model)).toEqual([100, 20_000, 60_000, 120_000, 240_000]);
    model.removeTier('silver');
    expect(fromOf(model)).toEqual([100, 60_000, 120_000, 240_000]);
  });

  it('says when somebody else was faster', async () => {
    const { model, state } = await open(SAVED);
    state.version = 8;
    model.editTier('gold', { from: 70_000 });
    expect(await model.form.save()).toBe(false);
    expect(model.form.failure.value?.status).toBe(409);
    expect(await model.switchOff()).toBe('Somebody was faster');
    expect(model.form.value.value).not.toBeNull();
  });

  it('asks again until everybody has a tier', async () => {
    const { model, state } = await open(SAVED);
    state.assigning = 4;
    model.editTier('gold', { from: 70_000 });
    await model.form.save();
    expect(model.view.value.value?.assigning).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(model.view.value.value?.assigning).toBe(false);
  });
});

describe('limits suggested for other tiers', () => {
  it('go on in steps beyond the suggestion, and give tags their names', () => {
    const five = [...TIERS, { ...TIERS[0], id: 'd' }, { ...TIERS[0], id: 'e' }] as typeof TIERS;
    const shares = withLimits(five, {
      tiers: TIERS.map((tier, i) => ({ ...tier, from: [1, 0.22, 0.05][i] ?? 0 })),
      limits: 'shares',
      basis: 'spend',
    });
    expect(shares.map(({ from }) => from)).toEqual([1, 0.22, 0.05, 0.025, 0.0125]);
    const tags = withLimits(five, { tiers: [], limits: 'thresholds', basis: 'loyalty tier' });
    expect(tags.map(({ tag }) => tag)).toEqual(['bronze', 'silver', 'gold', 'd', 'e']);
  });
});
