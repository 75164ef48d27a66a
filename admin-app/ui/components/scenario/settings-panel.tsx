import type { Fault, Goal, QuietTimes, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import type { ScenarioEditor } from '../../models/scenario-editor.ts';
import { surroundings } from '../../models/surroundings.ts';
import { FaultLine } from '../field.tsx';
import { segmentName } from '../graph/trigger-words.ts';
import { CategoryField } from './category-field.tsx';
import { CheckField, HourField, SelectField, WeekdaysField } from './controls.tsx';
import { NumberedField } from './small-panels.tsx';

interface Props {
  readonly definition: ScenarioDefinition;
  readonly faults: readonly Fault[];
  readonly editor: ScenarioEditor;
}

/** What holds for the scenario as a whole: what ends it, and when it is silent. */
export function SettingsPanel({ definition, faults, editor }: Props) {
  const faultAt = (field: string) =>
    faults.find((fault) => fault.blockId === null && fault.field === field)?.message ?? null;
  return (
    <>
      <GoalFields
        goal={definition.goal}
        faultAt={faultAt}
        onEndStep={editor.endStep}
        onEdit={(goal, about) => editor.change((current) => ({ ...current, goal }), about)}
      />
      <QuietFields
        quiet={definition.quiet}
        faultAt={faultAt}
        onEdit={(quiet) => editor.change((current) => ({ ...current, quiet }))}
      />
    </>
  );
}

const GOALS = ['order', 'order of category', 'joins segment', 'none'] as const;

function firstGoal(kind: Goal['kind']): Goal {
  switch (kind) {
    case 'order of category':
      return { kind, category: '' };
    case 'joins segment':
      return { kind, segmentId: surroundings.peek().segments?.[0]?.id ?? 0 };
    case 'order':
    case 'none':
      return { kind };
  }
}

interface GoalProps {
  readonly goal: Goal;
  readonly faultAt: (field: string) => string | null;
  readonly onEndStep: () => void;
  readonly onEdit: (goal: Goal, about?: string) => void;
}

function GoalFields({ goal, faultAt, onEndStep, onEdit }: GoalProps) {
  return (
    <>
      <SelectField
        label={t('goal.title')}
        hint={t(`goal.hint.${goal.kind}`)}
        value={goal.kind}
        choices={GOALS.map((kind) => ({ value: kind, label: t(`goal.${kind}`) }))}
        onChoose={(kind) => onEdit(firstGoal(kind))}
      />
      {goal.kind === 'order of category' && (
        <CategoryField
          category={goal.category}
          fault={faultAt('goal.category')}
          onInput={(category) => onEdit({ ...goal, category }, 'goal category')}
          onBlur={onEndStep}
        />
      )}
      {goal.kind === 'joins segment' && (
        <NumberedField
          label={t('start.segment')}
          fault={faultAt('goal.segmentId')}
          id={goal.segmentId}
          nameOf={segmentName}
          list={surroundings.value.segments}
          onChoose={(segmentId) => onEdit({ ...goal, segmentId })}
        />
      )}
    </>
  );
}

const NIGHT = { from: 21, until: 8 } as const;
const NEVER_QUIET: QuietTimes = { hours: null, weekdays: [] };

interface QuietProps {
  readonly quiet: QuietTimes | null;
  readonly faultAt: (field: string) => string | null;
  readonly onEdit: (quiet: QuietTimes | null) => void;
}

/** Hours and weekdays on which nothing leaves, by each customer's own clock. */
function QuietFields({ quiet, faultAt, onEdit }: QuietProps) {
  const now = quiet ?? NEVER_QUIET;
  const set = (changes: Partial<QuietTimes>) => {
    const next = { ...now, ...changes };
    onEdit(next.hours === null && next.weekdays.length === 0 ? null : next);
  };
  const { hours } = now;
  return (
    <fieldset class="form-section">
      <legend>{t('quiet.title')}</legend>
      <p class="small soft">{t('quiet.text')}</p>
      <CheckField
        label={t('quiet.atNight')}
        checked={hours !== null}
        onChange={(has) => set({ hours: has ? NIGHT : null })}
      />
      {hours && (
        <div class="beside">
          <HourField
            label={t('quiet.from')}
            hour={hours.from}
            fault={faultAt('quiet.hours.from')}
            onChoose={(from) => set({ hours: { ...hours, from } })}
          />
          <HourField
            label={t('quiet.until')}
            hour={hours.until}
            fault={faultAt('quiet.hours.until')}
            onChoose={(until) => set({ hours: { ...hours, until } })}
          />
        </div>
      )}
      <WeekdaysField
        label={t('quiet.weekdays')}
        days={now.weekdays}
        fault={null}
        onChange={(weekdays) => set({ weekdays })}
      />
      {faultAt('quiet') && <FaultLine text={faultAt('quiet') ?? ''} />}
    </fieldset>
  );
}
