import { useId } from 'preact/hooks';
import type { OnSiteContent } from '../../../contract/onsite.ts';
import { inOrder } from '../../../core/message/language.ts';
import type { MessageVersion } from '../../../core/priority/authored-message.ts';
import { ON_SITE_FORMS, type OnSiteText } from '../../../core/priority/on-site.ts';
import { t } from '../../language/t.ts';
import { versionOf, withText, withVersion } from '../../models/on-site-content.ts';
import { shopLanguages } from '../../models/shop.ts';
import { Card } from '../card.tsx';
import { Field, TextField, textOf } from '../field.tsx';
import { Tabs } from '../tabs.tsx';

/** What every part of the form is given. */
export interface PartProps {
  readonly content: OnSiteContent;
  readonly onEdit: (content: OnSiteContent) => void;
  /** Why the field of this name was refused; null if it was not. */
  readonly faultAt: (field: string) => string | null;
}

interface Props extends PartProps {
  readonly version: MessageVersion;
  readonly language: string;
  readonly onVersion: (version: MessageVersion) => void;
  readonly onLanguage: (language: string) => void;
}

/** The texts in each language, of each version, and the form on the page. */
export function TextsCard(props: Props) {
  const { content, version, language, onLanguage, onVersion, onEdit } = props;
  const panelId = useId();
  const { form, texts } = versionOf(content, version);
  const { languages } = shopLanguages();
  const isSent = languages.some((each) => each === language);
  const place = version === 'b' ? 'versionB.' : '';
  return (
    <Card title={t('onSite.words')}>
      <div class="stack">
        {content.versionB && (
          <Tabs
            label={t('onSite.versions')}
            panelId={panelId}
            chosen={version}
            onChoose={onVersion}
            tabs={[
              { id: 'a', label: t('onSite.version.a') },
              { id: 'b', label: t('onSite.version.b') },
            ]}
          />
        )}
        <Tabs
          label={t('message.languages')}
          panelId={panelId}
          chosen={language}
          onChoose={onLanguage}
          tabs={inOrder([...languages, ...Object.keys(texts), language]).map((id) => ({
            id: id as string,
            label: (
              <span class={texts[id] && languages.includes(id) ? '' : 'faint'}>
                {t(`language.${id}`)}
                {!texts[id] && <span class="visually-hidden"> ({t('message.noText')})</span>}
              </span>
            ),
          }))}
        />
        <div id={panelId} role="tabpanel" class="stack" aria-label={language}>
          {!isSent && <p class="small soft">{t('message.notSentIn')}</p>}
          <TextFields
            key={`${version} ${language}`}
            text={texts[language] ?? { title: '', body: '' }}
            language={language}
            ownCode={content.kind === 'coupon'}
            faultAt={(field) => props.faultAt(`${place}texts.${language}.${field}`)}
            onEdit={(change) => onEdit(withText(content, language, change, version))}
          />
        </div>
        <Field label={t('onSite.form')} fault={props.faultAt(`${place}form`)}>
          {(control) => (
            <select
              {...control}
              value={form}
              onChange={(event) => {
                const chosen = ON_SITE_FORMS.find((each) => each === textOf(event));
                if (chosen) onEdit(withVersion(content, version, { form: chosen }));
              }}
            >
              {ON_SITE_FORMS.map((each) => (
                <option key={each} value={each}>
                  {t(`onSite.form.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </Card>
  );
}

interface TextFieldsProps {
  readonly text: OnSiteText;
  readonly language: string;
  readonly ownCode: boolean;
  readonly faultAt: (field: string) => string | null;
  readonly onEdit: (change: Partial<Record<keyof OnSiteText, string>>) => void;
}

function TextFields({ text, language, ownCode, faultAt, onEdit }: TextFieldsProps) {
  return (
    <>
      <TextField
        label={t('onSite.title')}
        language={language}
        maxLength={300}
        value={text.title}
        fault={faultAt('title')}
        onInput={(title) => onEdit({ title })}
      />
      <TextField
        label={t('onSite.body')}
        language={language}
        lines={2}
        maxLength={300}
        value={text.body}
        fault={faultAt('body')}
        onInput={(body) => onEdit({ body })}
      />
      <div class="form-columns">
        <TextField
          label={t('onSite.buttonLabel')}
          hint={t('onSite.buttonHint')}
          language={language}
          maxLength={300}
          value={text.buttonLabel ?? ''}
          fault={faultAt('buttonLabel')}
          onInput={(buttonLabel) => onEdit({ buttonLabel })}
        />
        <TextField
          label={t('onSite.buttonUrl')}
          placeholder="/collections/new"
          maxLength={500}
          value={text.buttonUrl ?? ''}
          fault={faultAt('buttonUrl')}
          onInput={(buttonUrl) => onEdit({ buttonUrl })}
        />
      </div>
      {ownCode ? (
        <p class="small soft">{t('onSite.ownCode')}</p>
      ) : (
        <TextField
          label={t('onSite.code')}
          hint={t('onSite.codeHint')}
          maxLength={60}
          value={text.code ?? ''}
          fault={faultAt('code')}
          onInput={(code) => onEdit({ code: code.trim() })}
        />
      )}
    </>
  );
}
