/** How many customers meet a condition today, counted by the server once typing pauses. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SegmentPreview, SegmentValues } from '../../contract/segments.ts';
import { type Api, isAbort, RequestFailed } from '../api.ts';
import { language } from '../language/t.ts';
import { resource } from './resource.ts';

const PAUSE_MS = 350;

export interface QueryCountModel {
  /** Null while it is counted, or cannot be. */
  readonly count: ReadonlySignal<Pick<SegmentPreview, 'count' | 'of'> | null>;
  /** What is wrong with the text, in the person's language; null when nothing is known to be. */
  readonly fault: ReadonlySignal<string | null>;
  /** What exists in the shop, to choose from while writing; null until it is here. */
  readonly values: ReadonlySignal<SegmentValues | null>;
  ask(text: string): void;
  dispose(): void;
}

export function queryCountModel(api: Api): QueryCountModel {
  const count = signal<Pick<SegmentPreview, 'count' | 'of'> | null>(null);
  const fault = signal<string | null>(null);
  const existing = resource('/api/segments/values', (abort) =>
    api.get<SegmentValues>('/api/segments/values', {}, abort),
  );
  void existing.load();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function load(query: string): Promise<void> {
    running.abort();
    running = new AbortController();
    const path = `/api/segments/preview?language=${language()}`;
    try {
      count.value = await api.post<SegmentPreview>(path, { query }, running.signal);
      fault.value = null;
    } catch (error) {
      if (isAbort(error)) return;
      count.value = null;
      fault.value = error instanceof RequestFailed && error.status === 422 ? error.message : null;
    }
  }

  return {
    count,
    fault,
    values: existing.value,
    ask: (text) => {
      clearTimeout(timer);
      if (text.trim() === '') {
        running.abort();
        [count.value, fault.value] = [null, null];
        return;
      }
      timer = setTimeout(() => void load(text), PAUSE_MS);
    },
    dispose: () => {
      clearTimeout(timer);
      running.abort();
      existing.dispose();
    },
  };
}
