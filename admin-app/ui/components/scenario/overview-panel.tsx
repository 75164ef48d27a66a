import type { ScenarioView } from '../../../contract/scenarios.ts';
import type { Block, BlockId, Fault } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Draft, ScenarioEditor } from '../../models/scenario-editor.ts';
import { Card } from '../card.tsx';
import { CountedAt, figure } from '../counted-at.tsx';
import { TextField } from '../field.tsx';
import { blockTitle } from '../graph/words.ts';
import './scenario.css';
import { SettingsPanel } from './settings-panel.tsx';

interface Props {
  readonly scenario: ScenarioView;
  readonly draft: Draft;
  readonly editor: ScenarioEditor;
  readonly faults: readonly Fault[];
  /** The address of the list of customers at a block. */
  readonly hrefOfWaiting: (id: BlockId) => string;
  /** A block of any version by its id. */
  readonly blockOf: (id: BlockId) => Block | undefined;
}

/** The scenario as a whole, shown while no block is chosen. */
export function OverviewPanel(props: Props) {
  const { scenario, draft, editor, faults } = props;
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
        <CountedAt at={scenario.countedAt} />
        <Elsewhere {...props} />
        <fieldset class="panel-form" disabled={scenario.status === 'archived'}>
          <SettingsPanel definition={draft.definition} faults={faults} editor={editor} />
        </fieldset>
        <p class="small soft">{t('scenario.howToRead')}</p>
      </div>
    </Card>
  );
}

/** Customers whose block the draft has no more: they finish on the version they are in. */
function Elsewhere({ scenario, draft, hrefOfWaiting, blockOf }: Props) {
  const known = new Set(draft.definition.blocks.map(({ id }) => id));
  const rows = Object.entries(scenario.waiting).filter(([id, n]) => n > 0 && !known.has(id));
  if (rows.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t('waiting.elsewhere')}</h3>
      <ul class="stack tight">
        {rows.map(([id, waiting]) => {
          const block = blockOf(id);
          return (
            <li key={id}>
              <a href={hrefOfWaiting(id)}>
                {block ? blockTitle(block) : id}: {number(waiting)}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure(value)}</dd>
    </div>
  );
}
