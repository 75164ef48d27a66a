import type { PlacedScenario } from '../../../contract/priorities.ts';
import type { ClassOverride, Priorities } from '../../../core/priority/priorities.ts';
import { PRIORITY_CLASSES } from '../../../core/priority/types.ts';
import { classInWords, listInWords } from '../../language/priorities/cap-words.ts';
import { t } from '../../language/t.ts';
import { newException } from '../../models/priorities.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { TextField } from '../field.tsx';
import { ChoiceField } from '../tiers/choice-field.tsx';

interface Props {
  readonly priorities: Priorities;
  readonly scenarios: readonly PlacedScenario[];
  /** What the server said about a field of one of them. */
  readonly faultAt: (place: number, field: string) => string | null;
  readonly onChange: (overrides: readonly ClassOverride[]) => void;
}

/** Scenarios and messages that belong to another class than they were written for, each with the reason. */
export function ExceptionsCard({ priorities, scenarios, faultAt, onChange }: Props) {
  const { overrides } = priorities;
  const next = newException(scenarios, priorities);
  return (
    <Card title={t('priorities.exceptions')}>
      <div class="stack">
        <p class="soft">{t('priorities.exceptionsText')}</p>
        {overrides.length > 0 && (
          <ul class="place-list">
            {overrides.map((override, place) => (
              <li key={place}>
                <ExceptionFields
                  override={override}
                  scenarios={scenarios}
                  faultAt={(field) => faultAt(place, field)}
                  onChange={(changed) => onChange(overrides.with(place, changed))}
                  onRemove={() => onChange(overrides.toSpliced(place, 1))}
                />
              </li>
            ))}
          </ul>
        )}
        {scenarios.length === 0 && <p class="soft">{t('priorities.noScenarios')}</p>}
        {next && (
          <div>
            <Button icon="add" onClick={() => onChange([...overrides, next])}>
              {t('priorities.addException')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

interface FieldsProps {
  readonly override: ClassOverride;
  readonly scenarios: readonly PlacedScenario[];
  readonly faultAt: (field: string) => string | null;
  readonly onChange: (override: ClassOverride) => void;
  readonly onRemove: () => void;
}

const ALL = '';

function ExceptionFields({ override, scenarios, faultAt, onChange, onRemove }: FieldsProps) {
  const scenario = scenarios.find(({ scenarioId }) => scenarioId === override.scenarioId);
  const nameOf = (id: string) =>
    scenarios.find(({ scenarioId }) => String(scenarioId) === id)?.name ?? id;
  return (
    <div class="exception">
      <ChoiceField
        label={t('priorities.scenario')}
        value={String(override.scenarioId)}
        choices={scenarios.map(({ scenarioId }) => String(scenarioId))}
        inWords={nameOf}
        onChoose={(id) => onChange({ ...override, scenarioId: Number(id), blockId: null })}
      />
      {/* All messages of a campaign are one. */}
      {scenario && !scenario.campaign && (
        <ChoiceField
          label={t('priorities.message')}
          value={override.blockId ?? ALL}
          choices={[ALL, ...scenario.messages.map(({ blockId }) => blockId)]}
          inWords={(id) =>
            scenario.messages.find(({ blockId }) => blockId === id)?.name ??
            t('priorities.allMessages')
          }
          onChoose={(id) => onChange({ ...override, blockId: id === ALL ? null : id })}
        />
      )}
      <ChoiceField
        label={t('priorities.class')}
        hint={scenario && t('priorities.written', { class: writtenAs(scenario, override) })}
        value={override.priorityClass}
        choices={PRIORITY_CLASSES}
        inWords={classInWords}
        onChoose={(priorityClass) => onChange({ ...override, priorityClass })}
      />
      <TextField
        label={t('priorities.reason')}
        hint={t('priorities.reasonHint')}
        value={override.reason}
        maxLength={300}
        fault={faultAt('reason')}
        onInput={(reason) => onChange({ ...override, reason })}
      />
      <Button
        kind="plain"
        icon="remove"
        label={t('priorities.removeException', { name: scenario?.name ?? '' })}
        onClick={onRemove}
      />
    </div>
  );
}

function writtenAs({ messages }: PlacedScenario, { blockId }: ClassOverride): string {
  const own = messages.filter((it) => blockId === null || it.blockId === blockId);
  const classes = new Set(own.map(({ priorityClass }) => priorityClass));
  return listInWords([...classes].map(classInWords));
}
