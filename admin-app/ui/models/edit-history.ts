/** Undo and redo over immutable values. Pure: every function returns the next history. */
export interface EditHistory<Value> {
  readonly past: readonly Value[];
  readonly present: Value;
  readonly future: readonly Value[];
  /** What the last edit was about; the next one about the same thing joins it, as letters join into a word. */
  readonly about: string | null;
}

/** Steps kept; older ones fall off. */
const LIMIT = 200;

export function startHistory<Value>(present: Value): EditHistory<Value> {
  return { past: [], present, future: [], about: null };
}

/** Edits about the same thing in a row (`about` equal and not null) become one step. */
export function edit<Value>(
  history: EditHistory<Value>,
  next: Value,
  about: string | null,
): EditHistory<Value> {
  if (Object.is(next, history.present)) return history;
  const joins = about !== null && about === history.about && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-LIMIT);
  return { past, present: next, future: [], about };
}

/** Ends the running step: the next edit starts a new one. */
export function endStep<Value>(history: EditHistory<Value>): EditHistory<Value> {
  return history.about === null ? history : { ...history, about: null };
}

export function undo<Value>(history: EditHistory<Value>): EditHistory<Value> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    about: null,
  };
}

export function redo<Value>(history: EditHistory<Value>): EditHistory<Value> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, about: null };
}
