/** How many would enter if the scenario were active now: of a start being edited, and of the saved draft. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { EnteringCount, EnteringView } from '../../contract/scenario-running.ts';
import type { AudienceCount } from '../../contract/scenarios.ts';
import type { StartBlock } from '../../core/scenario/types.ts';
import { type Api, isAbort } from '../api.ts';

const PAUSE_MS = 300;
const ASK_AGAIN_MS = 3_000;

export interface EnteringModel {
  /** Null until the server answers; without a count while it counts a large shop, which is asked for again. */
  readonly view: ReadonlySignal<EnteringView | null>;
  /** Counts for a start once typing pauses; `saved` says that the server has it just so. */
  ask(start: StartBlock, saved: boolean): void;
  dispose(): void;
}

/** For a start that waits for something to happen there is nobody to count yet. */
const NOT_COUNTED = justNow({ fitting: null, reachable: null, entering: null });

export function enteringModel(api: Api, scenarioId: number): EnteringModel {
  const view = signal<EnteringView | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  let asked = '';

  async function load(start: StartBlock, saved: boolean): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    try {
      const answer = await ask(start, saved, own.signal);
      if (own.signal.aborted) return;
      view.value = answer;
      if (answer.count === null) timer = setTimeout(() => void load(start, saved), ASK_AGAIN_MS);
    } catch (error) {
      // The count is a help, not a need: without it the form says so and everything else works.
      if (!isAbort(error)) view.value = NOT_COUNTED;
    }
  }

  async function ask(
    { trigger, condition }: StartBlock,
    saved: boolean,
    abort: AbortSignal,
  ): Promise<EnteringView> {
    if (saved) return api.get<EnteringView>(`/api/scenarios/${scenarioId}/entering`, {}, abort);
    if (trigger.kind !== 'inactive' || condition !== null) return NOT_COUNTED;
    const body = { inactive: trigger.by };
    const { inactive, reachable } = await api.post<AudienceCount>(
      '/api/scenarios/audience',
      body,
      abort,
    );
    return justNow({ fitting: inactive, reachable, entering: reachable });
  }

  return {
    view,
    ask: (start, saved) => {
      const key = JSON.stringify([start.trigger, start.condition, start.reentry, saved]);
      if (key === asked) return;
      const pause = asked === '' ? 0 : PAUSE_MS;
      asked = key;
      view.value = null;
      clearTimeout(timer);
      running.abort();
      timer = setTimeout(() => void load(start, saved), pause);
    },
    dispose: () => {
      clearTimeout(timer);
      running.abort();
    },
  };
}

function justNow(count: EnteringCount): EnteringView {
  return { count, countedAt: null };
}
