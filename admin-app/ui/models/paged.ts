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
  /** Asks anew for as many pages as are shown; the old rows stay until the new ones are here. */
  restart(): Promise<void>;
  more(): Promise<void>;
  dispose(): void;
}

interface Loaded<Item> extends Page<Item> {
  readonly pages: number;
}

/** Lists by key, so that going back finds the rows, and with them the place, where they were. */
const remembered = new Map<string, Loaded<unknown>>();

/** A long list is asked for anew up to here; the rest is a button away again. */
const MOST_PAGES_ANEW = 4;

type Ask<Item> = (after: string | null, signal: AbortSignal) => Promise<Page<Item>>;

export function pagedList<Item>(ask: Ask<Item>, rememberAs?: string): PagedList<Item> {
  // The key names the list, and one list always holds the same type.
  const known = rememberAs === undefined ? undefined : remembered.get(rememberAs);
  const list = signal((known as Loaded<Item> | undefined) ?? null);
  const loading = signal(false);
  const failure = signal<RequestFailed | null>(null);
  let running = new AbortController();

  async function load(next: (abort: AbortSignal) => Promise<Loaded<Item>>): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    loading.value = true;
    try {
      const loaded = await next(own.signal);
      if (own.signal.aborted) return;
      list.value = loaded;
      failure.value = null;
      if (rememberAs !== undefined) remembered.set(rememberAs, loaded);
    } catch (error) {
      if (own.signal.aborted || isAbort(error)) return;
      failure.value = asFailure(error);
    }
    loading.value = false;
  }

  async function append(to: Loaded<Item>, abort: AbortSignal): Promise<Loaded<Item>> {
    const page = await ask(to.after, abort);
    return { items: [...to.items, ...page.items], after: page.after, pages: to.pages + 1 };
  }

  async function anew(abort: AbortSignal): Promise<Loaded<Item>> {
    const wanted = Math.min(list.peek()?.pages ?? 1, MOST_PAGES_ANEW);
    let loaded = await append({ items: [], after: null, pages: 0 }, abort);
    while (loaded.pages < wanted && loaded.after !== null) loaded = await append(loaded, abort);
    return loaded;
  }

  return {
    items: computed(() => list.value?.items ?? null),
    hasMore: computed(() => (list.value?.after ?? null) !== null),
    loading,
    failure,
    restart: () => load(anew),
    more: async () => {
      const shown = list.peek();
      if (shown && shown.after !== null && !loading.peek()) {
        await load((abort) => append(shown, abort));
      }
    },
    dispose: () => running.abort(),
  };
}

/** Enough for a page. */
const ENOUGH = 20;
const MOST_QUESTIONS = 40;

/** Asks on after short pages: the server looks only so far for one. Stops at the end, or where few are to be found. */
export async function untilEnough<Item>(
  ask: (after: string | null) => Promise<Page<Item>>,
  first: string | null,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let after = first;
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const page = await ask(after);
    items.push(...page.items);
    after = page.after;
    if (after === null || items.length >= ENOUGH) break;
  }
  return { items, after };
}

/** Forgets all remembered lists; tests start from nothing. */
export function forgetLists(): void {
  remembered.clear();
}
