import { useState } from 'preact/hooks';
import type { TemplateChoices } from '../../../core/scenario/templates/gallery.ts';
import { t } from '../../language/t.ts';
import { asFailure } from '../../models/resource.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { SelectField } from '../scenario/controls.tsx';
import type { Template } from './templates.tsx';

interface Props {
  readonly template: Template;
  readonly onClose: () => void;
  /** Makes the scenario; rejects with why it could not. */
  readonly onCreate: (name: string, choices: TemplateChoices) => Promise<void>;
}

/** Asks for the name of the new scenario, and for what its template lets staff choose. */
export function CreateDialog({ template, onClose, onCreate }: Props) {
  const [name, setName] = useState(template.name);
  const [choices, setChoices] = useState<TemplateChoices>({});
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function create(event: Event): Promise<void> {
    event.preventDefault();
    if (name.trim() === '') return setFault(t('scenarios.nameMissing'));
    setBusy(true);
    try {
      await onCreate(name.trim(), choices);
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
        {template.options.map(({ name: option, label, choices: offered }) => (
          <SelectField
            key={option}
            label={label}
            value={choices[option] ?? offered[0]?.value ?? ''}
            choices={offered}
            onChoose={(value) => setChoices({ ...choices, [option]: value })}
          />
        ))}
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
