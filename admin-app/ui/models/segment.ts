/** A segment that is saved: what the server knows of it, and what can be done with it. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SegmentSizes, SegmentValues, SegmentView } from '../../contract/segments.ts';
import { type Api, queryString, RequestFailed } from '../api.ts';
import { language } from '../language/t.ts';
import { asFailure, type Resource, resource } from './resource.ts';
import { type SegmentDraft, type SegmentEditor, segmentEditor } from './segment-editor.ts';
import { segmentPath, valuesOfShop } from './segment-values.ts';

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
  const path = segmentPath(id);
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

function draftOf(view: SegmentView | null): SegmentDraft {
  return { name: view?.name ?? '', text: view?.query ?? '' };
}
