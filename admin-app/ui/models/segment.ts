/** A segment that is saved: what the server knows of it, and what can be done with it. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  SegmentEventsPage,
  SegmentEventView,
  SegmentMember,
  SegmentMembersPage,
  SegmentSizes,
  SegmentValues,
  SegmentView,
} from '../../contract/segments.ts';
import { READY_MADE_SEGMENTS } from '../../core/segment/ready-made.ts';
import { type Api, queryString, RequestFailed } from '../api.ts';
import { language } from '../language/t.ts';
import { type PagedList, pagedList } from './paged.ts';
import { asFailure, type Resource, resource } from './resource.ts';
import { type SegmentDraft, type SegmentEditor, segmentEditor } from './segment-editor.ts';

export type SegmentWork = 'save' | 'archive' | 'restore' | 'duplicate' | 'export';

export interface SegmentModel {
  readonly segment: Resource<SegmentView>;
  readonly sizes: Resource<SegmentSizes>;
  readonly values: Resource<SegmentValues>;
  readonly editor: SegmentEditor;
  /** What is under way with the server; null when nothing. */
  readonly working: ReadonlySignal<SegmentWork | null>;
  /** What somebody else saved since this draft was begun; null when nobody did. */
  readonly conflict: ReadonlySignal<SegmentView | null>;
  /** Resolve to why it could not be done, or null when it was. */
  save(): Promise<RequestFailed | null>;
  archive(): Promise<RequestFailed | null>;
  restore(): Promise<RequestFailed | null>;
  /** Of a conflict: keeps the draft and saves it over what the other saved. */
  overwrite(): Promise<RequestFailed | null>;
  /** Of a conflict: gives the draft up for what the other saved. */
  takeTheirs(): void;
  /** Resolves to the number of the copy. */
  duplicate(name: string): Promise<number>;
  /** Members as a file; resolves to the reason when there is none. */
  download(): Promise<Blob | RequestFailed>;
  dispose(): void;
}

const LIVE_MS = 10_000;

export function segmentModel(api: Api, id: string): SegmentModel {
  const path = pathOf(id);
  const inLanguage = { language: language() };
  const segment = resource(path, (abort) => api.get<SegmentView>(path, inLanguage, abort));
  const sizes = resource(`${path}/sizes`, (abort) =>
    api.get<SegmentSizes>(`${path}/sizes`, {}, abort),
  );
  const values = valuesOfShop(api);
  const editor = segmentEditor(draftOf(segment.value.peek()));
  const working = signal<SegmentWork | null>(null);
  const conflict = signal<SegmentView | null>(null);
  /** The version that the draft was begun from. */
  let begun = segment.value.peek()?.version;

  function begin(view: SegmentView): void {
    begun = view.version;
    conflict.value = null;
    editor.begin(draftOf(view));
  }

  /** Takes over what the server has, unless something unsaved is on the screen. */
  async function load(): Promise<void> {
    const before = segment.value.peek()?.evaluatedAt;
    await segment.load();
    const view = segment.value.peek();
    if (before !== undefined && before !== view?.evaluatedAt) void sizes.load();
    if (view && view.version !== begun && !editor.dirty.peek()) begin(view);
  }

  async function work<Answer>(
    kind: SegmentWork,
    request: () => Promise<Answer>,
  ): Promise<Answer | RequestFailed> {
    working.value = kind;
    try {
      return await request();
    } catch (error) {
      return asFailure(error);
    } finally {
      working.value = null;
    }
  }

  async function put(version: number | undefined): Promise<RequestFailed | null> {
    const { name, text } = editor.draft.peek();
    const body = { name: name.trim(), query: text, ...(version === undefined ? {} : { version }) };
    const answer = await work('save', () =>
      api.put<SegmentView>(`${path}${queryString(inLanguage)}`, body),
    );
    if (answer instanceof RequestFailed) return await refused(answer);
    segment.set(answer);
    editor.settle(draftOf(answer));
    begun = answer.version;
    conflict.value = null;
    void sizes.load();
    return null;
  }

  /** A refusal because somebody else was faster is no failure but a question. */
  async function refused(failure: RequestFailed): Promise<RequestFailed | null> {
    if (failure.status !== 409) return failure;
    await segment.load();
    const theirs = segment.value.peek();
    if (!theirs || theirs.version === begun || theirs.archivedAt !== null) return failure;
    conflict.value = theirs;
    return failure;
  }

  async function post(kind: 'archive' | 'restore'): Promise<RequestFailed | null> {
    const answer = await work(kind, () =>
      api.post<SegmentView>(`${path}/${kind}${queryString(inLanguage)}`),
    );
    if (answer instanceof RequestFailed) return answer;
    segment.set(answer);
    if (!editor.dirty.peek()) begin(answer);
    return null;
  }

  const timer = setInterval(() => {
    if (!document.hidden && working.peek() === null) void load();
  }, LIVE_MS);
  void load();
  void sizes.load();
  void values.load();

  return {
    segment: { ...segment, load },
    sizes,
    values,
    editor,
    working,
    conflict,
    save: () => put(begun),
    overwrite: () => put(conflict.peek()?.version),
    takeTheirs: () => {
      const theirs = conflict.peek();
      if (theirs) begin(theirs);
    },
    archive: () => post('archive'),
    restore: () => post('restore'),
    duplicate: async (name) => {
      const copy = await work('duplicate', () =>
        api.post<SegmentView>(`${path}/duplicate${queryString(inLanguage)}`, { name: name.trim() }),
      );
      if (copy instanceof RequestFailed) throw copy;
      return copy.segmentId;
    },
    download: () => work('export', () => api.download(`${path}/members.csv`)),
    dispose: () => {
      clearInterval(timer);
      editor.dispose();
      for (const each of [segment, sizes, values]) each.dispose();
    },
  };
}

