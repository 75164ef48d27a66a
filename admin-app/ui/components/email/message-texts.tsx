import { useId, useRef } from 'preact/hooks';
import { insertOf, MESSAGE_FIELDS } from '../../../core/message/field-table.ts';
import { fallbackOf, inOrder } from '../../../core/message/language.ts';
import type { EmailContent, Language } from '../../../core/message/types.ts';
import type { MessageBlock } from '../../../core/scenario/types.ts';
import { language as ownLanguage, t } from '../../language/t.ts';
import {
  contentIn,
  emptyContent,
  type MessageContent,
  withContent,
  withoutContent,
} from '../../models/message-block.ts';
import { shopLanguages } from '../../models/shop.ts';
import { Button } from '../button.tsx';
import { FaultLine } from '../field.tsx';
import { blockIcon } from '../graph/words.ts';
import { Menu } from '../menu.tsx';
import { Empty } from '../notice.tsx';
import type { BlockForm } from '../scenario/block-form.ts';
import { ChannelFields } from '../scenario/channel-fields.tsx';
import { Tabs } from '../tabs.tsx';
import { EmailBlocks } from './email-blocks.tsx';
import './email.css';
import { LiquidField } from './liquid-field.tsx';

type Writing = Pick<
  BlockForm<MessageBlock>,
  'block' | 'onEdit' | 'onEndStep' | 'faultAt' | 'faultyFields'
>;

interface Props extends Writing {
  /** The language that is being written. */
  readonly chosen: Language;
  readonly onChoose: (language: Language) => void;
}

/** What a message says, a tab for each language. */
export function MessageTexts({ chosen, onChoose, ...props }: Props) {
  const { block, onEdit, faultyFields } = props;
  const panelId = useId();
  const content = contentIn(block, chosen);
  const hasFaults = (language: Language) =>
    faultyFields.some((field) => field.startsWith(`content.${language}`));
  const setContent = (next: MessageContent, about: string) =>
    onEdit(withContent(block, chosen, next), `${chosen} ${about}`);
  return (
    <>
      <Tabs
        label={t('message.languages')}
        panelId={panelId}
        chosen={chosen}
        onChoose={onChoose}
        tabs={languagesOf(block, chosen).map((each) => ({
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
    </>
  );
}

/** The one to begin with: the one that is asked for, or the reader's own where it is written. */
export function firstLanguage(block: MessageBlock, asked?: string): Language {
  const own = ownLanguage();
  const [wanted] = inOrder([asked ?? '']);
  return wanted ?? (contentIn(block, own) ? own : fallbackOf(block, shopLanguages()));
}

/** Those that the shop writes in, and those that were written before it stopped. */
function languagesOf(block: MessageBlock, chosen: Language): readonly Language[] {
  return inOrder([...shopLanguages().languages, ...Object.keys(block.content), chosen]);
}

interface TabLabelProps {
  readonly block: MessageBlock;
  readonly hasFaults: (language: Language) => boolean;
  readonly of: Language;
}

function TabLabel({ block, hasFaults, of }: TabLabelProps) {
  const missing = contentIn(block, of) === undefined;
  const isSent = shopLanguages().languages.includes(of);
  const note = missing ? t('message.noText') : hasFaults(of) ? t('message.hasFaults') : '';
  return (
    <span class={missing || !isSent ? 'faint' : ''}>
      {t(`language.${of}`)}
      {!missing && note && <span class="dot" aria-hidden="true" />}
      {note && <span class="visually-hidden"> ({note})</span>}
    </span>
  );
}

interface FormProps {
  readonly props: Writing;
  readonly content: MessageContent;
  readonly language: Language;
  readonly setContent: (content: MessageContent, about: string) => void;
}

function ContentForm({ props, content, language, setContent }: FormProps) {
  const { block, onEdit, onEndStep } = props;
  const faultAt = (field: string) => props.faultAt(`content.${language}.${field}`);
  const lastField = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const { languages } = shopLanguages();
  const isFallback = fallbackOf(block, shopLanguages()) === language;
  return (
    <div class="stack" onFocusIn={(event) => rememberField(event, lastField)}>
      <div class="language-row">
        <Menu
          compact
          label={t('message.insert')}
          icon="add"
          items={MESSAGE_FIELDS.map((field) => ({
            label: field.description[ownLanguage()],
            onChoose: () => insert(lastField.current, insertOf(field)),
          }))}
        />
        {isFallback ? (
          <span class="small soft">{t('message.isFallback')}</span>
        ) : (
          !languages.includes(language) && <span class="small soft">{t('message.notSentIn')}</span>
        )}
      </div>
      {props.faultAt(`content.${language}`) && (
        <FaultLine text={props.faultAt(`content.${language}`) ?? ''} />
      )}
      {'subject' in content ? (
        <EmailFields {...{ content, language, setContent, faultAt, onEndStep }} />
      ) : (
        <ChannelFields {...{ content, language, setContent, faultAt, onEndStep }} />
      )}
      {!isFallback && (
        <div>
          <Button
            compact
            icon="remove"
            kind="danger"
            onClick={() => onEdit(withoutContent(block, language), null)}
          >
            {t('message.removeLanguage', { language: t(`language.${language}`) })}
          </Button>
        </div>
      )}
    </div>
  );
}

interface EmailProps {
  readonly content: EmailContent;
  readonly language: Language;
  readonly setContent: (content: EmailContent, about: string) => void;
  readonly faultAt: (field: string) => string | null;
  readonly onEndStep: () => void;
}

function EmailFields({ content, language, setContent, faultAt, onEndStep }: EmailProps) {
  return (
    <>
      <LiquidField
        label={t('message.subject')}
        language={language}
        lines={1}
        value={content.subject}
        maxLength={500}
        fault={faultAt('subject')}
        onInput={(subject) => setContent({ ...content, subject: oneLine(subject) }, 'subject')}
        onBlur={onEndStep}
      />
      <LiquidField
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
    </>
  );
}

/** Subjects may be long, so they wrap on the screen; a line break in them would break the mail's head. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
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
  readonly setContent: (content: MessageContent, about: string) => void;
}

function NoContent({ block, chosen, setContent }: NoContentProps) {
  const from = fallbackOf(block, shopLanguages());
  const fallback = contentIn(block, from) ?? emptyContent(block.channel);
  const language = t(`language.${chosen}`);
  return (
    <Empty
      icon={blockIcon(block)}
      title={t('message.notWritten', { language })}
      action={
        <Button kind="primary" onClick={() => setContent(fallback, 'start')}>
          {t('message.startFromFallback', { language: t(`language.${from}`) })}
        </Button>
      }
    >
      {t('message.notWrittenText', { language: t(`language.${from}`) })}
    </Empty>
  );
}
