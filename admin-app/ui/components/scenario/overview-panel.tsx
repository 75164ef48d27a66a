import type { ScenarioView } from '../../../contract/scenarios.ts';
import type { Fault } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Draft, ScenarioEditor } from '../../models/scenario-editor.ts';
import { Card } from '../card.tsx';
import { TextField } from '../field.tsx';
import './scenario.css';
import { SettingsPanel } from './settings-panel.tsx';

interface Props {
  readonly scenario: ScenarioView;
  readonly draft: Draft;
  readonly editor: ScenarioEditor;
  readonly faults: readonly Fault[];
}

/** The scenario as a whole, shown while no block is chosen. */
export function OverviewPanel({ scenario, draft, editor, faults }: Props) {
  return (
    <Card>
      <div class="panel">
        <TextField
          label={t('scenarios.name')}
          value={draft.name}
          maxLength={120}
          fault={draft.name.trim() === '' ? t('scenarios.nameMissing') : null}
          onInput={editor.rename}
          onBlur={editor.endStep}
        />
        <dl class="figures-row">
          <Figure name={t('figure.entered')} value={scenario.entered} />
          <Figure name={t('figure.inside')} value={scenario.inside} />
          <Figure name={t('figure.returned')} value={scenario.returned} />
        </dl>
        <SettingsPanel definition={draft.definition} faults={faults} editor={editor} />
        <p class="small soft">{t('scenario.howToRead')}</p>
      </div>
    </Card>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{number(value)}</dd>
    </div>
  );
}
