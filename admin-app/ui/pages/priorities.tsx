import type { PrioritiesView } from '../../contract/priorities.ts';
import type { Priorities } from '../../core/priority/priorities.ts';
import { Card } from '../components/card.tsx';
import { CapsCard } from '../components/priorities/caps-card.tsx';
import { ClassesCard } from '../components/priorities/classes-card.tsx';
import { ExceptionsCard } from '../components/priorities/exceptions-card.tsx';
import { OrderCard } from '../components/priorities/order-card.tsx';
import '../components/priorities/priorities.css';
import { SettingsPage } from '../components/settings-page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/priorities/texts.ts';
import { t } from '../language/t.ts';
import { faultAt } from '../models/form.ts';
import { type PrioritiesModel, prioritiesModel } from '../models/priorities.ts';
import { useModel } from '../services.ts';

/** How many messages a customer may get, and which goes first. */
export function PrioritiesPage() {
  const model = useModel(({ api }) => prioritiesModel(api), 'priorities');
  return (
    <SettingsPage
      model={model}
      title={t('priorities.title')}
      lead={t('priorities.lead')}
      bones={<PrioritiesBones />}
      isShownAt={(field) => /^(caps|overrides)\.\d|^classesReason$/.test(field)}
      fields={(priorities, { scenarios }) => (
        <Fields form={model.form} {...{ priorities, scenarios }} />
      )}
    />
  );
}

interface FieldsProps extends Pick<PrioritiesView, 'scenarios'> {
  readonly form: PrioritiesModel['form'];
  readonly priorities: Priorities;
}

function Fields({ form, priorities, scenarios }: FieldsProps) {
  const failure = form.failure.value;
  return (
    <>
      <CapsCard
        caps={priorities.caps}
        scenarios={scenarios}
        faultAt={(place) => faultAt(failure, `caps.${place}`)}
        onChange={(caps) => form.edit({ caps })}
      />
      <ClassesCard
        priorities={priorities}
        fault={faultAt(failure, 'classesReason')}
        onChange={form.edit}
      />
      <OrderCard
        priorities={priorities}
        scenarios={scenarios}
        onChange={(scenarioOrder) => form.edit({ scenarioOrder })}
      />
      <ExceptionsCard
        priorities={priorities}
        scenarios={scenarios}
        faultAt={(place, name) => faultAt(failure, `overrides.${place}.${name}`)}
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
