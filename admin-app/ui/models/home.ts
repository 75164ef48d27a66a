import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { CustomersPage } from '../../contract/customers.ts';
import type { GuideStep, HomeView, SyncView } from '../../contract/home.ts';
import type { NotSentView } from '../../contract/not-sent.ts';
import type { ResultsOverview } from '../../contract/results.ts';
import type { ScenariosView } from '../../contract/scenarios.ts';
import type { Api } from '../api.ts';
import type { Host } from '../host/host.ts';
import { asFailure, type Resource, resource } from './resource.ts';
import { scenariosOfShop } from './scenarios.ts';
import { setShop } from './shop.ts';

const POLL_MS = 1000;

export interface HomeModel {
  readonly home: Resource<HomeView>;
  readonly sync: ReadonlySignal<SyncView | null>;
  /** The server's guide with what only the browser knows filled in. */
  readonly guide: ReadonlySignal<readonly GuideStep[]>;
  /** The overdue, those of most value first, for a glance. */
  readonly worthMost: Resource<CustomersPage>;
  /** Whose next order is to be expected now, for a glance. */
  readonly dueNext: Resource<CustomersPage>;
  readonly scenarios: Resource<ScenariosView>;
  /** Of this month; what came because of messages. */
  readonly results: Resource<ResultsOverview>;
  readonly notSent: Resource<NotSentView>;
  readonly starting: ReadonlySignal<boolean>;
  /** Starts a sync by hand; resolves to the reason when it could not. */
  startSync(): Promise<string | null>;
  dispose(): void;
}

export function homeModel(api: Api, host: Pick<Host, 'embedIsOn'>): HomeModel {
  const home = resource(
    'home',
    (abort) => api.get<HomeView>('/api/home', {}, abort),
    ({ counts }) => counts === null,
  );
  const worthMost = resource('home worth most', (abort) =>
    api.get<CustomersPage>('/api/customers', { list: 'overdue', order: 'value' }, abort),
  );
  const dueNext = resource('home due', (abort) =>
    api.get<CustomersPage>('/api/customers', { list: 'due' }, abort),
  );
  const scenarios = scenariosOfShop(api);
  const results = resource('home results', (abort) => {
    const month = home.value.peek()?.month;
    const period = month ? { from: month.from, to: month.to } : {};
    return api.get<ResultsOverview>('/api/results', period, abort);
  });
  const notSent = resource('home not sent', (abort) =>
    api.get<NotSentView>('/api/not-sent', {}, abort),
  );
  const embedOn = signal<boolean | null>(null);
  const starting = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    void notSent.load();
    await home.load();
    const view = home.value.value;
    if (view) setShop(view.shop);
    // What the page begins with would wait for these on the server; they have their place on the page.
    void worthMost.load();
    void dueNext.load();
    void scenarios.load();
    void results.load();
    follow();
  }

  /** Asks for the progress every second while there is some; the end of it changes all other figures too. */
  function follow(): void {
    clearTimeout(timer);
    if (isUnderWay(home.value.value?.sync)) timer = setTimeout(() => void poll(), POLL_MS);
  }

  async function poll(): Promise<void> {
    const sync = await api.get<SyncView>('/api/sync').catch(() => null);
    const view = home.value.value;
    if (sync && view) home.set({ ...view, sync });
    if (sync && !isUnderWay(sync)) return load();
    follow();
  }

  async function startSync(): Promise<string | null> {
    starting.value = true;
    try {
      const sync = await api.post<SyncView>('/api/sync');
      const view = home.value.value;
      if (view) home.set({ ...view, sync });
      follow();
      return null;
    } catch (error) {
      return asFailure(error).message;
    } finally {
      starting.value = false;
    }
  }

  void load();
  void host.embedIsOn().then((on) => {
    embedOn.value = on;
  });

  return {
    home: { ...home, load },
    sync: computed(() => home.value.value?.sync ?? null),
    guide: computed(() =>
      (home.value.value?.guide ?? []).map((each) =>
        each.step === 'embed on' && each.done === null ? { ...each, done: embedOn.value } : each,
      ),
    ),
    worthMost,
    dueNext,
    scenarios,
    results,
    notSent,
    starting,
    startSync,
    dispose: () => {
      clearTimeout(timer);
      home.dispose();
      worthMost.dispose();
      dueNext.dispose();
      scenarios.dispose();
      results.dispose();
      notSent.dispose();
    },
  };
}

/** Predictions follow the last step, so a finished sync may still be at work. */
export function isUnderWay(sync: SyncView | undefined): boolean {
  return sync !== undefined && (sync.state === 'running' || sync.predictions === 'running');
}
