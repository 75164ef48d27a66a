import { useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { asFailure } from '../../models/resource.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { type Template, templateName } from './templates.tsx';

interface Props {
  readonly template: Template;
  readonly onClose: () => void;
  /** Makes the scenario; rejects with why it could not. */
  readonly onCreate: (name: string) => Promise<void>;
}

/** Asks for the name of the new scenario. */
export function CreateDialog({ template, onClose, onCreate }: Props) {
  const [name, setName] = useState(templateName(template));
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function create(event: Event): Promise<void> {
    event.preventDefault();
    if (name.trim() === '') return setFault(t('scenarios.nameMissing'));
    setBusy(true);
    try {
      await onCreate(name.trim());
    } catch (error) {
      setFault(asFailure(error).message);
      setBusy(false);
    }
  }

  return (
    <Dialog title={t('scenarios.createTitle')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void create(event)}>
        <TextField
          label={t('scenarios.name')}
          hint={t('scenarios.nameHint')}
          value={name}
          maxLength={120}
          fault={fault}
          onInput={setName}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {t('scenarios.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
