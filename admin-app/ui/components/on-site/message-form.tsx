import { useId, useState } from 'preact/hooks';
import type { OnSiteContent } from '../../../contract/onsite.ts';
import { LANGUAGES } from '../../../core/message/types.ts';
import { ON_SITE_FORMS, type OnSiteText } from '../../../core/priority/on-site.ts';
import type { RequestFailed } from '../../api.ts';
import { language as ownLanguage, t } from '../../language/t.ts';
import {
  firstDay,
  fromFirstDay,
  lastDay,
  untilLastDay,
  withText,
} from '../../models/on-site-content.ts';
import { shop } from '../../models/shop.ts';
import { Button } from '../button.tsx';
import { Field, NumberField, TextField, textOf } from '../field.tsx';
import { Failed } from '../notice.tsx';
import { Tabs } from '../tabs.tsx';
import './on-site.css';

interface Props {
  readonly content: OnSiteContent;
  readonly failure: RequestFailed | null;
  readonly saving: boolean;
  readonly dirty: boolean;
  readonly onEdit: (content: OnSiteContent) => void;
  readonly onLanguage: (language: string) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** The texts per language, the form on the page, and the days on which it may show. */
export function MessageForm(props: Props) {
  const { content, failure, saving, dirty, onEdit, onSave, onClose } = props;
  const [chosen, setChosen] = useState<string>(ownLanguage());
  const panelId = useId();
  const faultAt = (field: string) =>
    failure?.field === `message.${field}` ? failure.message : null;
  const choose = (language: string) => {
    setChosen(language);
    props.onLanguage(language);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {failure && <Failed failure={failure} />}
      <Tabs
        label={t('message.languages')}
        panelId={panelId}
        chosen={chosen}
        onChoose={choose}
        tabs={LANGUAGES.map((id) => ({
          id: id as string,
          label: (
            <span class={content.texts[id] ? '' : 'faint'}>
              {t(`language.${id}`)}
              {!content.texts[id] && <span class="visually-hidden"> ({t('message.noText')})</span>}
            </span>
          ),
        }))}
      />
      <div id={panelId} role="tabpanel" class="stack" aria-label={chosen}>
        <TextFields
          text={content.texts[chosen] ?? { title: '', body: '' }}
          language={chosen}
          faultAt={(field) => faultAt(`texts.${chosen}.${field}`)}
          onEdit={(change) => onEdit(withText(content, chosen, change))}
        />
      </div>
      <div class="form-columns">
        <FormChoice content={content} onEdit={onEdit} />
        <Occasion content={content} onEdit={onEdit} faultAt={faultAt} />
      </div>
      <div class="row">
        <Button kind="primary" type="submit" busy={saving} disabled={!dirty}>
          {t('action.save')}
        </Button>
        <Button onClick={onClose}>{t('action.close')}</Button>
      </div>
    </form>
  );
}

interface TextFieldsProps {
  readonly text: OnSiteText;
  readonly language: string;
  readonly faultAt: (field: string) => string | null;
  readonly onEdit: (change: Partial<Record<keyof OnSiteText, string>>) => void;
}

function TextFields({ text, language, faultAt, onEdit }: TextFieldsProps) {
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
    </>
  );
}

interface PartProps {
  readonly content: OnSiteContent;
  readonly onEdit: (content: OnSiteContent) => void;
}

function FormChoice({ content, onEdit }: PartProps) {
  return (
    <Field label={t('onSite.form')}>
      {(control) => (
        <select
          {...control}
          value={content.form}
          onChange={(event) => {
            const form = ON_SITE_FORMS.find((each) => each === textOf(event));
            if (form) onEdit({ ...content, form });
          }}
        >
          {ON_SITE_FORMS.map((form) => (
            <option key={form} value={form}>
              {t(`onSite.form.${form}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Occasion({
  content,
  onEdit,
  faultAt,
}: PartProps & { readonly faultAt: (field: string) => string | null }) {
  switch (content.kind) {
    case 'birthday':
      return (
        <>
          <NumberField
            label={t('onSite.daysBefore')}
            unit={t('unit.daysOnly')}
            min={0}
            max={60}
            value={content.daysBefore}
            fault={faultAt('daysBefore')}
            onInput={(daysBefore) => onEdit({ ...content, daysBefore })}
          />
          <NumberField
            label={t('onSite.daysAfter')}
            unit={t('unit.daysOnly')}
            min={0}
            max={60}
            value={content.daysAfter}
            fault={faultAt('daysAfter')}
            onInput={(daysAfter) => onEdit({ ...content, daysAfter })}
          />
        </>
      );
    case 'login return':
      return (
        <NumberField
          label={t('onSite.absentDays')}
          hint={t('onSite.absentHint')}
          unit={t('unit.daysOnly')}
          min={1}
          max={365}
          value={content.absentDays}
          fault={faultAt('absentDays')}
          onInput={(absentDays) => onEdit({ ...content, absentDays })}
        />
      );
    case 'launch':
      return <Span content={content} onEdit={onEdit} fault={faultAt('until')} />;
  }
}

function Span({ content, onEdit, fault }: PartProps & { readonly fault: string | null }) {
  const zone = shop()?.timeZone ?? 'UTC';
  return (
    <>
      <TextField
        label={t('onSite.firstDay')}
        type="date"
        value={firstDay(content.from, zone)}
        onInput={(text) => onEdit({ ...content, from: fromFirstDay(text, zone) })}
      />
      <TextField
        label={t('onSite.lastDay')}
        type="date"
        value={lastDay(content.until, zone)}
        fault={fault}
        onInput={(text) => onEdit({ ...content, until: untilLastDay(text, zone) })}
      />
    </>
  );
}
