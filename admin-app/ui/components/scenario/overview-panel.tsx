import type { ScenarioView } from '../../../contract/scenarios.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Draft, ScenarioEditor } from '../../models/scenario-editor.ts';
import { Card } from '../card.tsx';
import { TextField } from '../field.tsx';
import './scenario.css';

interface Props {
  readonly scenario: ScenarioView;
  readonly draft: Draft;
  readonly editor: ScenarioEditor;
}

/** The scenario as a whole, shown while no block is chosen. */
export function OverviewPanel({ scenario, draft, editor }: Props) {
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
        <p class="soft">{t('scenario.howToRead')}</p>
        <p class="soft">{t('scenario.orderEnds')}</p>
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
