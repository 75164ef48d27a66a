/** Settings that the server keeps as one thing: asked for, edited, and saved whole. */
import type { Api } from '../api.ts';
import { type Form, form } from './form.ts';
import { type Resource, resource } from './resource.ts';

export interface SettingsForm<View extends object, Value> {
  /** Loading it again leaves alone what is being edited. */
  readonly view: Resource<View>;
  readonly form: Form<Value>;
  /** Begins from a view that another request brought. */
  take(view: View): void;
  /** Shows what the server has by now; what was typed is set aside. */
  takeSaved(): Promise<void>;
  dispose(): void;
}

interface Kind<View, Value> {
  /** What there is to edit; null where there is nothing yet. */
  readonly fieldsOf: (view: View) => Value | null;
  /** What is sent to be saved: the value itself unless said otherwise. `begun` is what the editing began from. */
  readonly bodyOf?: (value: Value, begun: View | null) => object | null;
  /** Where it is saved: where it is asked for unless said otherwise. */
  readonly savedAt?: string;
}

/** Begins to load at once. Saving answers with the whole view. */
export function settingsForm<View extends object, Value extends object>(
  api: Api,
  path: string,
  { fieldsOf, bodyOf = (value) => value, savedAt = path }: Kind<View, Value>,
): SettingsForm<View, Value> {
  const view = resource(path, (abort) => api.get<View>(path, {}, abort));
  let begun: View | null = null;
  const fields = form<Value>(async (value) => {
    const saved = await api.put<View>(savedAt, bodyOf(value, begun));
    begun = saved;
    view.set(saved);
    return fieldsOf(saved) ?? value;
  });

  function begin(): void {
    begun = view.value.peek();
    if (begun) fields.begin(fieldsOf(begun));
  }
  async function load(): Promise<void> {
    await view.load();
    if (!fields.dirty.peek()) begin();
  }
  void load();

  return {
    view: { ...view, load },
    form: fields,
    take: (next) => {
      view.set(next);
      begin();
    },
    takeSaved: async () => {
      await view.load();
      begun = view.value.peek();
      fields.giveWay(begun && fieldsOf(begun));
    },
    dispose: () => {
      fields.dispose();
      view.dispose();
    },
  };
}
