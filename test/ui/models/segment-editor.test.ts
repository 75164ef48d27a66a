import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SegmentView } from '../../../admin-app/contract/segments.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';
import { type SegmentModel, segmentModel } from '../../../admin-app/ui/models/segment.ts';
import { segmentEditor } from '../../../admin-app/ui/models/segment-editor.ts';
import { conditionsIn, removeNode } from '../../../admin-app/ui/models/segment-form.ts';
import { newSegmentModel } from '../../../admin-app/ui/models/segment-new.ts';
import { hasUnsaved } from '../../../admin-app/ui/models/unsaved.ts';
import { settled } from './answers-in-order.ts';

const LATE = 'days_overdue > 7 AND number_of_orders >= 2';

function editing(text: string) {
  return segmentEditor({ name: 'Late', text });
}

describe('text and form', () => {
  it('stay in step, whichever is edited', () => {
    const editor = editing(LATE);
    const [first] = conditionsIn(editor.form.value);
    editor.change((form) => removeNode(form, first?.id ?? ''), null);
    expect(editor.draft.value.text).toBe('number_of_orders >= 2');
    editor.write("number_of_orders >= 2 OR customer_tags CONTAINS 'VIP'");
    expect(editor.form.value).toMatchObject({ match: 'or', of: [{}, {}] });
    editor.dispose();
  });

  it('leave the form at the last text that could be read', () => {
    const editor = editing(LATE);
    const before = editor.form.value;
    editor.write(`${LATE} AND`);
    expect(editor.inStep.value).toBe(false);
    expect(editor.form.value).toEqual(before);
    editor.write(LATE);
    expect(editor.inStep.value).toBe(true);
    editor.dispose();
  });

  it('agree on the condition that somebody is in', () => {
    const editor = editing(LATE);
    const [first, second] = conditionsIn(editor.form.value);
    editor.moveTo(LATE.indexOf('number'));
    expect(editor.current.value).toBe(second?.id);
    editor.pointAt(first?.id ?? '');
    expect([editor.cursor.value, editor.current.value]).toEqual([0, first?.id]);
    editor.moveTo(null);
    expect(editor.current.value).toBeNull();
    editor.dispose();
  });

  it('are undone and redone together; typing is one step', () => {
    const editor = editing(LATE);
    for (const text of [`${LATE} `, `${LATE} A`, `${LATE} AND ever_engaged = true`])
      editor.write(text);
    editor.undo();
    expect(editor.draft.value.text).toBe(LATE);
    expect(conditionsIn(editor.form.value)).toHaveLength(2);
    editor.redo();
    expect(conditionsIn(editor.form.value)).toHaveLength(3);
    editor.dispose();
  });

  it('are unsaved until they are as saved, and are given up by discarding', () => {
    const editor = editing(LATE);
    editor.rename('Later');
    expect([editor.dirty.value, hasUnsaved()]).toEqual([true, true]);
    editor.discard();
    expect([editor.dirty.value, hasUnsaved(), editor.draft.value.name]).toEqual([
      false,
      false,
      'Late',
    ]);
    editor.dispose();
  });
});

const NOBODY = { reachable: 0, leftOut: [] };
const SAVED: SegmentView = {
  segmentId: 1,
  name: 'Late',
  query: LATE,
  members: 12,
  mailable: 9,
  textable: 2,
  joined7d: 0,
  left7d: 0,
  createdAt: 0,
  updatedAt: 0,
  archivedAt: null,
  evaluatedAt: 0,
  fault: null,
  version: 1,
  reach: { email: NOBODY, sms: NOBODY },
  reachCountedAt: null,
  usedBy: { segments: [], scenarios: [] },
};

/** A server with one segment, which refuses an outdated version as the real one does. */
class OneSegment {
  view: SegmentView = SAVED;
  sent: unknown[] = [];
  refusal: RequestFailed | null = null;

  readonly api: Api = {
    get: async <Answer>(path: string) => {
      if (path.endsWith('/sizes')) return { sizes: [] } as Answer; // no day yet
      if (path.endsWith('/values')) return {} as Answer; // not looked at here
      return structuredClone(this.view) as Answer; // the only segment
    },
    post: async <Answer>(path: string) => this.change<Answer>(path.endsWith('archive') ? 5 : null),
    put: async <Answer>(_path: string, body: unknown) => {
      this.sent.push(body);
      // The editor sends name, query and version.
      const { name, query, version } = body as SegmentView;
      if (this.refusal) throw this.refusal;
      if (version !== this.view.version) throw new RequestFailed('changed meanwhile', 409);
      this.view = { ...this.view, name, query, version: version + 1 };
      return structuredClone(this.view) as Answer;
    },
    delete: () => Promise.reject(new Error('nothing is deleted')),
    download: async () => new Blob(['customer_id\r\n']),
  };

