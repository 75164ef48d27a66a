import type { Answer, EmailBlock, EmailContent } from '../../../core/message/types.ts';
import { t } from '../../language/t.ts';
import {
  addAnswer,
  addBlock,
  EMAIL_BLOCK_KINDS,
  moveBlock,
  newEmailBlock,
  removeBlock,
  replaceBlock,
} from '../../models/email-content.ts';
import { Button } from '../button.tsx';
import { FaultLine, textOf } from '../field.tsx';
import { Menu } from '../menu.tsx';
import './email.css';
import { LiquidField } from './liquid-field.tsx';
import { ProductsForm } from './products-form.tsx';

interface Props {
  readonly content: EmailContent;
  readonly language: string;
  readonly onEdit: (content: EmailContent, about: string) => void;
  readonly onEndStep: () => void;
  /** What is wrong at a path of the content, e.g. "body.2.label". */
  readonly faultAt: (field: string) => string | null;
}

/** The body of a mail as a list of blocks: write, add, move, delete. */
export function EmailBlocks({ content, language, onEdit, onEndStep, faultAt }: Props) {
  return (
    <div class="stack">
      <ol class="email-blocks" aria-label={t('email.body')}>
        {content.body.map((block, at) => (
          <li key={at} class={faultAt(`body.${at}`) ? 'email-block faulty' : 'email-block'}>
            <BlockHead {...{ block, at, content, onEdit }} />
            {faultAt(`body.${at}`) && <FaultLine text={faultAt(`body.${at}`) ?? ''} />}
            <BlockFields
              block={block}
              language={language}
              onEndStep={onEndStep}
              faultAt={(field) => faultAt(`body.${at}.${field}`)}
              onEdit={(changed, field) =>
                onEdit(replaceBlock(content, at, changed), `body ${at} ${field}`)
              }
            />
          </li>
        ))}
      </ol>
      {faultAt('body') && <FaultLine text={faultAt('body') ?? ''} />}
      <div>
        <Menu
          compact
          label={t('email.add')}
          icon="add"
          items={EMAIL_BLOCK_KINDS.map((kind) => ({
            label: t(`email.kind.${kind}`),
            onChoose: () => onEdit(addBlock(content, newEmailBlock(kind)), 'add'),
          }))}
        />
      </div>
    </div>
  );
}

interface HeadProps extends Pick<Props, 'content' | 'onEdit'> {
  readonly block: EmailBlock;
  readonly at: number;
}

function BlockHead({ block, at, content, onEdit }: HeadProps) {
  const kind = t(`email.kind.${block.kind}`);
  const last = at === content.body.length - 1;
  return (
    <div class="email-block-head">
      <span>{kind}</span>
      <span class="email-block-tools">
        <Button
          compact
          icon="up"
          label={t('email.up', { kind })}
          disabled={at === 0}
          onClick={() => onEdit(moveBlock(content, at, -1), `move ${at} up`)}
        />
        <Button
          compact
          icon="down"
          label={t('email.down', { kind })}
          disabled={last}
          onClick={() => onEdit(moveBlock(content, at, 1), `move ${at} down`)}
        />
        <Button
          compact
          icon="remove"
          label={t('email.remove', { kind })}
          onClick={() => onEdit(removeBlock(content, at), `remove ${at}`)}
        />
      </span>
    </div>
  );
}

interface FieldsProps<Block extends EmailBlock> {
  readonly block: Block;
  readonly language: string;
  readonly onEdit: (block: Block, field: string) => void;
  readonly onEndStep: () => void;
  readonly faultAt: (field: string) => string | null;
}

function BlockFields({ block, language, onEdit, onEndStep, faultAt }: FieldsProps<EmailBlock>) {
  const shared = { language, onBlur: onEndStep };
  switch (block.kind) {
    case 'divider':
      return null;
    case 'heading':
    case 'text':
      return (
        <LiquidField
          {...shared}
          label={t(`email.kind.${block.kind}`)}
          hideLabel
          value={block.text}
          {...(block.kind === 'text' && { lines: 4 })}
          fault={faultAt('text')}
          onInput={(text) => onEdit({ ...block, text }, 'text')}
        />
      );
    case 'button':
      return (
        <>
          <LiquidField
            {...shared}
            label={t('email.buttonLabel')}
            value={block.label}
            fault={faultAt('label')}
            onInput={(label) => onEdit({ ...block, label }, 'label')}
          />
          <LiquidField
            {...shared}
            label={t('email.buttonUrl')}
            value={block.url}
            fault={faultAt('url')}
            onInput={(url) => onEdit({ ...block, url }, 'url')}
          />
        </>
      );
    case 'products':
      return <ProductsForm {...{ block, language, onEdit, onEndStep, faultAt }} />;
    case 'answers':
      return <AnswersFields {...{ block, language, onEdit, onEndStep, faultAt }} />;
  }
}

type AnswersBlock = Extract<EmailBlock, { kind: 'answers' }>;

/** Most answers the contract takes. */
const MOST_ANSWERS = 12;

function AnswersFields({ block, language, onEdit, onEndStep, faultAt }: FieldsProps<AnswersBlock>) {
  const { answers } = block;
  const set = (next: readonly Answer[], about: string) =>
    onEdit({ ...block, answers: next }, about);
  return (
    <>
      <LiquidField
        label={t('email.question')}
        language={language}
        value={block.question}
        fault={faultAt('question')}
        onInput={(question) => onEdit({ ...block, question }, 'question')}
        onBlur={onEndStep}
      />
      <span class="field-label">{t('email.answers')}</span>
      {faultAt('answers') && <FaultLine text={faultAt('answers') ?? ''} />}
      {answers.map((answer, at) => (
        <div key={answer.id}>
          <div class="answer-row">
            <input
              class="control"
              lang={language}
              aria-label={t('email.answer', { number: at + 1 })}
              aria-invalid={faultAt(`answers.${at}.label`) !== null || undefined}
              value={answer.label}
              onBlur={onEndStep}
              onInput={(event) =>
                set(answers.with(at, { ...answer, label: textOf(event) }), `answer ${answer.id}`)
              }
            />
            <Button
              compact
              icon="remove"
              label={t('email.removeAnswer', { answer: answer.label || String(at + 1) })}
              onClick={() => set(answers.toSpliced(at, 1), `remove ${answer.id}`)}
            />
          </div>
          {faultAt(`answers.${at}.label`) && (
            <FaultLine text={faultAt(`answers.${at}.label`) ?? ''} />
          )}
        </div>
      ))}
      <div>
        <Button
          compact
          icon="add"
          disabled={answers.length >= MOST_ANSWERS}
          onClick={() => set(addAnswer(answers), 'add answer')}
        >
          {t('email.addAnswer')}
        </Button>
      </div>
    </>
  );
}
