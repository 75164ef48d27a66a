import type { CampaignCheck } from '../../../contract/campaigns.ts';
import { t } from '../../language/t.ts';
import { hinderingCampaign } from '../../models/campaign.ts';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import { Bones } from '../skeleton.tsx';

/** What is still missing before the campaign can go, and what is worth knowing. */
export function ReadyCard({ check }: { readonly check: CampaignCheck | null }) {
  if (!check) {
    return (
      <Card>
        <Bones lines={2} />
      </Card>
    );
  }
  const faults = hinderingCampaign(check.faults);
  const doubts = check.faults.filter(({ severity }) => severity === 'warning');
  const title =
    faults.length === 0 ? t('campaign.ready') : t('campaign.missing', { n: faults.length });
  return (
    <Card title={title}>
      <div class="stack" aria-live="polite">
        {faults.length === 0 && <p class="soft">{t('campaign.readyText')}</p>}
        <List messages={faults.map(({ message }) => message)} tone="fault" />
        {doubts.length > 0 && (
          <div class="stack tight">
            <h3 class="small soft">{t('campaign.doubts')}</h3>
            <List messages={doubts.map(({ message }) => message)} tone="doubt" />
          </div>
        )}
      </div>
    </Card>
  );
}

interface ListProps {
  readonly messages: readonly string[];
  readonly tone: 'fault' | 'doubt';
}

export function List({ messages, tone }: ListProps) {
  const distinct = [...new Set(messages)];
  if (distinct.length === 0) return null;
  return (
    <ul class={`campaign-checks ${tone}`}>
      {distinct.map((message) => (
        <li key={message}>
          <Icon name={tone === 'fault' ? 'alert' : 'info'} size={16} />
          {message}
        </li>
      ))}
    </ul>
  );
}
