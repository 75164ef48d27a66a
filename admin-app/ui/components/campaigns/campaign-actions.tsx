import type { CampaignView } from '../../../contract/campaigns.ts';
import { t } from '../../language/t.ts';
import type { CampaignModel } from '../../models/campaign.ts';
import { Button } from '../button.tsx';
import { Menu } from '../menu.tsx';
import type { CampaignQuestion } from './question.tsx';

interface Props {
  readonly view: CampaignView;
  readonly model: CampaignModel;
  readonly onSchedule: () => void;
  readonly onAsk: (question: CampaignQuestion) => void;
  readonly onDuplicate: () => void;
  readonly onArchive: () => void;
}

/** What can be done with a campaign as it stands. */
export function CampaignActions(props: Props) {
  const { view, model, onSchedule, onAsk, onDuplicate, onArchive } = props;
  const { state } = view;
  const moves = state === 'scheduled' || state === 'sending';
  const isNow = model.form.value.value?.campaign.timing.kind === 'at once';
  return (
    <>
      <Menu
        label={t('nav.campaigns')}
        icon="more"
        iconOnly
        items={[
          { label: t('campaign.duplicate'), icon: 'copy', onChoose: onDuplicate },
          ...(moves || view.archived
            ? []
            : [{ label: t('campaign.archive'), icon: 'archive', onChoose: onArchive } as const]),
        ]}
      />
      {(moves || view.showing > 0) && (
        <Button kind="danger" onClick={() => onAsk('cancel')}>
          {t('campaign.cancel')}
        </Button>
      )}
      {state === 'scheduled' && (
        <Button onClick={() => onAsk('unschedule')}>{t('campaign.change')}</Button>
      )}
      {state === 'draft' && (
        <Button
          kind="primary"
          icon="launch"
          busy={model.form.saving.value}
          disabled={model.check.value === null}
          onClick={onSchedule}
        >
          {isNow ? t('campaign.sendNow') : t('campaign.schedule')}
        </Button>
      )}
    </>
  );
}