function pathOf(id: string): string {
  return `/api/segments/${encodeURIComponent(id)}`;
}

function draftOf(view: SegmentView | null): SegmentDraft {
  return { name: view?.name ?? '', text: view?.query ?? '' };
}

function valuesOfShop(api: Api): Resource<SegmentValues> {
  return resource('segment values', (abort) =>
    api.get<SegmentValues>('/api/segments/values', {}, abort),
  );
}

function draftFrom(readyMade: string | null): SegmentDraft {
  const chosen = READY_MADE_SEGMENTS.find(({ key }) => key === readyMade);
  return { name: chosen?.name[language()] ?? '', text: chosen?.query ?? '' };
}

export interface NewSegmentModel {
  readonly values: Resource<SegmentValues>;
  readonly editor: SegmentEditor;
  readonly working: ReadonlySignal<boolean>;
  /** Resolves to the number of the new segment. Rejects with the server's reason. */
  create(): Promise<number>;
  dispose(): void;
}

/** A segment to be; begins with a ready-made one where its key is given. */
export function newSegmentModel(api: Api, readyMade: string | null): NewSegmentModel {
  const values = valuesOfShop(api);
  const editor = segmentEditor(draftFrom(readyMade));
  const working = signal(false);

  async function create(): Promise<number> {
    const draft = editor.draft.peek();
    working.value = true;
    try {
      const body = { name: draft.name.trim(), query: draft.text };
      const view = await api.post<SegmentView>(
        `/api/segments${queryString({ language: language() })}`,
        body,
      );
      // Saved, so there is nothing to lose by going to its page.
      editor.settle(draftOf(view));
      return view.segmentId;
    } finally {
      working.value = false;
    }
  }

  void values.load();
  return {
    values,
    editor,
    working,
    create,
    dispose: () => {
      editor.dispose();
      values.dispose();
    },
  };
}

/** Members of a segment, page by page. */
export function segmentMembers(api: Api, id: string): PagedList<SegmentMember> {
  const path = `${pathOf(id)}/members`;
  const list = pagedList<SegmentMember>(async (after, abort) => {
    const page = await api.get<SegmentMembersPage>(path, { after }, abort);
    return { items: page.members, after: page.after };
  }, path);
  void list.restart();
  return list;
}

export const EVENT_KINDS = ['all', 'joined', 'left'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export function parseEventKind(text: string | undefined): EventKind {
  return EVENT_KINDS.find((kind) => kind === text) ?? 'all';
}

/** Who joined and left, newest first, page by page. */
export function segmentEvents(api: Api, id: string, kind: EventKind): PagedList<SegmentEventView> {
  const path = `${pathOf(id)}/events`;
  const list = pagedList<SegmentEventView>(async (after, abort) => {
    const query = { kind: kind === 'all' ? null : kind, after };
    const page = await api.get<SegmentEventsPage>(path, query, abort);
    return { items: page.events, after: page.after };
  }, `${path} ${kind}`);
  void list.restart();
  return list;
}
