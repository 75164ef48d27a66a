/** How many would enter if the scenario were active now: of a start being edited, and of the saved draft. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { EnteringCount } from '../../contract/scenario-running.ts';
import type { AudienceCount } from '../../contract/scenarios.ts';
import type { StartBlock } from '../../core/scenario/types.ts';
import { type Api, isAbort } from '../api.ts';

const PAUSE_MS = 300;

export interface EnteringModel {
  /** Null while it is counted, and where it cannot be. */
  readonly count: ReadonlySignal<EnteringCount | null>;
  /** Counts for a start once typing pauses; `saved` says that the server has it just so. */
  ask(start: StartBlock, saved: boolean): void;
  dispose(): void;
}

/** For a start that waits for something to happen there is nobody to count yet. */
const NOT_COUNTED: EnteringCount = { fitting: null, reachable: null, entering: null };

export function enteringModel(api: Api, scenarioId: number): EnteringModel {
  const count = signal<EnteringCount | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  let asked = '';

  async function load(start: StartBlock, saved: boolean): Promise<void> {
    running.abort();
    running = new AbortController();
    try {
      count.value = await ask(start, saved, running.signal);
    } catch (error) {
      // The count is a help, not a need: without it the form says so and everything else works.
      if (!isAbort(error)) count.value = NOT_COUNTED;
    }
  }

  async function ask(
    { trigger, condition }: StartBlock,
    saved: boolean,
    abort: AbortSignal,
  ): Promise<EnteringCount> {
    if (saved) return api.get<EnteringCount>(`/api/scenarios/${scenarioId}/entering`, {}, abort);
    if (trigger.kind !== 'inactive' || condition !== null) return NOT_COUNTED;
    const body = { inactive: trigger.by };
    const { inactive, reachable } = await api.post<AudienceCount>(
      '/api/scenarios/audience',
      body,
      abort,
    );
    return { fitting: inactive, reachable, entering: reachable };
  }

  return {
    count,
    ask: (start, saved) => {
      const key = JSON.stringify([start.trigger, start.condition, start.reentry, saved]);
      if (key === asked) return;
      const pause = asked === '' ? 0 : PAUSE_MS;
      asked = key;
      count.value = null;
      clearTimeout(timer);
      timer = setTimeout(() => void load(start, saved), pause);
    },
    dispose: () => {
      clearTimeout(timer);
      running.abort();
    },
  };
}
