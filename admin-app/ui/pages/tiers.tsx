import { useState } from 'preact/hooks';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Empty } from '../components/notice.tsx';
import { SettingsPage } from '../components/settings-page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { Assigning } from '../components/tiers/tiers-card.tsx';
import { TiersEditor } from '../components/tiers/tiers-editor.tsx';
import { UnreadQueries } from '../components/unread-queries.tsx';
import '../language/tiers/texts.ts';
import { t } from '../language/t.ts';
import { type TiersModel, tiersModel } from '../models/tiers.ts';
import { useModel, useServices } from '../services.ts';

/** Draws the shop's value tiers, and shows who would be in each before anything is saved. */
export function TiersPage() {
  const model = useModel(({ api }) => tiersModel(api), 'tiers');
  const isOn = model.view.value.value?.definition != null;
  return (
    <SettingsPage
      model={model}
      title={t('tiers.title')}
      lead={t('tiers.lead')}
      actions={isOn && <SwitchOff model={model} />}
      bones={<TiersBones />}
      isShownAt={() => false}
      fields={(definition, view) => (
        <>
          <Assigning view={view} />
          <UnreadQueries of={view} />
          <TiersEditor definition={definition} model={model} />
        </>
      )}
      empty={(view) => (
        <>
          <Assigning view={view} />
          <NoTiers model={model} />
        </>
      )}
    />
  );
}

function NoTiers({ model }: { readonly model: TiersModel }) {
  const { host } = useServices();
  async function start(): Promise<void> {
    const names = { bronze: t('tiers.bronze'), silver: t('tiers.silver'), gold: t('tiers.gold') };
    const problem = await model.start(names);
    if (problem !== null) host.toast(problem, 'problem');
  }
  return (
    <Card>
      <Empty
        icon="chart"
        title={t('tiers.off')}
        action={
          <Button kind="primary" busy={model.starting.value} onClick={() => void start()}>
            {t('tiers.start')}
          </Button>
        }
      >
        {t('tiers.offText')}
      </Empty>
    </Card>
  );
}

function SwitchOff({ model }: { readonly model: TiersModel }) {
  const { host } = useServices();
  const [asking, setAsking] = useState(false);
  async function switchOff(): Promise<void> {
    setAsking(false);
    const problem = await model.switchOff();
    host.toast(problem ?? t('state.saved'), problem === null ? 'done' : 'problem');
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('tiers.switchOff')}</Button>
      {asking && (
        <Dialog
          title={t('tiers.switchOff')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
              <Button kind="danger" onClick={() => void switchOff()}>
                {t('tiers.switchOff')}
              </Button>
            </>
          }
        >
          <p>{t('tiers.switchOffText')}</p>
        </Dialog>
      )}
    </>
  );
}

function TiersBones() {
  return (
    <div class="stack">
      <Card>
        <Bone width={30} height={20} />
        <Bones lines={3} />
      </Card>
      <Card>
        <Bone width={30} height={20} />
        <Bone height={38} />
        <Bone height={38} />
        <Bone height={38} />
      </Card>
    </div>
  );
}
