/**
 * One scenario being edited: what the server has, what is on the screen, and the way back through every edit. Nothing
 * is saved until somebody saves; activating saves first.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ScenarioView } from '../../contract/scenarios.ts';
import type { Block, BlockId, Fault, ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Api, RequestFailed } from '../api.ts';
import * as history from './edit-history.ts';
import { replaceBlock } from './graph-edit.ts';
import { type FindFaults, liveFaults } from './live-faults.ts';
import { asFailure, type Resource, resource } from './resource.ts';
import { guardUnsaved } from './unsaved.ts';

/** What can be edited of a scenario. */
export interface Draft {
  readonly name: string;
  readonly definition: ScenarioDefinition;
}

export type Standing = 'activate' | 'pause' | 'resume' | 'archive';

export interface Activation {
  /** The warnings were read. */
  readonly confirmed: boolean;
  /** Those inside go on in the new version; otherwise they finish on theirs. */
  readonly moveOver: boolean;
}

export interface ScenarioEditor {
  readonly scenario: Resource<ScenarioView>;
  /** Null until the scenario is here. */
  readonly draft: ReadonlySignal<Draft | null>;
  readonly dirty: ReadonlySignal<boolean>;
  readonly faults: ReadonlySignal<readonly Fault[]>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** What is under way with the server; null when nothing. */
  readonly working: ReadonlySignal<'save' | Standing | null>;
  /** What somebody else saved since this draft was begun, once it stood in the way of saving; null otherwise. */
  readonly conflict: ReadonlySignal<ScenarioView | null>;
  rename(name: string): void;
  /** Edits one block. Edits in a row about the same thing are undone together. */
  editBlock<Kind extends Block>(block: Kind, changed: Kind, about: string): void;
  /** Edits the graph or the scenario's settings; without `about` it is a step of its own. */
  change(edit: (definition: ScenarioDefinition) => ScenarioDefinition, about?: string): void;
  /** Ids of all blocks that were ever here: results and those inside go by ids, so no new block may have one. */
  takenIds(): ReadonlySet<BlockId>;
  endStep(): void;
  undo(): void;
  redo(): void;
  discard(): void;
  /** Resolve to why it could not be done, or null when it was. */
  save(): Promise<RequestFailed | null>;
  /** Of a conflict: keeps the draft and saves it over what the other saved. */
  overwrite(): Promise<RequestFailed | null>;
  /** Of a conflict: gives the draft up for what the other saved. */
  takeTheirs(): void;
  setStanding(standing: Standing, activation?: Activation): Promise<RequestFailed | null>;
  /** A copy of what is saved, as a draft; resolves to its id. Rejects with the server's reason. */
  duplicate(name: string): Promise<number>;
  dispose(): void;
}

const LIVE_MS = 5000;

