import type {
  Language,
  OnSiteContent,
  PushContent,
  SmsContent,
} from '../../../core/message/types.ts';
import { ON_SITE_FORMS } from '../../../core/priority/on-site.ts';
import type { OnSiteMessageBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { LiquidField } from '../email/liquid-field.tsx';
import { NumberField } from '../field.tsx';
import type { BlockForm } from './block-form.ts';
import { SelectField } from './controls.tsx';

type ShortContent = SmsContent | PushContent | OnSiteContent;

interface Props {
  readonly content: ShortContent;
  readonly language: Language;
  readonly setContent: (content: ShortContent, about: string) => void;
  readonly faultAt: (field: string) => string | null;
  readonly onEndStep: () => void;
}

/** The texts of a message that is no mail, by what its content has. */
export function ChannelFields({ content, language, setContent, faultAt, onEndStep }: Props) {
  const field = (name: string) => ({ language, fault: faultAt(name), onBlur: onEndStep });
  if ('text' in content) {
    return (
      <LiquidField
        {...field('text')}
        label={t('sms.text')}
        hint={t('sms.hint')}
        lines={4}
        value={content.text}
        onInput={(text) => setContent({ text }, 'text')}
      />
    );
  }
  return (
    <>
      <LiquidField
        {...field('title')}
        label={t('push.title')}
        value={content.title}
        onInput={(title) => setContent({ ...content, title }, 'title')}
      />
      <LiquidField
        {...field('body')}
        label={t('push.body')}
        lines={3}
        value={content.body}
        onInput={(body) => setContent({ ...content, body }, 'body')}
      />
      {'url' in content ? (
        <LiquidField
          {...field('url')}
          label={t('push.url')}
          value={content.url}
          onInput={(url) => setContent({ ...content, url }, 'url')}
        />
      ) : (
        <>
          <LiquidField
            {...field('buttonLabel')}
            label={t('push.buttonLabel')}
            value={content.buttonLabel}
            onInput={(buttonLabel) => setContent({ ...content, buttonLabel }, 'buttonLabel')}
          />
          <LiquidField
            {...field('buttonUrl')}
            label={t('push.buttonUrl')}
            value={content.buttonUrl}
            onInput={(buttonUrl) => setContent({ ...content, buttonUrl }, 'buttonUrl')}
          />
        </>
      )}
    </>
  );
}

/** How and for how long an on-site message is shown. */
export function ShownFields({
  block,
  onEdit,
  onEndStep,
  faultAt,
}: Omit<BlockForm<OnSiteMessageBlock>, 'onEdit' | 'onCut'> & {
  readonly onEdit: (changed: OnSiteMessageBlock, about: string | null) => void;
}) {
  return (
    <div class="beside">
      <SelectField
        label={t('shown.form')}
        value={block.form}
        choices={ON_SITE_FORMS.map((form) => ({ value: form, label: t(`shown.${form}`) }))}
        onChoose={(form) => onEdit({ ...block, form }, null)}
      />
      <NumberField
        label={t('shown.days')}
        unit={t('unit.daysOnly')}
        min={1}
        max={365}
        value={block.days}
        fault={faultAt('days')}
        onInput={(days) => onEdit({ ...block, days }, 'days')}
        onBlur={onEndStep}
      />
    </div>
  );
}
