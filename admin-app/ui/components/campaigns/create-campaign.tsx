import { t } from '../../language/t.ts';
import { NameDialog } from '../name-dialog.tsx';

interface Props {
  readonly onClose: () => void;
  /** Rejects with the server's reason. */
  readonly onCreate: (name: string) => Promise<void>;
}

/** A campaign begins with its name. */
export function CreateCampaign({ onClose, onCreate }: Props) {
  return (
    <NameDialog
      title={t('campaigns.new')}
      label={t('campaigns.name')}
      hint={t('campaigns.newText')}
      action={t('campaigns.create')}
      missing={t('campaigns.nameMissing')}
      onClose={onClose}
      onName={onCreate}
    />
  );
}
