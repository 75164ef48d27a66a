import type { ComponentChildren } from 'preact';
import { t } from '../language/t.ts';
import type { SettingsForm } from '../models/settings-form.ts';
import { to } from '../navigation.ts';
import { useServices } from '../services.ts';
import { Await } from './await.tsx';
import { Failed } from './notice.tsx';
import { isOvertaken, Overtaken } from './overtaken.tsx';
import { Page } from './page.tsx';
import { SaveBar } from './save-bar.tsx';
import { Loading } from './skeleton.tsx';

interface Props<View extends object, Value> {
  readonly model: Pick<SettingsForm<View, Value>, 'view' | 'form' | 'takeSaved'>;
  readonly title: string;
  readonly lead: string;
  /** The settings themselves unless it is said that there is no way back. */
  readonly back?: null;
  readonly actions?: ComponentChildren;
  readonly bones: ComponentChildren;
  /** Whether what the server says of a field is shown there; of any field unless said otherwise. */
  readonly isShownAt?: (field: string) => boolean;
  readonly fields: (value: Value, view: View) => ComponentChildren;
  /** In place of the fields where there is nothing to edit yet. */
  readonly empty?: (view: View) => ComponentChildren;
  /** What follows the form. */
  readonly children?: ComponentChildren;
}

/** A page with one form of settings: its fields, the save bar, and why it was not saved. */
export function SettingsPage<View extends object, Value>(props: Props<View, Value>) {
  const { model, title, lead, back, actions, bones, fields, empty, children } = props;
  const { host } = useServices();
  const { form } = model;
  async function save(): Promise<void> {
    const saved = await form.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }
  const value = form.value.value;
  const settings = { href: to('/settings'), label: t('settings.title') };
  return (
    <>
      <SaveBar
        dirty={form.dirty.value}
        saving={form.saving.value}
        onSave={() => void save()}
        onDiscard={form.discard}
      />
      <Page width="narrow" {...{ title, lead, actions }} {...(back !== null && { back: settings })}>
        <Await of={model.view} bones={bones}>
          {(view) => (
            <form
              class="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void save();
              }}
            >
              <Overtaken form={form} takeSaved={model.takeSaved} save={save} />
              <Refused {...props} />
              {value !== null ? fields(value, view) : (empty?.(view) ?? <Loading>{bones}</Loading>)}
              {/* Enter in a field saves; the visible button is the save bar's. */}
              <button type="submit" hidden>
                {t('action.save')}
              </button>
            </form>
          )}
        </Await>
        {children}
      </Page>
    </>
  );
}

/** Why it was not saved, where neither a field nor the question whose is to stay says it. */
function Refused<View extends object, Value>({
  model,
  isShownAt = () => true,
}: Pick<Props<View, Value>, 'model' | 'isShownAt'>) {
  const failure = model.form.failure.value;
  if (!failure || isOvertaken(model.form)) return null;
  if (failure.field !== null && isShownAt(failure.field)) return null;
  return <Failed failure={failure} />;
}
