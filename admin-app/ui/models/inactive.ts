/** The shop's inactive customers: how many, who they are, and what the shop calls inactive. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  InactiveCustomer,
  InactiveCustomersPage,
  InactivePreview,
  InactiveView,
} from '../../contract/inactive.ts';
import {
  cellQuery,
  INACTIVE_LISTS,
  INACTIVE_RANGES,
  type InactiveDefinition,
  type InactiveList,
  type InactiveRange,
  listQuery,
} from '../../core/segment/inactive.ts';
import { type Api, isAbort } from '../api.ts';
import { type PagedList, pagedList, untilEnough } from './paged.ts';
import { asFailure, type Resource, resource } from './resource.ts';

/** Whom the page lists: the answer to a question, or a cell of the matrix. */
export type InactiveChoice =
  | { readonly kind: 'list'; readonly list: InactiveList }
  | { readonly kind: 'cell'; readonly order: InactiveRange; readonly response: InactiveRange };

type Address = Readonly<Record<string, string | undefined>>;

export function parseChoice({ list, order, response }: Address): InactiveChoice {
  const ordered = INACTIVE_RANGES.find((range) => range === order);
  const responded = INACTIVE_RANGES.find((range) => range === response);
  if (ordered && responded) return { kind: 'cell', order: ordered, response: responded };
  return { kind: 'list', list: INACTIVE_LISTS.find((each) => each === list) ?? 'silent' };
}

/** As parameters of an address, ours or the server's. */
function choiceAddress(choice: InactiveChoice): Readonly<Record<string, string>> {
  if (choice.kind === 'list') return { list: choice.list };
  return { order: choice.order, response: choice.response };
}

/** The segment that holds the same customers. */
export function choiceQuery(choice: InactiveChoice, definition: InactiveDefinition): string {
  return choice.kind === 'list'
    ? listQuery(choice.list, definition)
    : cellQuery(choice.order, choice.response);
}

/** How many the choice has as last counted; null while that is not known. */
export function choiceCount(choice: InactiveChoice, { counts }: InactiveView): number | null {
  if (counts === null) return null;
  if (choice.kind === 'list') return counts.lists?.[choice.list] ?? null;
  const { order, response } = choice;
  const cell = counts.cells.find((it) => it.order === order && it.response === response);
  return cell?.customers ?? 0;
}

export interface InactiveModel {
  readonly view: Resource<InactiveView>;
  /** Resolves to the reason when it could not be saved. */
  save(definition: InactiveDefinition): Promise<string | null>;
  dispose(): void;
}

const PATH = '/api/inactive';
const COUNTING_MS = 2_000;
const LIVE_MS = 30_000;

/** Numbers follow the store; sooner while newer ones are on their way. */
export function inactiveModel(api: Api): InactiveModel {
  const view = resource(PATH, (abort) => api.get<InactiveView>(PATH, {}, abort));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  async function load(): Promise<void> {
    await view.load();
    follow();
  }

  function follow(): void {
    clearTimeout(timer);
    if (disposed) return;
    const pause = view.value.peek()?.counting ? COUNTING_MS : LIVE_MS;
    timer = setTimeout(() => void (document.hidden ? follow() : load()), pause);
  }

  async function save(definition: InactiveDefinition): Promise<string | null> {
    try {
      const { version = 0 } = view.value.peek() ?? {};
      view.set(await api.put<InactiveView>(PATH, { definition, version }));
      follow();
      return null;
    } catch (error) {
      return asFailure(error).message;
    }
  }

  void load();
  return {
    view: { ...view, load },
    save,
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      view.dispose();
    },
  };
}

/** The customers of a choice, a page at a time. `version` is that of the definition. */
export function inactiveCustomersModel(
  api: Api,
  choice: InactiveChoice,
  version: number,
): PagedList<InactiveCustomer> {
  const address = choiceAddress(choice);
  const ask = async (after: string | null, abort: AbortSignal) => {
    const path = `${PATH}/customers`;
    const page = await api.get<InactiveCustomersPage>(path, { ...address, after }, abort);
    return { items: page.customers, after: page.after };
  };
  const list = pagedList<InactiveCustomer>(
    (first, abort) => untilEnough((after) => ask(after, abort), first),
    `inactive ${JSON.stringify(choice)} ${version}`,
  );
  void list.restart();
  return list;
}

export interface DefinitionEditor {
  readonly definition: ReadonlySignal<InactiveDefinition>;
  /** By the edited definition; null while they are counted, or cannot be. */
  readonly lists: ReadonlySignal<InactivePreview['lists'] | null>;
  edit(change: Partial<InactiveDefinition>): void;
  dispose(): void;
}

const PAUSE_MS = 300;

/** A definition being edited, counted whenever typing pauses; the newest question wins. */
export function definitionEditor(api: Api, start: InactiveDefinition): DefinitionEditor {
  const definition = signal(start);
  const lists = signal<InactivePreview['lists'] | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function count(): Promise<void> {
    const own = new AbortController();
    running = own;
    try {
      const body = { definition: definition.peek() };
      const answer = await api.post<InactivePreview>(`${PATH}/preview`, body, own.signal);
      if (!own.signal.aborted) lists.value = answer.lists;
    } catch (error) {
      // Numbers are an extra here: saving says what is wrong.
      if (!isAbort(error) && !own.signal.aborted) lists.value = null;
    }
  }

  void count();
  return {
    definition,
    lists,
    edit: (change) => {
      definition.value = { ...definition.value, ...change };
      lists.value = null;
      running.abort();
      clearTimeout(timer);
      timer = setTimeout(() => void count(), PAUSE_MS);
    },
    dispose: () => {
      clearTimeout(timer);
      running.abort();
    },
  };
}
