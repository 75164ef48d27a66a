/**
 * One segment being written: its name and its query, the query as text and as a form that say the same. The text leads:
 * the form is read from it, and whatever is changed in the form is written into it. Nothing is saved until somebody saves.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { parse } from '../../core/segment/parse.ts';
import { printLines } from '../../core/segment/print.ts';
import type { Query, SegmentQuery } from '../../core/segment/types.ts';
import * as history from './edit-history.ts';
import { conditionsIn, type FormGroup, formOf, keepingSame, queryOf } from './segment-form.ts';
import { guardUnsaved } from './unsaved.ts';

export interface SegmentDraft {
  readonly name: string;
  readonly text: string;
}

/** A draft and the form of its text; of the last text that could be read, if this one cannot. */
interface Written extends SegmentDraft {
  readonly form: FormGroup;
  readonly readable: boolean;
}

export interface SegmentEditor {
  readonly draft: ReadonlySignal<SegmentDraft>;
  readonly form: ReadonlySignal<FormGroup>;
  /** The form says what the text says. */
  readonly inStep: ReadonlySignal<boolean>;
  readonly dirty: ReadonlySignal<boolean>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** Where in the text somebody is, be it there or in the form; null when elsewhere. */
  readonly cursor: ReadonlySignal<number | null>;
  /** The id in the form of the condition that the cursor is in. */
  readonly current: ReadonlySignal<string | null>;
  rename(name: string): void;
  write(text: string): void;
  /** Changes in a row about the same thing are undone together. */
  change(to: (form: FormGroup) => FormGroup, about: string | null): void;
  moveTo(cursor: number | null): void;
  /** Moves the cursor to where the text has this condition of the form. */
  pointAt(conditionId: string): void;
  newId(): string;
  undo(): void;
  redo(): void;
  discard(): void;
  /** Starts anew from what is saved. */
  begin(saved: SegmentDraft): void;
  /** What is on the screen was saved like this; what was typed since stays unsaved. */
  settle(saved: SegmentDraft): void;
  dispose(): void;
}

export function segmentEditor(start: SegmentDraft): SegmentEditor {
  const saved = signal(start);
  const edits = signal(history.startHistory(written(start, null)));
  const cursor = signal<number | null>(null);
  const present = computed(() => edits.value.present);
  const dirty = computed(
    () => present.value.name !== saved.value.name || present.value.text !== saved.value.text,
  );
  const places = computed(() => conditionPlaces(present.value.text));
  const unguard = guardUnsaved(() => dirty.peek());
  let ids = 0;

  function put(next: Written, about: string | null): void {
    edits.value = history.edit(edits.peek(), next, about);
  }

  function step(to: (from: history.EditHistory<Written>) => history.EditHistory<Written>): void {
    edits.value = to(edits.peek());
    cursor.value = null;
  }

  function change(to: (form: FormGroup) => FormGroup, about: string | null): void {
    const before = present.peek();
    const form = to(before.form);
    if (form === before.form) return;
    put({ ...before, form, text: printLines(queryOf(form)), readable: true }, about);
  }

  return {
    draft: present,
    form: computed(() => present.value.form),
    inStep: computed(() => present.value.readable),
    dirty,
    canUndo: computed(() => edits.value.past.length > 0),
    canRedo: computed(() => edits.value.future.length > 0),
    cursor,
    current: computed(() => {
      const at = cursor.value;
      if (at === null || !present.value.readable) return null;
      const nth = places.value.findIndex(({ from, to }) => at >= from && at <= to);
      return conditionsIn(present.value.form)[nth]?.id ?? null;
    }),
    rename: (name) => put({ ...present.peek(), name }, 'name'),
    write: (text) => {
      const before = present.peek();
      if (text !== before.text) put(written({ ...before, text }, before.form), 'text');
    },
    change,
    moveTo: (to) => {
      cursor.value = to;
    },
    pointAt: (id) => {
      const nth = conditionsIn(present.peek().form).findIndex((each) => each.id === id);
      cursor.value = places.peek()[nth]?.from ?? null;
    },
    newId: () => {
      ids += 1;
      return `new-${ids}`;
    },
    undo: () => step(history.undo),
    redo: () => step(history.redo),
    discard: () => put(written(saved.peek(), present.peek().form), null),
    begin: (draft) => {
      saved.value = draft;
      edits.value = history.startHistory(written(draft, present.peek().form));
    },
    settle: (draft) => {
      saved.value = draft;
      const now = present.peek();
      // The server takes spaces around the name away.
      if (now.name.trim() === draft.name)
        edits.value = { ...edits.peek(), present: { ...now, name: draft.name }, about: null };
    },
    dispose: unguard,
  };
}

function written({ name, text }: SegmentDraft, before: FormGroup | null): Written {
  const read = parse(text);
  if (!read.ok)
    return { name, text, form: before ?? formOf({ kind: 'everyone' }), readable: false };
  const form = formOf(read.query);
  return { name, text, form: before ? keepingSame(before, form) : form, readable: true };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where the conditions of a text stand, in its order; the form has them in the same. */
function conditionPlaces(text: string): readonly Stretch[] {
  const read = parse(text);
  if (!read.ok) return [];
  return [...read.places]
    .filter(([query]) => isCondition(query))
    .map(([, { offset, length }]) => ({ from: offset, to: offset + length }))
    .sort((one, other) => one.from - other.from);
}

function isCondition({ kind }: Query | SegmentQuery): boolean {
  return !['and', 'or', 'not', 'everyone'].includes(kind);
}
