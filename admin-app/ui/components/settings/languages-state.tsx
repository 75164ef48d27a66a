import type { LanguagesView } from '../../../contract/languages.ts';
import { list } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { LANGUAGES_PATH, lacking } from '../../models/languages.ts';
import { resource } from '../../models/resource.ts';
import { useModel } from '../../services.ts';

/** In the list of settings: the languages, and how many texts are missing in them; what the page is for until it is known. */
export function LanguagesState() {
  const view = useModel(({ api }) => {
    const made = resource('languages', (abort) =>
      api.get<LanguagesView>(LANGUAGES_PATH, {}, abort),
    );
    void made.load();
    return made;
  }, 'languages').value.value;
  if (view === null) return <>{t('languages.lead')}</>;
  const { choice, version, texts } = view;
  const languages = list(choice.languages.map((each) => t(`language.${each}`)));
  const missing = choice.languages.reduce((n, each) => n + lacking(texts, each).length, 0);
  return (
    <>
      {version === 0
        ? t('languages.stateNone')
        : t('languages.state', { languages, fallback: t(`language.${choice.fallback}`) })}
      {missing > 0 && ` ${t('languages.stateMissing', { n: missing })}`}
    </>
  );
}
