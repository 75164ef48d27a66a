import { useId } from 'preact/hooks';
import type { Language } from '../../../core/message/types.ts';
import { ON_SITE_FORMS } from '../../../core/priority/on-site.ts';
import type { Channel, MessageBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { faultsBelow, withMessage, writableOver } from '../../models/campaign.ts';
import { Card } from '../card.tsx';
import { MessageTexts } from '../email/message-texts.tsx';
import { SelectField } from '../scenario/controls.tsx';
import { Tabs } from '../tabs.tsx';
import type { FormPart } from './form-part.ts';

interface Props extends FormPart {
  readonly channel: Channel;
  readonly onChannel: (channel: Channel) => void;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  /** Faults are shown. */
  readonly asked: boolean;
}

/** What the campaign says over each channel and in each language. */
export function MessageFields(props: Props) {
  const { campaign, onEdit, faultAt, check, channel, onChannel, language, onLanguage } = props;
  const panelId = useId();
  const block = writableOver(campaign, channel);
  if (!block) return null;
  const faults = props.asked ? (check?.faults ?? []) : [];
  const isFaulty = (each: Channel) => faultsBelow(faults, `messages.${each}`).some(hinders);
  const path = `messages.${channel}`;
  return (
    <Card title={t('campaign.says')}>
      <div class="stack">
        {campaign.channels.length > 1 && (
          <Tabs
            label={t('campaign.channels')}
            panelId={panelId}
            chosen={channel}
            onChoose={onChannel}
            tabs={campaign.channels.map((each) => ({
              id: each,
              label: (
                <span>
                  {t(`campaign.channel.${each}`)}
                  {isFaulty(each) && (
                    <>
                      <span class="dot" aria-hidden="true" />
                      <span class="visually-hidden"> ({t('campaign.hasFaults')})</span>
                    </>
                  )}
                </span>
              ),
            }))}
          />
        )}
        <div id={panelId} class="stack">
          {channel === 'on-site' && (
            <SelectField
              label={t('shown.form')}
              value={campaign.onSiteForm}
              choices={ON_SITE_FORMS.map((form) => ({ value: form, label: t(`shown.${form}`) }))}
              onChoose={(onSiteForm) => onEdit({ onSiteForm })}
            />
          )}
          <MessageTexts
            key={channel}
            block={block}
            chosen={language}
            onChoose={onLanguage}
            onEdit={(changed: MessageBlock) => onEdit(withMessage(campaign, changed))}
            onEndStep={() => {}}
            faultAt={(field) => faultAt(field.replace('content', path))}
            faultyFields={faultsBelow(faults, path)
              .filter(hinders)
              .map(({ field }) => field.replace(path, 'content'))}
          />
        </div>
      </div>
    </Card>
  );
}

function hinders({ severity }: { readonly severity: string }): boolean {
  return severity === 'fault';
}
