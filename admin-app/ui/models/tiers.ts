/** The shop's value tiers while staff draw them: what is typed, its faults, and who would be in each. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TiersPreview, TiersSuggestion, TiersView } from '../../contract/tiers.ts';
import { MOST_TIERS, type TierFault, tierFaults } from '../../core/tier/faults.ts';
import { isLoyalty, type Tier, type TierDefinition } from '../../core/tier/types.ts';
import { type Api, isAbort } from '../api.ts';
import type { Form } from './form.ts';
import { asFailure, askAgainWhile } from './resource.ts';
import { type SettingsForm, settingsForm } from './settings-form.ts';

/** Nothing with a fault is saved. */
export interface TiersModel extends SettingsForm<TiersView, TierDefinition> {
  readonly faults: ReadonlySignal<readonly TierFault[]>;
  /** Of what is typed, as soon as it is counted; null while it has faults. */
  readonly counts: ReadonlySignal<TiersPreview['counts']>;
  readonly counting: ReadonlySignal<boolean>;
  /** Nobody can be counted: the metafield that is typed has not been read yet. */
  readonly unread: ReadonlySignal<boolean>;
  readonly starting: ReadonlySignal<boolean>;
  /** Suggests tiers to begin with; `names` by id, in the person's language. */
  start(names: Readonly<Record<string, string>>): Promise<string | null>;
  /** Another basis or way of drawing needs other limits: they are suggested anew, names and benefits stay. */
  choose(change: Partial<Pick<TierDefinition, 'basis' | 'limits'>>): Promise<string | null>;
  editTier(id: string, change: Partial<Tier>): void;
  /** Above the highest. */
  addTier(name: string): void;
  removeTier(id: string): void;
  /** Resolves to why it could not be done, or null. */
  switchOff(): Promise<string | null>;
}

const PATH = '/api/tiers';
const PAUSE_MS = 350;
const WHILE_ASSIGNING_MS = 1_500;

export function tiersModel(api: Api): TiersModel {
  const bodyOf = (definition: TierDefinition | null, begun: TiersView | null) => ({
    definition,
    version: begun?.version ?? 0,
  });
  const settings = settingsForm<TiersView, TierDefinition>(api, PATH, {
    fieldsOf: ({ definition }) => definition,
    bodyOf,
  });
  const { view, form: fields } = settings;
  const starting = signal(false);
  const faults = computed(() => (fields.value.value ? tierFaults(fields.value.value) : []));
  const readAt = computed(() => view.value.value?.loyalty?.readAt ?? null);
  const preview = previewOf(api, { definition: fields.value, faults, readAt });

  /** Counts change until everybody has a tier. */
  const stopFollowing = askAgainWhile(
    view,
    ({ assigning, without }) => assigning || without === null,
    WHILE_ASSIGNING_MS,
  );

  const suggest = (given: Pick<TierDefinition, 'basis' | 'window' | 'limits'>) =>
    api.post<TiersSuggestion>(`${PATH}/suggestion`, given);

  async function start(names: Readonly<Record<string, string>>): Promise<string | null> {
    starting.value = true;
    try {
      const { definition } = await suggest({
        basis: 'spend',
        window: '12 months',
        limits: 'thresholds',
      });
      const tiers = definition.tiers.map((tier) => ({
        ...tier,
        name: names[tier.id] ?? tier.name,
      }));
      fields.propose({ ...definition, tiers });
      return null;
    } catch (error) {
      return asFailure(error).message;
    } finally {
      starting.value = false;
    }
  }

  const editTiers = (edit: (tiers: readonly Tier[]) => readonly Tier[]) => {
    const tiers = fields.value.peek()?.tiers;
    if (tiers) fields.edit({ tiers: edit(tiers) });
  };

  return {
    ...settings,
    form: {
      ...fields,
      save: () => (faults.peek().length > 0 ? Promise.resolve(false) : fields.save()),
    },
    faults,
    counts: preview.counts,
    counting: preview.counting,
    unread: preview.unread,
    starting,
    start,
    async choose(change) {
      const before = fields.value.peek();
      if (!before) return null;
      const { basis, window, limits } = { ...before, ...change };
      try {
        const { definition } = await suggest({ basis, window, limits });
        // Window, names and benefits may have been typed meanwhile.
        const now = fields.value.peek() ?? before;
        const tagPrefix = now.tagPrefix ?? definition.tagPrefix;
        fields.edit({
          basis,
          limits,
          tagPrefix: isLoyalty(basis) && now.basis !== basis ? definition.tagPrefix : tagPrefix,
          metafield: isLoyalty(basis) ? now.metafield : null,
          tiers: withLimits(now.tiers, definition),
        });
        return null;
      } catch (error) {
        return asFailure(error).message;
      }
    },
    editTier: (id, change) =>
      editTiers((tiers) => tiers.map((tier) => (tier.id === id ? { ...tier, ...change } : tier))),
    addTier: (name) => {
      const definition = fields.value.peek();
      if (definition && definition.tiers.length < MOST_TIERS)
        fields.edit({ tiers: [...definition.tiers, tierAbove(definition, name)] });
    },
    removeTier: (id) => editTiers((tiers) => tiers.filter((tier) => tier.id !== id)),
    async switchOff() {
      try {
        settings.take(await api.put<TiersView>(PATH, bodyOf(null, view.value.peek())));
        return null;
      } catch (error) {
        return asFailure(error).message;
      }
    },
    dispose: () => {
      stopFollowing();
      preview.dispose();
      settings.dispose();
    },
  };
}

