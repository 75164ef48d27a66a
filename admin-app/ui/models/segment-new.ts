import { type ReadonlySignal, signal } from '@preact/signals';
import type { SegmentValues, SegmentView } from '../../contract/segments.ts';
import { READY_MADE_SEGMENTS } from '../../core/segment/ready-made.ts';
import { type Api, queryString } from '../api.ts';
import { language } from '../language/t.ts';
import type { Resource } from './resource.ts';
import { type SegmentDraft, type SegmentEditor, segmentEditor } from './segment-editor.ts';
import { valuesOfShop } from './segment-values.ts';

/** What an address begins a segment with: a ready-made one by its key, or a name and a query. */
export interface SegmentStart {
  readonly from?: string | undefined;
  readonly name?: string | undefined;
  readonly query?: string | undefined;
}

function draftFrom({ from, name, query }: SegmentStart): SegmentDraft {
  const chosen = READY_MADE_SEGMENTS.find(({ key }) => key === from);
  return {
    name: name ?? chosen?.name[language()] ?? '',
    text: query ?? chosen?.query ?? '',
  };
}

export interface NewSegmentModel {
  readonly values: Resource<SegmentValues>;
  readonly editor: SegmentEditor;
  readonly working: ReadonlySignal<boolean>;
  /** Resolves to the number of the new segment. Rejects with the server's reason. */
  create(): Promise<number>;
  dispose(): void;
}

/** A segment to be; begins with what the address gives. */
export function newSegmentModel(api: Api, start: SegmentStart): NewSegmentModel {
  const values = valuesOfShop(api);
  const editor = segmentEditor(draftFrom(start));
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
      editor.settle({ name: view.name, text: view.query });
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
