import { useState } from 'preact/hooks';
import type { InactiveDefinition } from '../../../core/segment/inactive.ts';
import { number } from '../../language/format.ts';
import { rich, t } from '../../language/t.ts';
import type { InactiveModel } from '../../models/inactive.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { DefinitionDialog } from './definition-dialog.tsx';

interface Props {
  readonly definition: InactiveDefinition;
  readonly model: InactiveModel;
}

/** What the shop calls inactive, in plain words, and the way to change it. */
export function DefinitionCard({ definition, model }: Props) {
  const [editing, setEditing] = useState(false);
  const { basis, silentDays, newDays } = definition;
  return (
    <Card
      title={t('inactive.definition')}
      aside={
        <Button compact icon="settings" onClick={() => setEditing(true)}>
          {t('inactive.change')}
        </Button>
      }
    >
      <div class="stack tight">
        <p class="inactive-meaning">{rich(`inactive.by.${basis}`, numbersOf(definition))}</p>
        <p class="soft inactive-aside">
          {rich('inactive.silentMeans', { days: moreThan(silentDays) })}
        </p>
        <p class="soft inactive-aside">
          {rich('inactive.neverMeans', { days: moreThan(newDays) })}
        </p>
      </div>
      {editing && (
        <DefinitionDialog start={definition} model={model} onClose={() => setEditing(false)} />
      )}
    </Card>
  );
}

/** Every sentence finds its own holes among these. */
function numbersOf({ overdueDays, times, orderDays }: InactiveDefinition) {
  return {
    days: <strong>{t('unit.days', { n: overdueDays })}</strong>,
    times: <strong>{number(times, 2)}</strong>,
    orderDays: moreThan(orderDays),
  };
}

function moreThan(days: number) {
  return <strong>{t('inactive.moreThan', { n: days })}</strong>;
}
