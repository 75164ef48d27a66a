import { afterEach, describe, expect, it } from 'vitest';
import { RequestFailed } from '../../../admin-app/ui/api.ts';
import { type Form, form } from '../../../admin-app/ui/models/form.ts';
import { hasUnsaved } from '../../../admin-app/ui/models/unsaved.ts';

interface Fields {
  readonly name: string;
  readonly hours: number;
}

let opened: Form<Fields> | null = null;
function begin(store: (value: Fields) => Promise<Fields>): Form<Fields> {
  opened = form<Fields>(store);
  opened.begin({ name: 'Lune', hours: 24 });
  return opened;
}
afterEach(() => opened?.dispose());

describe('a form', () => {
  it('knows whether something differs, and guards it', () => {
    const fields = begin(async (value) => value);
    expect(fields.dirty.value).toBe(false);
    fields.edit({ name: 'Soleil' });
    expect(fields.dirty.value).toBe(true);
    expect(hasUnsaved()).toBe(true);
    fields.edit({ name: 'Lune' });
    expect(fields.dirty.value).toBe(false);
    fields.edit({ hours: 12 });
    fields.discard();
    expect(fields.value.value).toEqual({ name: 'Lune', hours: 24 });
  });

  it('shows what was stored, which may be tidier than what was typed', async () => {
    const fields = begin(async (value) => ({ ...value, name: value.name.trim() }));
    fields.edit({ name: ' Soleil ' });
    await expect(fields.save()).resolves.toBe(true);
    expect(fields.value.value?.name).toBe('Soleil');
    expect(fields.dirty.value).toBe(false);
  });

  it('keeps what was typed and the reason at its field when it is refused', async () => {
    const fields = begin(async () => {
      throw new RequestFailed('say who', 422, 'name');
    });
    fields.edit({ name: '' });
    await expect(fields.save()).resolves.toBe(false);
    expect(fields.value.value?.name).toBe('');
    expect(fields.failure.value).toMatchObject({ field: 'name', message: 'say who' });
    expect(fields.saving.value).toBe(false);
  });

  it('sets aside what was typed where somebody else was faster, and guards it until it is dropped', () => {
    const fields = begin(async (value) => value);
    fields.edit({ name: 'Mine' });
    fields.giveWay({ name: 'Theirs', hours: 12 });
    expect([fields.value.value, fields.dirty.value]).toEqual([
      { name: 'Theirs', hours: 12 },
      false,
    ]);
    expect([fields.setAside.value?.name, hasUnsaved()]).toEqual(['Mine', true]);
    fields.takeBack();
    expect([fields.value.value?.name, fields.dirty.value, fields.setAside.value]).toEqual([
      'Mine',
      true,
      null,
    ]);
    fields.giveWay({ name: 'Theirs', hours: 12 });
    fields.forget();
    expect([fields.value.value?.name, fields.setAside.value, hasUnsaved()]).toEqual([
      'Theirs',
      null,
      false,
    ]);
  });

  it('has nothing to set aside where nothing was typed', () => {
    const fields = begin(async (value) => value);
    fields.giveWay({ name: 'Theirs', hours: 12 });
    expect(fields.setAside.value).toBeNull();
  });

  it('saves once while a save is under way, and keeps what is typed meanwhile', async () => {
    let stored = 0;
    const fields = begin(async (value) => {
      stored += 1;
      return value;
    });
    fields.edit({ name: 'Soleil' });
    const first = fields.save();
    fields.edit({ name: 'Soleils' });
    await expect(fields.save()).resolves.toBe(false);
    await first;
    expect(stored).toBe(1);
    expect(fields.value.value?.name).toBe('Soleils');
    expect(fields.dirty.value).toBe(true);
  });
});