export function scenarioEditor(
  api: Api,
  scenarioId: string,
  findFaults: FindFaults,
): ScenarioEditor {
  const path = `/api/scenarios/${encodeURIComponent(scenarioId)}`;
  const scenario = resource(path, (abort) => api.get<ScenarioView>(path, {}, abort));
  const edits = signal<history.EditHistory<Draft> | null>(null);
  const working = signal<'save' | Standing | null>(null);
  const conflict = signal<ScenarioView | null>(null);
  const taken = new Set<BlockId>();
  /** The revision that the draft was begun from. */
  let begun: string | undefined;

  const draft = computed(() => edits.value?.present ?? null);
  const dirty = computed(() => {
    const saved = scenario.value.value;
    return draft.value !== null && saved !== null && !isSame(draft.value, draftOf(saved));
  });

  const live = liveFaults(
    computed(() => (dirty.value ? (draft.value?.definition ?? null) : null)),
    scenario.value,
    findFaults,
  );

  /** Takes over what the server has, unless something unsaved is on the screen. */
  async function load(): Promise<void> {
    const hadEdits = dirty.peek();
    await scenario.load();
    if (!hadEdits) adopt();
  }

  function adopt(): void {
    const view = scenario.value.peek();
    if (!view) return;
    for (const id of idsIn(view)) taken.add(id);
    begun = view.revision;
    const { value } = draft;
    if (!value || !isSame(value, draftOf(view))) edits.value = history.startHistory(draftOf(view));
  }

  function apply(
    change: (current: history.EditHistory<Draft>) => history.EditHistory<Draft>,
  ): void {
    const current = edits.peek();
    if (current) edits.value = change(current);
  }

  function put(next: Draft, about: string | null): void {
    for (const { id } of next.definition.blocks) taken.add(id);
    apply((current) => history.edit(current, next, about));
  }

  async function work(
    kind: 'save' | Standing,
    request: () => Promise<ScenarioView>,
  ): Promise<RequestFailed | null> {
    working.value = kind;
    try {
      scenario.set(await request());
      return null;
    } catch (error) {
      return asFailure(error);
    } finally {
      working.value = null;
    }
  }

  /** A refusal because somebody else was faster is a question: whose is to stay. */
  async function askWhose(): Promise<void> {
    await scenario.load();
    const theirs = scenario.value.peek();
    if (theirs && theirs.revision !== begun) conflict.value = theirs;
  }

  async function save(revision = begun): Promise<RequestFailed | null> {
    const { value } = draft;
    if (!value) return null;
    apply(history.endStep);
    const body = { ...value, ...(revision === undefined ? {} : { revision }) };
    const failure = await work('save', () => api.put<ScenarioView>(path, body));
    if (failure?.status === 409) await askWhose();
    if (failure) return failure;
    conflict.value = null;
    const saved = scenario.value.peek();
    begun = saved?.revision;
    // The server may have tidied it (spaces around the name); edits made meanwhile stay unsaved.
    if (saved && draft.peek() === value) {
      apply((current) => ({ ...current, present: draftOf(saved) }));
    }
    return null;
  }

  async function setStanding(
    standing: Standing,
    activation?: Activation,
  ): Promise<RequestFailed | null> {
    if (dirty.peek()) {
      const failure = await save();
      if (failure) return failure;
    }
    const wish = standing === 'activate' ? { ...activation, revision: begun } : undefined;
    const failure = await work(standing, () => api.post<ScenarioView>(`${path}/${standing}`, wish));
    if (failure?.status === 409) await askWhose();
    return failure;
  }

  const counting = setInterval(() => void refresh(), LIVE_MS);
  /** Keeps the counts alive; the draft on the screen stays as it is. */
  async function refresh(): Promise<void> {
    if (document.hidden || working.peek() || scenario.value.peek()?.status !== 'active') return;
    await load();
  }

  adopt();
  void load();
  const unguard = guardUnsaved(() => dirty.peek());

  return {
    scenario: { ...scenario, load },
    draft,
    dirty,
    faults: live.faults,
    canUndo: computed(() => (edits.value?.past.length ?? 0) > 0),
    canRedo: computed(() => (edits.value?.future.length ?? 0) > 0),
    working,
    conflict,
    rename: (name) => {
      const { value } = draft;
      if (value) put({ ...value, name }, 'name');
    },
    editBlock: (block, changed, about) => {
      const { value } = draft;
      if (value)
        put(
          { ...value, definition: replaceBlock(value.definition, block.id, changed) },
          `${block.id} ${about}`,
        );
    },
    change: (edit, about) => {
      const { value } = draft;
      if (value) put({ ...value, definition: edit(value.definition) }, about ?? null);
    },
    takenIds: () => taken,
    endStep: () => apply(history.endStep),
    undo: () => apply(history.undo),
    redo: () => apply(history.redo),
    discard: () => {
      const view = scenario.value.peek();
      if (!view) return;
      apply((current) => history.edit(current, draftOf(view), null));
      begun = view.revision;
      conflict.value = null;
    },
    save: () => save(),
    overwrite: () => save(conflict.peek()?.revision),
    takeTheirs: () => {
      const theirs = conflict.peek();
      if (!theirs) return;
      // What was written is one step back, not gone.
      apply((current) => history.edit(current, draftOf(theirs), null));
      begun = theirs.revision;
      conflict.value = null;
    },
    setStanding,
    duplicate: async (name) => {
      const copy = await api.post<ScenarioView>(`${path}/duplicate`, { name });
      return copy.scenarioId;
    },
    dispose: () => {
      clearInterval(counting);
      live.stop();
      unguard();
      scenario.dispose();
    },
  };
}

function draftOf({ name, definition }: ScenarioView): Draft {
  return { name, definition };
}

/** Definitions are plain JSON; the database may give their keys back in another order. */
function isSame(a: Draft, b: Draft): boolean {
  return a === b || JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** The same value with its keys in alphabetical order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

/** Of the draft, and of blocks of other versions at which customers still are. */
function idsIn({ definition, waiting }: ScenarioView): readonly BlockId[] {
  return [...definition.blocks.map(({ id }) => id), ...Object.keys(waiting)];
}
