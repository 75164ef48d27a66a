import { afterEach, describe, expect, it } from 'vitest';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { faultAt } from '../../../admin-app/ui/models/form.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';
import { type SettingsForm, settingsForm } from '../../../admin-app/ui/models/settings-form.ts';
import { settled } from './answers-in-order.ts';

interface View {
  readonly name: { readonly text: string };
  readonly version: number;
}

/** A server that takes nothing but what was begun from its newest version. */
function serverWith(text: string) {
  const state: { view: View } = { view: { name: { text }, version: 1 } };
  const refuse = () => Promise.reject(new Error('nothing of this kind is asked'));
  const api: Api = {
    get: async () => state.view as never,
    put: async (_path, body) => {
      const { version, ...name } = body as { text: string; version: number }; // as `bodyOf` below has it
      if (version !== state.view.version) throw new RequestFailed('somebody else was first', 409);
      state.view = { name, version: version + 1 };
      return state.view as never;
    },
    post: refuse,
    delete: refuse,
    download: refuse,
  };
  return { api, state };
}

let model: SettingsForm<View, View['name']> | undefined;
afterEach(() => {
  model?.dispose();
  forgetRemembered();
});

async function open(text: string) {
  const { api, state } = serverWith(text);
  model = settingsForm<View, View['name']>(api, '/api/names', {
    fieldsOf: ({ name }) => name,
    bodyOf: (name, begun) => ({ ...name, version: begun?.version ?? 0 }),
  });
  await settled();
  return { state, ...model };
}

describe('a form of settings', () => {
  it('begins with what is saved, and saves on top of it again and again', async () => {
    const { form, state } = await open('Lune');
    expect(form.value.value).toEqual({ text: 'Lune' });
    for (const text of ['Soleil', 'Étoile']) {
      form.edit({ text });
      expect(await form.save()).toBe(true);
    }
    expect(state.view).toEqual({ name: { text: 'Étoile' }, version: 3 });
    expect(form.dirty.value).toBe(false);
  });

  it('loads anew without touching what is being typed, which is not saved over that unseen', async () => {
    const { form, view, state } = await open('Lune');
    form.edit({ text: 'Mine' });
    state.view = { name: { text: 'Theirs' }, version: 2 };
    await view.load();
    expect([view.value.value?.name.text, form.value.value?.text]).toEqual(['Theirs', 'Mine']);
    expect(await form.save()).toBe(false);
    expect(state.view.name.text).toBe('Theirs');
  });

  it('keeps what was typed when somebody else was first, until theirs is taken', async () => {
    const { form, takeSaved, state } = await open('Lune');
    form.edit({ text: 'Mine' });
    state.view = { name: { text: 'Theirs' }, version: 2 };
    expect(await form.save()).toBe(false);
    expect([form.failure.value?.status, form.value.value?.text]).toEqual([409, 'Mine']);
    await takeSaved();
    expect([form.failure.value, form.value.value?.text]).toEqual([null, 'Theirs']);
    form.takeBack();
    expect(form.value.value?.text).toBe('Mine');
    expect(await form.save()).toBe(true);
    expect(state.view.name.text).toBe('Mine');
  });
});

it.each([
  ['caps.1', 'caps.1', 'wrong'],
  ['caps.1.max', 'caps.1', 'wrong'],
  ['caps.10', 'caps.1', null],
  [null, 'caps.1', null],
])('a fault at %s is shown at %s: %s', (field, path, shown) => {
  expect(faultAt(new RequestFailed('wrong', 422, field), path)).toBe(shown);
});