/** Asks for counts when typing pauses; the newest question wins. */
function previewOf(
  api: Api,
  {
    definition,
    faults,
    readAt,
  }: {
    readonly definition: Form<TierDefinition>['value'];
    readonly faults: ReadonlySignal<readonly TierFault[]>;
    /** Counts are others once the metafield is read. */
    readonly readAt: ReadonlySignal<number | null>;
  },
) {
  const counts = signal<TiersPreview['counts']>(null);
  const counting = signal(false);
  const unread = signal(false);
  let running: AbortController | null = null;

  async function ask(asked: TierDefinition): Promise<void> {
    const own = new AbortController();
    running = own;
    try {
      const path = `${PATH}/preview`;
      const answer = await api.post<TiersPreview>(path, { definition: asked }, own.signal);
      if (own.signal.aborted) return;
      counts.value = answer.counts;
      unread.value = answer.unread;
    } catch (error) {
      // Counts are an extra: saving says what is wrong.
      if (!isAbort(error) && !own.signal.aborted) counts.value = null;
    } finally {
      if (!own.signal.aborted) counting.value = false;
    }
  }

  // Names and benefits change no count.
  const question = computed(() => {
    const given = definition.value;
    if (!given || faults.value.length > 0) return null;
    return JSON.stringify({
      ...given,
      tiers: given.tiers.map((tier) => ({ ...tier, benefits: {} })),
    });
  });
  const stop = effect(() => {
    const asked = question.value;
    void readAt.value;
    running?.abort();
    counting.value = asked !== null;
    if (asked === null) {
      counts.value = null;
      unread.value = false;
      return;
    }
    // What was written by the line above is read back.
    const timer = setTimeout(() => void ask(JSON.parse(asked) as TierDefinition), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return {
    counts,
    counting,
    unread,
    dispose: () => {
      stop();
      running?.abort();
    },
  };
}

/** The suggested limits for tiers that are there already; those beyond the suggestion go on in its steps. */
export function withLimits(
  tiers: readonly Tier[],
  suggested: Pick<TierDefinition, 'tiers' | 'limits' | 'basis'>,
): readonly Tier[] {
  const step = suggested.limits === 'shares' && suggested.basis !== 'loyalty tier' ? 0.5 : 2;
  let before = 0;
  return tiers.map((tier, i) => {
    const next = suggested.tiers[i];
    const from = next?.from ?? before * step;
    before = from;
    const tag = suggested.basis === 'loyalty tier' ? tier.tag || (next?.tag ?? tier.id) : tier.tag;
    return { ...tier, from, tag };
  });
}

function tierAbove({ tiers, limits, basis }: TierDefinition, name: string): Tier {
  const highest = tiers.at(-1)?.from ?? 1;
  const from =
    limits === 'shares' && basis !== 'loyalty tier' ? highest / 2 : Math.max(1, highest * 2);
  return { id: freeId(tiers), name, benefits: {}, from, tag: '' };
}

/** Never one that was removed a moment ago and may still be in use. */
function freeId(tiers: readonly Tier[]): string {
  for (;;) {
    const id = `tier-${crypto.randomUUID().slice(0, 8)}`;
    if (!tiers.some((tier) => tier.id === id)) return id;
  }
}
