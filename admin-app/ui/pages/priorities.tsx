import type { PrioritiesView } from '../../contract/priorities.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { Failed } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { CapsCard } from '../components/priorities/caps-card.tsx';
import { ClassesCard } from '../components/priorities/classes-card.tsx';
import { ExceptionsCard } from '../components/priorities/exceptions-card.tsx';
import { OrderCard } from '../components/priorities/order-card.tsx';
import '../components/priorities/priorities.css';
import { SaveBar } from '../components/save-bar.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/priorities/texts.ts';
import { t } from '../language/t.ts';
import { type PrioritiesModel, prioritiesModel } from '../models/priorities.ts';
import { to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/** How many messages a customer may get, and which goes first. */
export function PrioritiesPage() {
  const model = useModel(({ api }) => prioritiesModel(api), 'priorities');
  const { host } = useServices();
  const { form } = model;
  async function save(): Promise<void> {
    const saved = await form.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }
  return (
    <>
      <SaveBar
        dirty={form.dirty.value}
        saving={form.saving.value}
        onSave={() => void save()}
        onDiscard={form.discard}
      />
      <Page
        width="narrow"
        title={t('priorities.title')}
        lead={t('priorities.lead')}
        back={{ href: to('/settings'), label: t('settings.title') }}
      >
        <Await of={model.view} bones={<PrioritiesBones />}>
          {(view) => (
            <form
              class="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void save();
              }}
            >
              <Fields model={model} view={view} />
              {/* Enter in a field saves; the visible button is the save bar's. */}
              <button type="submit" class="visually-hidden" tabIndex={-1}>
                {t('action.save')}
              </button>
            </form>
          )}
        </Await>
      </Page>
    </>
  );
}

interface FieldsProps {
  readonly model: PrioritiesModel;
  readonly view: PrioritiesView;
}

function Fields({ model, view }: FieldsProps) {
  const { form } = model;
  const { scenarios } = view;
  const priorities = form.value.value;
  const failure = form.failure.value;
  if (!priorities) return <PrioritiesBones />;
  const field = failure?.field ?? null;
  const faultAt = (path: string) =>
    field === path || field?.startsWith(`${path}.`) ? (failure?.message ?? null) : null;
  const isShown = /^(caps|overrides)\.\d|^classesReason$/.test(field ?? '');
  return (
    <>
      {failure && !isShown && <Failed failure={failure} />}
      <CapsCard
        caps={priorities.caps}
        scenarios={scenarios}
        faultAt={(place) => faultAt(`caps.${place}`)}
        onChange={(caps) => form.edit({ caps })}
      />
      <ClassesCard priorities={priorities} fault={faultAt('classesReason')} onChange={form.edit} />
      <OrderCard
        priorities={priorities}
        scenarios={scenarios}
        onChange={(scenarioOrder) => form.edit({ scenarioOrder })}
      />
      <ExceptionsCard
        priorities={priorities}
        scenarios={scenarios}
        faultAt={(place, name) => faultAt(`overrides.${place}.${name}`)}
        onChange={(overrides) => form.edit({ overrides })}
      />
    </>
  );
}

function PrioritiesBones() {
  return (
    <div class="stack">
      {[3, 5, 2].map((lines) => (
        <Card key={lines}>
          <Bone width={35} height={20} />
          <Bones lines={lines} />
        </Card>
      ))}
    </div>
  );
}
