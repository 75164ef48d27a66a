import { useId, useRef, useState } from 'preact/hooks';
import { type EmailContent, LANGUAGES, type Language } from '../../../core/message/types.ts';
import type { MessageBlock } from '../../../core/scenario/types.ts';
import { language as ownLanguage, t } from '../../language/t.ts';
import { INSERTS, NO_CONTENT } from '../../models/email-content.ts';
import { Button } from '../button.tsx';
import { EmailBlocks } from '../email/email-blocks.tsx';
import '../email/email.css';
import { Preview } from '../email/preview.tsx';
import { FaultLine, TextField } from '../field.tsx';
import { Menu } from '../menu.tsx';
import { Empty } from '../notice.tsx';
import { Tabs } from '../tabs.tsx';
import type { BlockPanelProps } from './block-panel.tsx';

/** A mail in every language, beside it what the customer will see. */
export function MessagePanel(props: BlockPanelProps<MessageBlock>) {
  const { block, onEdit, onEndStep, faultAt, faultyFields } = props;
  const hasFaults = (language: Language) =>
    faultyFields.some((field) => field.startsWith(`content.${language}`));
  const [chosen, setChosen] = useState<Language>(() => firstLanguage(block));
  const panelId = useId();
  const content = block.content[chosen];
  const setContent = (next: EmailContent, about: string) =>
    onEdit({ ...block, content: { ...block.content, [chosen]: next } }, `${chosen} ${about}`);
  return (
    <div class="message-panel">
      <div class="message-columns">
        <div class="stack">
          <TextField
            label={t('message.name')}
            hint={t('message.nameHint')}
            value={block.name}
            maxLength={80}
            fault={faultAt('name')}
            onInput={(name) => onEdit({ ...block, name }, 'name')}
            onBlur={onEndStep}
          />
          <Tabs
            label={t('message.languages')}
            panelId={panelId}
            chosen={chosen}
            onChoose={setChosen}
            tabs={LANGUAGES.map((each) => ({
              id: each,
              label: <TabLabel {...{ block, hasFaults }} of={each} />,
            }))}
          />
          <div id={panelId} role="tabpanel" aria-label={t(`language.${chosen}`)}>
            {content ? (
              <ContentForm {...{ props, content, setContent }} language={chosen} />
            ) : (
              <NoContent {...{ block, chosen, setContent }} />
            )}
          </div>
        </div>
        {content && <Preview content={content} />}
      </div>
    </div>
  );
}

function firstLanguage(block: MessageBlock): Language {
  const own = ownLanguage();
  return block.content[own] ? own : block.fallbackLanguage;
}

interface TabLabelProps {
  readonly block: MessageBlock;
  readonly hasFaults: (language: Language) => boolean;
  readonly of: Language;
}

function TabLabel({ block, hasFaults, of }: TabLabelProps) {
  const missing = block.content[of] === undefined;
  const note = missing ? t('message.noText') : hasFaults(of) ? t('message.hasFaults') : '';
  return (
    <span class={missing ? 'faint' : ''}>
      {t(`language.${of}`)}
      {!missing && note && <span class="dot" aria-hidden="true" />}
      {note && <span class="visually-hidden"> ({note})</span>}
    </span>
  );
}

interface FormProps {
  readonly props: BlockPanelProps<MessageBlock>;
  readonly content: EmailContent;
  readonly language: Language;
  readonly setContent: (content: EmailContent, about: string) => void;
}

function ContentForm({ props, content, language, setContent }: FormProps) {
  const { block, onEdit, onEndStep } = props;
  const faultAt = (field: string) => props.faultAt(`content.${language}.${field}`);
  const lastField = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const isFallback = block.fallbackLanguage === language;
  return (
    <div class="stack" onFocusIn={(event) => rememberField(event, lastField)}>
      <div class="language-row">
        <Menu
          label={t('message.insert')}
          icon="add"
          items={INSERTS.map(({ key, liquid }) => ({
            label: t(`insert.${key}`),
            onChoose: () => insert(lastField.current, liquid),
          }))}
        />
        {isFallback ? (
          <span class="small soft">{t('message.isFallback')}</span>
        ) : (
          <Button
            compact
            kind="plain"
            onClick={() => onEdit({ ...block, fallbackLanguage: language }, 'fallback')}
          >
            {t('message.makeFallback')}
          </Button>
        )}
      </div>
      {props.faultAt(`content.${language}`) && (
        <FaultLine text={props.faultAt(`content.${language}`) ?? ''} />
      )}
      <TextField
        label={t('message.subject')}
        language={language}
        lines={1}
        value={content.subject}
        maxLength={500}
        fault={faultAt('subject')}
        onInput={(subject) => setContent({ ...content, subject: oneLine(subject) }, 'subject')}
        onBlur={onEndStep}
      />
      <TextField
        label={t('message.preheader')}
        hint={t('message.preheaderHint')}
        language={language}
        lines={1}
        value={content.preheader}
        maxLength={500}
        fault={faultAt('preheader')}
        onInput={(preheader) =>
          setContent({ ...content, preheader: oneLine(preheader) }, 'preheader')
        }
        onBlur={onEndStep}
      />
      <EmailBlocks
        content={content}
        language={language}
        onEdit={setContent}
        onEndStep={onEndStep}
        faultAt={faultAt}
      />
      {!isFallback && (
        <div>
          <Button
            compact
            icon="remove"
            kind="danger"
            onClick={() => removeLanguage(props, language)}
          >
            {t('message.removeLanguage', { language: t(`language.${language}`) })}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Subjects may be long, so they wrap on the screen; a line break in them would break the mail's head. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function removeLanguage(
  { block, onEdit }: BlockPanelProps<MessageBlock>,
  language: Language,
): void {
  const { [language]: _removed, ...others } = block.content;
  onEdit({ ...block, content: others }, `${language} removed`);
}

function rememberField(
  event: FocusEvent,
  ref: { current: HTMLInputElement | HTMLTextAreaElement | null },
): void {
  const { target } = event;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    ref.current = target;
  }
}

/** Puts Liquid where the cursor last was, through the field's own input event. */
function insert(field: HTMLInputElement | HTMLTextAreaElement | null, liquid: string): void {
  if (!field) return;
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  field.setRangeText(liquid, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

interface NoContentProps {
  readonly block: MessageBlock;
  readonly chosen: Language;
  readonly setContent: (content: EmailContent, about: string) => void;
}

function NoContent({ block, chosen, setContent }: NoContentProps) {
  const fallback = block.content[block.fallbackLanguage] ?? NO_CONTENT;
  const language = t(`language.${chosen}`);
  return (
    <Empty
      icon="mail"
      title={t('message.notWritten', { language })}
      action={
        <Button kind="primary" onClick={() => setContent(fallback, 'start')}>
          {t('message.startFromFallback', { language: t(`language.${block.fallbackLanguage}`) })}
        </Button>
      }
    >
      {t('message.notWrittenText', { language: t(`language.${block.fallbackLanguage}`) })}
    </Empty>
  );
}
