import type { CampaignCheck } from '../../../contract/campaigns.ts';
import type { Campaign } from '../../../core/scenario/campaign.ts';
import { dateTimeOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { List } from './ready-card.tsx';

interface Props {
  readonly campaign: Campaign;
  readonly check: CampaignCheck;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** How many get it over what and when, before it is said for good. */
export function ConfirmSchedule({ campaign, check, busy, onClose, onConfirm }: Props) {
  const isNow = campaign.timing.kind === 'at once';
  const { reach } = check;
  const doubts = check.faults.filter(({ severity }) => severity === 'warning');
  const heldOut = Math.round((reach?.reached ?? 0) * campaign.holdoutShare);
  return (
    <Dialog
      title={isNow ? t('campaign.confirmSend') : t('campaign.confirmSchedule')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" icon="launch" busy={busy} onClick={onConfirm}>
            {isNow ? t('campaign.doSend') : t('campaign.doSchedule')}
          </Button>
        </>
      }
    >
      <div class="stack">
        {reach && (
          <>
            <p>{t('campaign.confirmPeople', { n: reach.reached })}</p>
            <dl class="campaign-people">
              {campaign.channels.map((channel) => (
                <div key={channel}>
                  <dt>{t(`campaign.channel.${channel}`)}</dt>
                  <dd>{number(reach.byChannel[channel])}</dd>
                </div>
              ))}
            </dl>
            {heldOut > 0 && <p class="soft">{t('campaign.confirmHeldOut', { n: heldOut })}</p>}
            {reach.from !== null && !isNow && (
              <p class="soft">{t('campaign.goesOut', { when: dateTimeOf(reach.from) })}</p>
            )}
          </>
        )}
        {campaign.audience.segmentId !== null && !isNow && (
          <p class="soft">{t('campaign.confirmMembers')}</p>
        )}
        <List messages={doubts.map(({ message }) => message)} tone="doubt" />
      </div>
    </Dialog>
  );
}
