import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Notice } from '../components/notice.tsx';
import '../components/settings/languages.css';
import { LanguagesCard } from '../components/settings/languages-card.tsx';
import { MissingTextsCard } from '../components/settings/missing-texts-card.tsx';
import { SettingsPage } from '../components/settings-page.tsx';
import { Bones } from '../components/skeleton.tsx';
import '../language/languages/texts.ts';
import { language, t } from '../language/t.ts';
import { type LanguagesModel, languagesModel } from '../models/languages.ts';
import { useModel, useServices } from '../services.ts';

/** Which languages customers are written to in, and what is not written in them yet. */
export function LanguagesPage() {
  const model = useModel(({ api }) => languagesModel(api), 'languages');
  return (
    <SettingsPage
      model={model}
      title={t('languages.title')}
      lead={t('languages.lead')}
      isShownAt={() => false}
      bones={
        <Card>
          <Bones lines={8} />
        </Card>
      }
      fields={(choice, view) => (
        <>
          {view.version === 0 && <NotChosen form={model.form} />}
          <LanguagesCard view={view} choice={choice} onEdit={model.form.edit} />
          <MissingTextsCard texts={view.texts} languages={choice.languages} />
        </>
      )}
    >
      <AdminLanguage />
    </SettingsPage>
  );
}

/** What is suggested can be taken as it is. */
function NotChosen({ form }: Pick<LanguagesModel, 'form'>) {
  const { host } = useServices();
  async function take(): Promise<void> {
    if (await form.save()) host.toast(t('state.saved'), 'done');
  }
  return (
    <Notice title={t('languages.notChosen')}>
      <span>{t('languages.notChosenText')}</span>
      <Button compact busy={form.saving.value} onClick={() => void take()}>
        {t('languages.take')}
      </Button>
    </Notice>
  );
}

function AdminLanguage() {
  return (
    <Card title={t('languages.yours')} class="admin-language">
      <div class="stack">
        <p>{t('languages.yoursText', { language: t(`languages.in.${language()}`) })}</p>
        <p class="soft">{t('languages.builtIn')}</p>
      </div>
    </Card>
  );
}
