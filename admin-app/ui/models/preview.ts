import { type ReadonlySignal, signal } from '@preact/signals';
import type { CustomersPage } from '../../contract/customers.ts';
import type { EmailPreview } from '../../contract/scenarios.ts';
import type { EmailContent } from '../../core/message/types.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';

const PAUSE_MS = 250;

export interface PreviewCustomer {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
}

/** The mail as a customer would get it, rendered by the server's own code while it is written. */
export interface PreviewModel {
  readonly preview: ReadonlySignal<EmailPreview | null>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  readonly customer: ReadonlySignal<PreviewCustomer | null>;
  readonly found: ReadonlySignal<readonly PreviewCustomer[]>;
  show(content: EmailContent): void;
  search(text: string): void;
  /** Null shows it as an example customer. */
  choose(customer: PreviewCustomer | null): void;
  dispose(): void;
}

export function previewModel(api: Api): PreviewModel {
  const preview = signal<EmailPreview | null>(null);
  const failure = signal<RequestFailed | null>(null);
  const customer = signal<PreviewCustomer | null>(null);
  const found = signal<readonly PreviewCustomer[]>([]);
  let content: EmailContent | null = null;
  let timers: { render?: ReturnType<typeof setTimeout>; search?: ReturnType<typeof setTimeout> } =
    {};
  let rendering = new AbortController();
  let searching = new AbortController();

  async function render(): Promise<void> {
    rendering.abort();
    rendering = new AbortController();
    const body = { content, customerId: customer.value?.customerId ?? null };
    try {
      preview.value = await api.post('/api/scenarios/preview', body, rendering.signal);
      failure.value = null;
    } catch (error) {
      if (!isAbort(error)) failure.value = asFailure(error);
    }
  }

  async function find(search: string): Promise<void> {
    searching.abort();
    searching = new AbortController();
    const query = { list: search === '' ? 'overdue' : 'all', search };
    try {
      const page = await api.get<CustomersPage>('/api/customers', query, searching.signal);
      found.value = page.customers.slice(0, 8);
    } catch (error) {
      if (!isAbort(error)) found.value = [];
    }
  }

  function later(what: 'render' | 'search', run: () => void): void {
    clearTimeout(timers[what]);
    timers = { ...timers, [what]: setTimeout(run, PAUSE_MS) };
  }

  return {
    preview,
    failure,
    customer,
    found,
    show: (next) => {
      if (next === content) return;
      const first = content === null;
      content = next;
      if (first) void render();
      else later('render', () => void render());
    },
    search: (text) => later('search', () => void find(text.trim())),
    choose: (chosen) => {
      customer.value = chosen;
      if (content) void render();
    },
    dispose: () => {
      clearTimeout(timers.render);
      clearTimeout(timers.search);
      rendering.abort();
      searching.abort();
    },
  };
}
