import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { isAbort, RequestFailed } from '../api.ts';

/**
 * Something the server knows: its last value, and why a newer one could not be had. A value stays while it is loaded
 * again, so that nothing on the screen jumps or vanishes.
 */
export interface Resource<Value extends object> {
  readonly value: ReadonlySignal<Value | null>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  /** Asks again; the newest call wins whatever answers last. */
  load(): Promise<void>;
  /** Takes over a value that another request brought. */
  set(value: Value): void;
  dispose(): void;
}

/** Last values by key, so that going back shows them at once while they are asked for again. */
const remembered = new Map<string, unknown>();

/** With `isCounting`, which values the server has not counted whole yet: it is asked again until it has. */
export function resource<Value extends object>(
  key: string,
  ask: (signal: AbortSignal) => Promise<Value>,
  isCounting?: (value: Value) => boolean,
): Resource<Value> {
  // The key names the path, and one path always holds the same type.
  const value = signal((remembered.get(key) as Value | undefined) ?? null);
  const failure = signal<RequestFailed | null>(null);
  let running: AbortController | null = null;

  function set(next: Value): void {
    remembered.set(key, next);
    value.value = next;
    failure.value = null;
  }

  async function load(): Promise<void> {
    running?.abort();
    const own = new AbortController();
    running = own;
    try {
      const next = await ask(own.signal);
      if (!own.signal.aborted) set(next);
    } catch (error) {
      if (own.signal.aborted || isAbort(error)) return;
      failure.value = asFailure(error);
    }
  }

  const asked = { value, failure, load };
  const stopAsking = isCounting ? askAgainWhile(asked, isCounting, COUNTING_MS) : undefined;
  return {
    ...{ ...asked, set },
    dispose: () => {
      stopAsking?.();
      running?.abort();
    },
  };
}

const COUNTING_MS = 3_000;

/** Loads again so often while the value is not what it will be, or cannot be had; returns how to stop. */
export function askAgainWhile<Value extends object>(
  { value, failure, load }: Pick<Resource<Value>, 'value' | 'failure' | 'load'>,
  isUnfinished: (value: Value) => boolean,
  everyMs = COUNTING_MS,
): () => void {
  return effect(() => {
    void failure.value;
    if (value.value === null || !isUnfinished(value.value)) return;
    const timer = setTimeout(() => void load(), everyMs);
    return () => clearTimeout(timer);
  });
}

/** Every rejection as one kind of error; a bug keeps its own message. */
export function asFailure(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error;
  return new RequestFailed(error instanceof Error ? error.message : String(error), 'offline');
}

/** Forgets all remembered values; tests start from nothing. */
export function forgetRemembered(): void {
  remembered.clear();
}
