import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { isAbort, type RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts; null at the end. */
  readonly after: string | null;
}

/** A list that grows page by page: each page starts after the last row of the one before (no offsets, no counts). */
export interface PagedList<Item> {
  /** Null until the first page is here. */
  readonly items: ReadonlySignal<readonly Item[] | null>;
  readonly hasMore: ReadonlySignal<boolean>;
  readonly loading: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  /** Starts over from the first page; the old rows stay until it is here. */
  restart(): Promise<void>;
  more(): Promise<void>;
  dispose(): void;
}

export function pagedList<Item>(
  ask: (after: string | null, signal: AbortSignal) => Promise<Page<Item>>,
): PagedList<Item> {
  const items = signal<readonly Item[] | null>(null);
  const after = signal<string | null>(null);
  const loading = signal(false);
  const failure = signal<RequestFailed | null>(null);
  let running = new AbortController();

  async function load(from: string | null): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    loading.value = true;
    try {
      const page = await ask(from, own.signal);
      if (own.signal.aborted) return;
      items.value = from === null ? page.items : [...(items.value ?? []), ...page.items];
      after.value = page.after;
      failure.value = null;
    } catch (error) {
      if (own.signal.aborted || isAbort(error)) return;
      failure.value = asFailure(error);
    }
    loading.value = false;
  }

  return {
    items,
    hasMore: computed(() => after.value !== null),
    loading,
    failure,
    restart: () => load(null),
    more: async () => {
      if (after.value !== null && !loading.value) await load(after.value);
    },
    dispose: () => running.abort(),
  };
}
