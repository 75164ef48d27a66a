import type { CampaignView } from '../../../contract/campaigns.ts';
import { t } from '../../language/t.ts';
import type { CampaignAction } from '../../models/campaign.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';

export type CampaignQuestion = Exclude<CampaignAction, 'archive'>;

interface Props {
  readonly question: CampaignQuestion;
  readonly view: CampaignView;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asked before a campaign is taken back or called off. */
export function Question({ question, view, busy, onClose, onConfirm }: Props) {
  const isCancel = question === 'cancel';
  return (
    <Dialog
      title={isCancel ? t('campaign.confirmCancel') : t('campaign.confirmChange')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('campaign.keep')}</Button>
          <Button kind={isCancel ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {isCancel ? t('campaign.doCancel') : t('campaign.doChange')}
          </Button>
        </>
      }
    >
      <p class="soft">{textOf(question, view)}</p>
    </Dialog>
  );
}

function textOf(question: CampaignQuestion, { state, sent }: CampaignView): string {
  if (question === 'unschedule') return t('campaign.confirmChangeText');
  if (state === 'scheduled') return t('campaign.confirmCancelScheduled');
  return t('campaign.confirmCancelSending', { n: sent });
}
