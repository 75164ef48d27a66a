import { type ReadonlySignal, signal } from '@preact/signals';
import type { AudienceCount } from '../../contract/scenarios.ts';
import type { InactiveDefinition } from '../../core/scenario/types.ts';
import type { Api } from '../api.ts';
import { isAbort } from '../api.ts';

const PAUSE_MS = 300;

export interface AudienceModel {
  /** Who would enter now; null while it is counted. */
  readonly count: ReadonlySignal<AudienceCount | null>;
  /** Counts for another definition, once typing pauses. */
  ask(inactive: InactiveDefinition): void;
  dispose(): void;
}

export function audienceModel(api: Api): AudienceModel {
  const count = signal<AudienceCount | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  let asked = '';

  async function load(inactive: InactiveDefinition): Promise<void> {
    running.abort();
    running = new AbortController();
    try {
      const body = { inactive };
      count.value = await api.post('/api/scenarios/audience', body, running.signal);
    } catch (error) {
      // The count is a help, not a need: without it the panel says so and everything else works.
      if (!isAbort(error)) count.value = null;
    }
  }

  return {
    count,
    ask: (inactive) => {
      const key = JSON.stringify(inactive);
      if (key === asked) return;
      const pause = asked === '' ? 0 : PAUSE_MS;
      asked = key;
      count.value = null;
      clearTimeout(timer);
      timer = setTimeout(() => void load(inactive), pause);
    },
    dispose: () => {
      clearTimeout(timer);
      running.abort();
    },
  };
}
