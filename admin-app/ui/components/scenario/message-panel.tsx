import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Language } from '../../../core/message/types.ts';
import { PRIORITY_CLASSES } from '../../../core/priority/types.ts';
import type { MessageBlock, SendTime } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { couponBefore, messageIn } from '../../models/preview.ts';
import { firstLanguage, MessageTexts } from '../email/message-texts.tsx';
import { Preview } from '../email/preview.tsx';
import type { BlockForm } from './block-form.ts';
import { ShownFields } from './channel-fields.tsx';
import { HourField, SelectField } from './controls.tsx';
import { NameField } from './name-field.tsx';

interface Props extends BlockForm<MessageBlock> {
  /** Where customers go on to. */
  readonly exits: ComponentChildren;
}

/** A message in every language, beside it what the customer will see; below, when it leaves and how much it weighs. */
export function MessagePanel(props: Props) {
  const { block, definition, onEdit, exits } = props;
  const { query } = useLocation();
  const [chosen, setChosen] = useState<Language>(() => firstLanguage(block, query.language));
  const previewed = messageIn(block, chosen);
  return (
    <div class="message-panel">
      <div class="message-columns">
        <div class="stack">
          <NameField {...props} hint={t('message.nameHint')} />
          <MessageTexts {...props} chosen={chosen} onChoose={setChosen} />
          {block.channel === 'on-site' && <ShownFields {...props} block={block} />}
          <details class="form-section">
            <summary>{t('message.sending')}</summary>
            <div class="stack">
              <SendTimeFields {...props} />
              <SelectField
                label={t('message.priority')}
                hint={t('message.priorityHint')}
                value={block.priorityClass}
                choices={PRIORITY_CLASSES.map((each) => ({
                  value: each,
                  label: t(`priority.${each}`),
                }))}
                onChoose={(priorityClass) => onEdit({ ...block, priorityClass }, null)}
              />
            </div>
          </details>
          {exits}
        </div>
        {previewed && (
          <Preview
            message={previewed}
            language={chosen}
            coupon={couponBefore(definition, block.id)}
            {...(block.channel === 'on-site' && { form: block.form })}
          />
        )}
      </div>
    </div>
  );
}

const SEND_TIMES = ['at once', 'at hour', 'best hour'] as const;
const FIRST_TIME: Readonly<Record<(typeof SEND_TIMES)[number], SendTime>> = {
  'at once': { kind: 'at once' },
  'at hour': { kind: 'at hour', hour: 9 },
  'best hour': { kind: 'best hour' },
};

function SendTimeFields({ block, onEdit, faultAt }: BlockForm<MessageBlock>) {
  const { sendTime } = block;
  // Only campaigns leave on one day, and they have a form of their own.
  if (block.channel === 'on-site' || sendTime.kind === 'local time') return null;
  return (
    <>
      <SelectField
        label={t('message.sendTime')}
        hint={t(`message.sendTimeHint.${sendTime.kind}`)}
        value={sendTime.kind}
        choices={SEND_TIMES.map((kind) => ({ value: kind, label: t(`message.sendTime.${kind}`) }))}
        onChoose={(kind) => onEdit({ ...block, sendTime: FIRST_TIME[kind] }, null)}
      />
      {sendTime.kind === 'at hour' && (
        <HourField
          label={t('wait.atHour')}
          hour={sendTime.hour}
          fault={faultAt('sendTime.hour')}
          onChoose={(hour) => onEdit({ ...block, sendTime: { kind: 'at hour', hour } }, null)}
        />
      )}
    </>
  );
}
