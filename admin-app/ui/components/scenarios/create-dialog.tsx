import { useState } from 'preact/hooks';
import type { TemplateChoices } from '../../../core/scenario/templates/gallery.ts';
import { t } from '../../language/t.ts';
import { NameDialog } from '../name-dialog.tsx';
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
  const [choices, setChoices] = useState<TemplateChoices>({});
  return (
    <NameDialog
      title={t('scenarios.createTitle')}
      label={t('scenarios.name')}
      hint={t('scenarios.nameHint')}
      action={t('scenarios.create')}
      suggested={template.name}
      missing={t('scenarios.nameMissing')}
      onClose={onClose}
      onName={(name) => onCreate(name, choices)}
    >
      {template.options.map(({ name: option, label, choices: offered }) => (
        <SelectField
          key={option}
          label={label}
          value={choices[option] ?? offered[0]?.value ?? ''}
          choices={offered}
          onChoose={(value) => setChoices({ ...choices, [option]: value })}
        />
      ))}
    </NameDialog>
  );
}
