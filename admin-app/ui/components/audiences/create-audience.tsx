import { useState } from 'preact/hooks';
import type { RequestFailed } from '../../api.ts';
import { t } from '../../language/t.ts';
import type { AudiencesModel, NewAudience } from '../../models/audiences.ts';
import { faultAt } from '../../models/form.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { Failed } from '../notice.tsx';

interface Props {
  readonly model: AudiencesModel;
  readonly onClose: () => void;
}

/** Asks for the name of a new audience, and who is told of its members. */
export function CreateAudience({ model, onClose }: Props) {
  const { host } = useServices();
  const [given, setGiven] = useState<NewAudience>({ name: '', target: 'file', externalId: '' });
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [busy, setBusy] = useState(false);
  async function create(): Promise<void> {
    setBusy(true);
    const refused = await model.create(given);
    setBusy(false);
    setFailure(refused);
    if (refused) return;
    host.toast(t('audiences.created', { name: given.name.trim() }), 'done');
    onClose();
  }
  return (
    <Dialog title={t('audiences.new')} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        {failure && failure.field === null && <Failed failure={failure} />}
        <TextField
          label={t('audiences.name')}
          value={given.name}
          maxLength={80}
          fault={faultAt(failure, 'name')}
          onInput={(name) => setGiven({ ...given, name })}
        />
        <Targets given={given} onChange={setGiven} />
        {given.target === 'http' && (
          <TextField
            label={t('audiences.externalId')}
            hint={t('audiences.externalIdHint')}
            value={given.externalId}
            maxLength={25}
            fault={faultAt(failure, 'externalId')}
            onInput={(externalId) => setGiven({ ...given, externalId })}
          />
        )}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {t('audiences.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface TargetsProps {
  readonly given: NewAudience;
  readonly onChange: (given: NewAudience) => void;
}

function Targets({ given, onChange }: TargetsProps) {
  return (
    <fieldset class="stack tight">
      <legend class="field-label">{t('audiences.target')}</legend>
      {(['file', 'http'] as const).map((target) => (
        <label key={target} class="choice">
          <input
            type="radio"
            name="target"
            checked={given.target === target}
            onChange={() => onChange({ ...given, target })}
          />
          <span>{t(`audiences.target.${target}`)}</span>
          <span class="field-hint">{t(`audiences.target.${target}Hint`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
