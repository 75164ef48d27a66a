import { useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { asFailure } from '../../models/resource.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';

interface Props {
  readonly onClose: () => void;
  /** Rejects with the server's reason. */
  readonly onCreate: (name: string) => Promise<void>;
}

/** A campaign begins with its name. */
export function CreateCampaign({ onClose, onCreate }: Props) {
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function create(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await onCreate(name);
    } catch (error) {
      setFault(asFailure(error).message);
      setBusy(false);
    }
  }

  return (
    <Dialog title={t('campaigns.new')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void create(event)}>
        <TextField
          label={t('campaigns.name')}
          hint={t('campaigns.newText')}
          value={name}
          maxLength={120}
          fault={fault}
          onInput={setName}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy} disabled={name.trim() === ''}>
            {t('campaigns.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
