import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Language } from '../../../core/message/types.ts';
import { CHANNELS, type Channel } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { type CampaignDraft, type CampaignModel, writableOver } from '../../models/campaign.ts';
import { messageIn } from '../../models/preview.ts';
import { Card } from '../card.tsx';
import { firstLanguage } from '../email/message-texts.tsx';
import { Preview } from '../email/preview.tsx';
import { TextField } from '../field.tsx';
import { Failed } from '../notice.tsx';
import { isOvertaken, Overtaken } from '../overtaken.tsx';
import { AudienceFields } from './audience-fields.tsx';
import './campaigns.css';
import { ChannelChoice } from './channel-fields.tsx';
import { MessageFields } from './message-fields.tsx';
import { ReadyCard } from './ready-card.tsx';
import { RulesFields } from './rules-fields.tsx';
import { TimingFields } from './timing-fields.tsx';

interface Props {
  readonly draft: CampaignDraft;
  readonly model: CampaignModel;
  readonly onSave: () => Promise<boolean>;
  /** Somebody wanted to schedule it: what is missing is shown at its fields. */
  readonly asked: boolean;
}

/** One column to write in, and beside it (below on a phone) what a customer will see. */
export function CampaignForm({ draft, model, onSave, asked }: Props) {
  const { campaign } = draft;
  const check = model.check.value;
  const { query } = useLocation();
  const [wanted, setWanted] = useState<Channel>(() => asChannel(query.channel));
  const channel = campaign.channels.includes(wanted) ? wanted : campaign.channels[0];
  const block = channel && writableOver(campaign, channel);
  const [language, setLanguage] = useState<Language>(() =>
    block ? firstLanguage(block, query.language) : campaign.fallbackLanguage,
  );
  const faultAt = (field: string) =>
    (asked && check?.faults.find((fault) => fault.field === field)?.message) || null;
  const part = { campaign, onEdit: model.edit, faultAt, check };
  const previewed = block && messageIn(block, language);
  const isLate = isOvertaken(model.form);
  const failure = model.checkFailure.value ?? (isLate ? null : model.form.failure.value);
  return (
    <div class="campaign-columns">
      <div class="stack large">
        <Overtaken form={model.form} takeSaved={model.takeSaved} save={onSave} />
        {failure && <Failed failure={failure} />}
        <Card>
          <TextField
            label={t('campaigns.name')}
            hint={t('campaigns.newText')}
            value={draft.name}
            maxLength={120}
            fault={faultAt('name')}
            onInput={(name) => model.form.edit({ name })}
          />
        </Card>
        <AudienceFields {...part} />
        <ChannelChoice {...part} />
        {channel && (
          <MessageFields
            {...part}
            asked={asked}
            channel={channel}
            onChannel={setWanted}
            language={language}
            onLanguage={setLanguage}
          />
        )}
        <TimingFields {...part} />
        <RulesFields {...part} />
      </div>
      <div class="campaign-side stack large">
        <ReadyCard check={check} />
        {previewed && (
          <section class="stack" aria-label={t('campaign.preview')}>
            <Preview
              message={previewed}
              language={language}
              coupon={null}
              form={campaign.onSiteForm}
            />
          </section>
        )}
      </div>
    </div>
  );
}

function asChannel(asked: string | undefined): Channel {
  return CHANNELS.find((channel) => channel === asked) ?? 'email';
}
