import { type ReadonlySignal, signal } from '@preact/signals';
import type { AudienceCount } from '../../contract/scenarios.ts';
import type { StartBlock } from '../../core/scenario/types.ts';
import type { Api } from '../api.ts';
import { isAbort } from '../api.ts';

const PAUSE_MS = 300;

/** Who enters: what the count depends on. */
export type Entering = Pick<StartBlock, 'trigger' | 'condition'>;

export interface AudienceModel {
  /** Who would enter now; null while it is counted; `not counted` where only what happens from now on counts. */
  readonly count: ReadonlySignal<AudienceCount | 'not counted' | null>;
  /** Counts for another start, once typing pauses. */
  ask(entering: Entering): void;
  dispose(): void;
}

export function audienceModel(api: Api): AudienceModel {
  const count = signal<AudienceCount | 'not counted' | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  let asked = '';

  async function load({ trigger }: Entering): Promise<void> {
    running.abort();
    running = new AbortController();
    if (trigger.kind !== 'inactive') {
      count.value = 'not counted';
      return;
    }
    try {
      const body = { inactive: trigger.by };
      count.value = await api.post('/api/scenarios/audience', body, running.signal);
    } catch (error) {
      // The count is a help, not a need: without it the form says so and everything else works.
      if (!isAbort(error)) count.value = 'not counted';
    }
  }

  return {
    count,
    ask: ({ trigger, condition }) => {
      const key = JSON.stringify([trigger, condition]);
      if (key === asked) return;
      const pause = asked === '' ? 0 : PAUSE_MS;
      asked = key;
      count.value = null;
      clearTimeout(timer);
      timer = setTimeout(() => void load({ trigger, condition }), pause);
    },
    dispose: () => {
      clearTimeout(timer);
      running.abort();
    },
  };
}
