import { useEffect, useState } from 'preact/hooks';
import type { TemplateAudience } from '../../../contract/scenarios.ts';
import type { TemplateChoices, TemplateName } from '../../../core/scenario/templates/gallery.ts';
import { t } from '../../language/t.ts';
import { templateAudienceModel } from '../../models/template-audience.ts';
import { useModel } from '../../services.ts';
import { blockTitle } from '../graph/words.ts';
import { NameDialog } from '../name-dialog.tsx';
import { SelectField } from '../scenario/controls.tsx';
import { Bone } from '../skeleton.tsx';
import type { Template } from './templates.tsx';

interface Props {
  readonly template: Template;
  /** What the shop's scenarios are called. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
  /** Makes the scenario; rejects with why it could not. */
  readonly onCreate: (name: string, choices: TemplateChoices) => Promise<void>;
}

/** Asks for the name of the new scenario, and for what its template lets staff choose. */
export function CreateDialog({ template, taken, onClose, onCreate }: Props) {
  const [choices, setChoices] = useState<TemplateChoices>({});
  return (
    <NameDialog
      title={t('scenarios.createTitle')}
      label={t('scenarios.name')}
      hint={t('scenarios.nameHint')}
      action={t('scenarios.create')}
      suggested={untaken(template.name, taken)}
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
      {template.options.length > 0 && (
        <EnteringNow template={template.template} choices={choices} />
      )}
    </NameDialog>
  );
}

interface EnteringNowProps {
  readonly template: TemplateName;
  readonly choices: TemplateChoices;
}

/** The choice in plain words, and how many it means today. */
function EnteringNow({ template, choices }: EnteringNowProps) {
  const model = useModel(({ api }) => templateAudienceModel(api, template), template);
  useEffect(() => model.ask(choices), [model, choices]);
  const audience = model.audience.value;
  return (
    <p class="small" aria-live="polite">
      {audience === null ? <Bone width={60} /> : inWords(audience)}
    </p>
  );
}

function inWords({ start, inactive, reachable }: TemplateAudience): string | null {
  if (start === null) return null;
  const what = blockTitle(start);
  if (inactive === null || reachable === null) return `${what}: ${t('home.beingCounted')}`;
  return t('scenarios.fitNow', { what, n: inactive, reachable });
}

/** With the first number behind it that makes it another name than those. */
function untaken(name: string, taken: readonly string[]): string {
  const others = new Set(taken);
  let free = name;
  for (let n = 2; others.has(free); n++) free = `${name} ${n}`;
  return free;
}
