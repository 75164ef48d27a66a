/** A form over one saved value: what is typed, whether it differs, saving with the server's reason at its field. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';
import { guardUnsaved } from './unsaved.ts';

export interface Form<Value> {
  /** Null until there is something to edit. */
  readonly value: ReadonlySignal<Value | null>;
  readonly dirty: ReadonlySignal<boolean>;
  readonly saving: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  /** What was typed before somebody else's version came on the screen; null where nothing waits to be taken back. */
  readonly setAside: ReadonlySignal<Value | null>;
  /** Starts from a saved value; what was typed is gone. */
  begin(saved: Value | null): void;
  /** Puts on the screen what is not saved yet; what was typed is gone. */
  propose(value: Value): void;
  edit(change: Partial<Value>): void;
  discard(): void;
  /** Starts from what somebody else has saved; what was typed is set aside. */
  giveWay(theirs: Value | null): void;
  /** What was set aside, to be saved over theirs. */
  takeBack(): void;
  /** Gives up what was set aside. */
  forget(): void;
  /** Resolves to whether it was saved. */
  save(): Promise<boolean>;
  dispose(): void;
}

/** `store` sends the value and resolves to what was saved. */
export function form<Value>(store: (value: Value) => Promise<Value>): Form<Value> {
  const saved = signal<Value | null>(null);
  const value = signal<Value | null>(null);
  const saving = signal(false);
  const failure = signal<RequestFailed | null>(null);
  const setAside = signal<Value | null>(null);
  const dirty = computed(() => JSON.stringify(value.value) !== JSON.stringify(saved.value));
  const unguard = guardUnsaved(() => dirty.peek() || setAside.peek() !== null);

  function begin(next: Value | null): void {
    saved.value = next;
    value.value = next;
    failure.value = null;
    setAside.value = null;
  }

  function propose(next: Value): void {
    value.value = next;
    failure.value = null;
  }

  async function save(): Promise<boolean> {
    const sent = value.peek();
    if (sent === null || saving.peek()) return false;
    saving.value = true;
    try {
      const stored = await store(sent);
      saved.value = stored;
      if (value.peek() === sent) value.value = stored;
      failure.value = null;
      return true;
    } catch (error) {
      failure.value = asFailure(error);
      return false;
    } finally {
      saving.value = false;
    }
  }

  return {
    value,
    dirty,
    saving,
    failure,
    setAside,
    begin,
    propose,
    edit: (change) => {
      if (value.value !== null) value.value = { ...value.value, ...change };
    },
    discard: () => begin(saved.peek()),
    giveWay: (theirs) => {
      const typed = dirty.peek() ? value.peek() : null;
      begin(theirs);
      setAside.value = typed;
    },
    takeBack: () => {
      const typed = setAside.peek();
      if (typed === null) return;
      setAside.value = null;
      propose(typed);
    },
    forget: () => {
      setAside.value = null;
    },
    save,
    dispose: unguard,
  };
}

/** What the server said about the field at `path`, or about a part of it. */
export function faultAt(failure: RequestFailed | null, path: string): string | null {
  const field = failure?.field ?? null;
  const isBelow = field === path || field?.startsWith(`${path}.`);
  return failure && isBelow ? failure.message : null;
}
