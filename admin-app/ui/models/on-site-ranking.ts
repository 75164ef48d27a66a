/** "See as a customer": asks what a shopper would see, anew with every change of the question. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { CustomersPage } from '../../contract/customers.ts';
import type { OnSiteQuestion, OnSiteRankingView } from '../../contract/onsite.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';

export interface ChosenCustomer {
  readonly customerId: number;
  readonly name: string;
}

export interface OnSiteRankingModel {
  readonly question: ReadonlySignal<OnSiteQuestion>;
  readonly answer: ReadonlySignal<OnSiteRankingView | null>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  readonly found: ReadonlySignal<readonly ChosenCustomer[]>;
  readonly customer: ReadonlySignal<ChosenCustomer | null>;
  ask(change: Partial<OnSiteQuestion>): void;
  search(text: string): void;
  choose(customer: ChosenCustomer | null): void;
  dispose(): void;
}

const PAUSE_MS = 200;
const MOST_FOUND = 8;

export function onSiteRankingModel(api: Api, language: string): OnSiteRankingModel {
  const question = signal<OnSiteQuestion>({
    ...{ customerId: null, pageType: 'index', path: '/', language },
    ...{ loggedIn: true, daysAway: null, draft: null },
  });
  const answer = signal<OnSiteRankingView | null>(null);
  const failure = signal<RequestFailed | null>(null);
  const found = signal<readonly ChosenCustomer[]>([]);
  const customer = signal<ChosenCustomer | null>(null);
  let asking = new AbortController();
  let searching = new AbortController();
  let asked: ReturnType<typeof setTimeout> | undefined;
  let searched: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    asking.abort();
    asking = new AbortController();
    const { signal: abort } = asking;
    try {
      const path = '/api/onsite-messages/ranking';
      const next = await api.post<OnSiteRankingView>(path, question.peek(), abort);
      if (abort.aborted) return;
      answer.value = next;
      failure.value = null;
    } catch (error) {
      if (!abort.aborted && !isAbort(error)) failure.value = asFailure(error);
    }
  }

  async function look(search: string): Promise<void> {
    searching.abort();
    searching = new AbortController();
    try {
      const page = await api.get<CustomersPage>('/api/customers', { search }, searching.signal);
      found.value = page.customers
        .slice(0, MOST_FOUND)
        .map(({ customerId, name, email }) => ({ customerId, name: name || (email ?? '') }));
    } catch {
      found.value = [];
    }
  }

  void load();
  return {
    question,
    answer,
    failure,
    found,
    customer,
    ask: (change) => {
      question.value = { ...question.peek(), ...change };
      clearTimeout(asked);
      asked = setTimeout(() => void load(), PAUSE_MS);
    },
    search: (text) => {
      clearTimeout(searched);
      searched = setTimeout(() => void look(text.trim()), PAUSE_MS);
    },
    choose: (chosen) => {
      customer.value = chosen;
      question.value = { ...question.peek(), customerId: chosen?.customerId ?? null };
      void load();
    },
    dispose: () => {
      clearTimeout(asked);
      clearTimeout(searched);
      asking.abort();
      searching.abort();
    },
  };
}
