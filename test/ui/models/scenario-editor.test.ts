import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScenarioView } from '../../../admin-app/contract/scenarios.ts';
import type {
  Fault,
  MessageBlock,
  ScenarioDefinition,
} from '../../../admin-app/core/scenario/types.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';
import {
  type ScenarioEditor,
  scenarioEditor,
} from '../../../admin-app/ui/models/scenario-editor.ts';
import { hasUnsaved } from '../../../admin-app/ui/models/unsaved.ts';
import { winBack } from '../../support/win-back.ts';
import { newScenario } from '../fixture/scenarios.ts';
import { settled } from './answers-in-order.ts';

/** A server with one scenario; what it is asked is kept. */
class OneScenario {
  view: ScenarioView = newScenario(1, 'Win back');
  asked: string[] = [];
  refusal: RequestFailed | null = null;
  /** Called while a request is under way. */
  meanwhile: () => void = () => {};

  readonly api: Api = {
    get: async <Answer>(path: string) => this.answer<Answer>(`GET ${path}`, {}),
    post: async <Answer>(path: string) => {
      const statuses = { activate: 'active', resume: 'active', pause: 'paused' } as const;
      const [, , , , action = ''] = path.split('/');
      const status = statuses[action as keyof typeof statuses]; // only these three are posted
      return this.answer<Answer>(`POST ${path}`, { status });
    },
    put: async <Answer>(path: string, body: unknown) =>
      // The editor sends a draft, which is a part of the view.
      this.answer<Answer>(`PUT ${path}`, body as Partial<ScenarioView>),
    delete: () => Promise.reject(new Error('nothing is deleted')),
    download: async () => new Blob(),
  };

  private async answer<Answer>(request: string, change: Partial<ScenarioView>): Promise<Answer> {
    this.asked.push(request);
    this.meanwhile();
    await settled();
    if (this.refusal) throw this.refusal;
    this.view = { ...this.view, ...change };
    return structuredClone(this.view) as Answer; // the only thing this server knows
  }
}

const opened: ScenarioEditor[] = [];
async function open(server: OneScenario, findFaults = async () => [] as readonly Fault[]) {
  const editor = scenarioEditor(server.api, '1', findFaults);
  opened.push(editor);
  await settled();
  await settled();
  return editor;
}

beforeEach(forgetRemembered);
afterEach(() => {
  for (const editor of opened.splice(0)) editor.dispose();
});

function messageOf(definition: ScenarioDefinition | undefined): MessageBlock {
  const message = definition?.blocks.find((block) => block.kind === 'message');
  if (!message) throw new Error('the template has a message');
  return message;
}

function renameMessage(editor: ScenarioEditor, name: string): void {
  const message = messageOf(editor.draft.value?.definition);
  editor.editBlock(message, { ...message, name }, 'name');
}

describe('editing a scenario', () => {
  it('is clean until something differs, and clean again after undo', async () => {
    const editor = await open(new OneScenario());
    expect(editor.dirty.value).toBe(false);
    renameMessage(editor, 'Hello');
    expect(editor.dirty.value).toBe(true);
    expect(hasUnsaved()).toBe(true);
    editor.undo();
    expect(editor.dirty.value).toBe(false);
    editor.redo();
    expect(messageOf(editor.draft.value?.definition).name).toBe('Hello');
  });

  it('is clean too when the same text is typed again by hand', async () => {
    const editor = await open(new OneScenario());
    const { name } = messageOf(editor.draft.value?.definition);
    renameMessage(editor, 'Hello');
    renameMessage(editor, name);
    expect(editor.dirty.value).toBe(false);
  });

  it('does not take another order of keys for a change', async () => {
    const server = new OneScenario();
    const { blocks } = server.view.definition;
    const reversed = blocks.map((block) => Object.fromEntries(Object.entries(block).reverse()));
    const editor = await open(server);
    renameMessage(editor, 'x');
    server.view = {
      ...server.view,
      definition: { ...server.view.definition, blocks: reversed } as never,
    };
    await editor.scenario.load();
    expect(editor.dirty.value).toBe(true);
    editor.undo();
    expect(editor.dirty.value).toBe(false);
  });

  it('leaves the other blocks untouched', async () => {
    const editor = await open(new OneScenario());
    const before = editor.draft.value?.definition.blocks ?? [];
    const message = messageOf({ ...winBack, blocks: before });
    renameMessage(editor, 'Hello');
    const after = editor.draft.value?.definition.blocks ?? [];
    expect(after.filter((block) => block.id !== message.id)).toEqual(
      before.filter((block) => block.id !== message.id),
    );
  });

  it('saves what is on the screen', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    renameMessage(editor, 'Hello');
    await expect(editor.save()).resolves.toBeNull();
    expect(messageOf(server.view.definition).name).toBe('Hello');
    expect(editor.dirty.value).toBe(false);
    expect(hasUnsaved()).toBe(false);
  });

  it('keeps what is typed while saving as unsaved', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    renameMessage(editor, 'Hello');
    server.meanwhile = () => renameMessage(editor, 'Hello again');
    await editor.save();
    expect(messageOf(server.view.definition).name).toBe('Hello');
    expect(messageOf(editor.draft.value?.definition).name).toBe('Hello again');
    expect(editor.dirty.value).toBe(true);
  });

  it('takes over how the server tidied what was saved', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    editor.rename(' Autumn ');
    const { put } = server.api;
    Object.assign(server.api, {
      put: async (path: string, body: { name: string }) =>
        put(path, { ...body, name: body.name.trim() }),
    });
    await editor.save();
    expect(editor.draft.value?.name).toBe('Autumn');
    expect(editor.dirty.value).toBe(false);
  });

  it('loses nothing when saving is refused, and hands on why', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    renameMessage(editor, '');
    server.refusal = new RequestFailed('too long', 422, 'definition');
    await expect(editor.save()).resolves.toMatchObject({ message: 'too long' });
    expect(editor.dirty.value).toBe(true);
    expect(messageOf(editor.draft.value?.definition).name).toBe('');
    expect(editor.working.value).toBeNull();
  });

  it('goes back to what was saved on discard, which can be undone too', async () => {
    const editor = await open(new OneScenario());
    renameMessage(editor, 'Hello');
    editor.discard();
    expect(editor.dirty.value).toBe(false);
    editor.undo();
    expect(messageOf(editor.draft.value?.definition).name).toBe('Hello');
  });
});