  private change<Answer>(archivedAt: number | null): Answer {
    this.view = { ...this.view, archivedAt };
    return structuredClone(this.view) as Answer;
  }
}

describe('a saved segment', () => {
  let server: OneSegment;
  let model: SegmentModel;
  beforeEach(async () => {
    forgetRemembered();
    server = new OneSegment();
    model = segmentModel(server.api, '1');
    await settled();
  });
  afterEach(() => model.dispose());

  it('is saved with the version it was begun from', async () => {
    model.editor.rename('  Later ');
    expect(await model.save()).toBeNull();
    expect(server.sent).toEqual([{ name: 'Later', query: LATE, version: 1 }]);
    expect([model.editor.dirty.value, model.editor.draft.value.name]).toEqual([false, 'Later']);
    model.editor.write('number_of_orders = 1');
    expect(await model.save()).toBeNull();
    expect(server.view.version).toBe(3);
  });

  it('keeps what is typed while it is being saved', async () => {
    model.editor.write('number_of_orders = 1');
    const saving = model.save();
    model.editor.write('number_of_orders = 12');
    await saving;
    expect(model.editor.draft.value.text).toBe('number_of_orders = 12');
    expect(model.editor.dirty.value).toBe(true);
  });

  it('asks when somebody else was faster, and saves over them only when told', async () => {
    model.editor.write('number_of_orders = 1');
    server.view = { ...SAVED, name: 'Theirs', query: 'number_of_orders = 5', version: 2 };
    expect((await model.save())?.status).toBe(409);
    expect(model.conflict.value?.name).toBe('Theirs');
    expect(model.editor.draft.value.text).toBe('number_of_orders = 1');
    expect(await model.overwrite()).toBeNull();
    expect(server.view).toMatchObject({ query: 'number_of_orders = 1', version: 3 });
    expect(model.conflict.value).toBeNull();
  });

  it('takes over what the other saved when told so', async () => {
    model.editor.write('number_of_orders = 1');
    server.view = { ...SAVED, name: 'Theirs', query: 'number_of_orders = 5', version: 2 };
    await model.save();
    model.takeTheirs();
    expect(model.editor.draft.value).toMatchObject({
      name: 'Theirs',
      text: 'number_of_orders = 5',
    });
    expect([model.editor.dirty.value, model.conflict.value]).toEqual([false, null]);
  });

  it('follows what others save while nothing is edited here', async () => {
    server.view = { ...SAVED, query: 'number_of_orders = 5', version: 2 };
    await model.segment.load();
    expect(model.editor.draft.value.text).toBe('number_of_orders = 5');
  });

  it('leaves what is edited here alone, whatever others save', async () => {
    model.editor.write('number_of_orders = 1');
    server.view = { ...SAVED, query: 'number_of_orders = 5', version: 2 };
    await model.segment.load();
    expect(model.editor.draft.value.text).toBe('number_of_orders = 1');
  });

  it('says why it was not saved, and loses nothing', async () => {
    server.refusal = new RequestFailed('taken', 422, 'name');
    model.editor.rename('Gold');
    expect((await model.save())?.field).toBe('name');
    expect([model.editor.draft.value.name, model.conflict.value]).toEqual(['Gold', null]);
  });
});

describe('a new segment', () => {
  it('begins with a ready-made one, which is no loss to leave', () => {
    const model = newSegmentModel(new OneSegment().api, { from: 'one-time-buyers' });
    expect(model.editor.draft.value).toMatchObject({
      name: 'One-time buyers',
      text: 'number_of_orders = 1',
    });
    expect(hasUnsaved()).toBe(false);
    model.dispose();
  });

  it('begins with the name and the query of an address', () => {
    const start = { name: 'Gone quiet', query: 'last_order_date < -180d' };
    const model = newSegmentModel(new OneSegment().api, start);
    expect(model.editor.draft.value).toMatchObject({ name: start.name, text: start.query });
    model.dispose();
  });

  it('is no longer unsaved once it is created', async () => {
    const model = newSegmentModel(new OneSegment().api, {});
    model.editor.rename(SAVED.name);
    model.editor.write(SAVED.query);
    expect(hasUnsaved()).toBe(true);
    expect(await model.create()).toBe(SAVED.segmentId);
    expect([hasUnsaved(), model.working.value]).toEqual([false, false]);
    model.dispose();
  });
});