describe('activating a scenario', () => {
  it('saves unsaved changes first', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    renameMessage(editor, 'Hello');
    server.asked = [];
    await expect(editor.setStanding('activate')).resolves.toBeNull();
    expect(server.asked).toEqual(['PUT /api/scenarios/1', 'POST /api/scenarios/1/activate']);
    expect(editor.scenario.value.value?.status).toBe('active');
  });

  it('does not activate what could not be saved', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    renameMessage(editor, 'Hello');
    server.asked = [];
    server.refusal = new RequestFailed('no', 422);
    await expect(editor.setStanding('activate')).resolves.toMatchObject({ message: 'no' });
    expect(server.asked).toEqual(['PUT /api/scenarios/1']);
  });

  it('keeps what only the server can see, at blocks that are as they were saved', async () => {
    const server = new OneScenario();
    const own: Fault = {
      severity: 'warning',
      blockId: 'email-1',
      field: 'content.fr',
      message: 'x',
    };
    const other: Fault = { ...own, blockId: 'email-2' };
    const shops: Fault = { ...own, severity: 'fault', blockId: null, field: null };
    server.view = { ...server.view, faults: [own, other, shops] };
    const editor = await open(server);
    renameMessage(editor, 'Hello');
    await settled();
    expect(messageOf(editor.draft.value?.definition).id).toBe('email-1');
    expect(editor.faults.value).toEqual([other, shops]);
  });

  it('shows the faults of what is on the screen, and the saved ones again after undo', async () => {
    const server = new OneScenario();
    const message = 'Give the message a name.';
    const fault: Fault = { severity: 'fault', blockId: 'email-1', field: 'name', message };
    const editor = await open(server, async () => [fault]);
    renameMessage(editor, '');
    await settled();
    expect(editor.faults.value).toEqual([fault]);
    editor.undo();
    expect(editor.faults.value).toEqual([]);
  });
});

describe('a scenario that changes on the server', () => {
  it('takes over the change while nothing is unsaved here', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    server.view = { ...server.view, name: 'Renamed elsewhere' };
    await editor.scenario.load();
    expect(editor.draft.value?.name).toBe('Renamed elsewhere');
    expect(editor.dirty.value).toBe(false);
  });

  it('leaves unsaved edits alone', async () => {
    const server = new OneScenario();
    const editor = await open(server);
    editor.rename('Mine');
    server.view = { ...server.view, name: 'Theirs', inside: 5 };
    await editor.scenario.load();
    expect(editor.draft.value?.name).toBe('Mine');
    expect(editor.scenario.value.value?.inside).toBe(5);
  });
});

describe('a scenario that somebody else has saved meanwhile', () => {
  async function overtaken(): Promise<{ server: OneScenario; editor: ScenarioEditor }> {
    const server = new OneScenario();
    const editor = await open(server);
    editor.rename('Mine');
    server.view = { ...server.view, name: 'Theirs', revision: 'second' };
    server.refusal = new RequestFailed('Somebody else has changed this scenario', 409);
    const saving = editor.save();
    await settled();
    server.refusal = null;
    await saving;
    return { server, editor };
  }

  it('is not saved over: whose is to stay is asked', async () => {
    const { server, editor } = await overtaken();
    expect(editor.conflict.value?.name).toBe('Theirs');
    expect(editor.draft.value?.name).toBe('Mine');
    expect(server.view.name).toBe('Theirs');
  });

  it('can be taken as theirs, and undo brings back what was written', async () => {
    const { editor } = await overtaken();
    editor.takeTheirs();
    expect([editor.conflict.value, editor.draft.value?.name]).toEqual([null, 'Theirs']);
    expect(editor.dirty.value).toBe(false);
    editor.undo();
    expect(editor.draft.value?.name).toBe('Mine');
  });

  it('can be saved over knowingly, by the revision that was shown', async () => {
    const { server, editor } = await overtaken();
    expect(await editor.overwrite()).toBeNull();
    expect(editor.conflict.value).toBeNull();
    expect(server.view).toMatchObject({ name: 'Mine', revision: 'second' });
  });
});
