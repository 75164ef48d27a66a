import type { Reentry, StartBlock } from '../../../core/scenario/types.ts';
import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { FaultLine, Field, NumberField, textOf } from '../field.tsx';
import { Notice } from '../notice.tsx';
import type { BlockForm } from './block-form.ts';
import { CheckField, SelectField } from './controls.tsx';
import { QueryField } from './query-field.tsx';
import './scenario.css';
import { StartCount } from './start-count.tsx';
import { TriggerFields } from './trigger-fields.tsx';
import { firstTrigger, TRIGGER_GROUPS } from './triggers.ts';

interface Props extends BlockForm<StartBlock> {
  readonly scenarioId: number;
  /** The server has the scenario as it is on the screen. */
  readonly saved: boolean;
}

/** Who enters and when, in plain words with a live count; how often; and how many get nothing. */
export function StartPanel(props: Props) {
  const { scenarioId, saved, block, onEdit, onEndStep, faultAt } = props;
  const { kind } = block.trigger;
  return (
    <>
      <Field label={t('start.when')} hint={kind === 'campaign' ? '' : t(`start.about.${kind}`)}>
        {(control) => (
          <select
            {...control}
            value={kind}
            onChange={(event) =>
              onEdit({ ...block, trigger: firstTrigger(textOf(event)) ?? block.trigger }, null)
            }
          >
            {TRIGGER_GROUPS.map(({ group, kinds }) => (
              <optgroup key={group} label={t(`start.group.${group}`)}>
                {kinds.map((each) => (
                  <option key={each} value={each} selected={each === kind}>
                    {t(`start.trigger.${each}`)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <TriggerFields
        trigger={block.trigger}
        onEdit={(trigger, about) => onEdit({ ...block, trigger }, about)}
        onEndStep={onEndStep}
        faultAt={(field) => faultAt(`trigger.${field}`)}
      />
      <Condition {...props} />
      <StartCount scenarioId={scenarioId} block={block} saved={saved} />
      <ReentryFields {...props} />
      <Holdout {...props} />
    </>
  );
}

function Condition({ block, onEdit, onEndStep, faultAt }: BlockForm<StartBlock>) {
  return (
    <>
      <CheckField
        label={t('start.hasCondition')}
        checked={block.condition !== null}
        onChange={(has) => onEdit({ ...block, condition: has ? '' : null }, null)}
      />
      {block.condition !== null && (
        <QueryField
          label={t('branch.condition')}
          text={block.condition}
          fault={faultAt('condition')}
          onInput={(condition) => onEdit({ ...block, condition }, 'condition')}
          onBlur={onEndStep}
        />
      )}
    </>
  );
}

const REENTRIES = ['never', 'after', 'each time'] as const;
const FIRST_REENTRY: Readonly<Record<Reentry['kind'], Reentry>> = {
  never: { kind: 'never' },
  after: { kind: 'after', days: 180 },
  'each time': { kind: 'each time' },
};

function ReentryFields({ block, onEdit, onEndStep, faultAt }: BlockForm<StartBlock>) {
  const { reentry } = block;
  return (
    <>
      <SelectField
        label={t('start.reentry')}
        hint={t('start.reentryHint')}
        value={reentry.kind}
        choices={REENTRIES.map((kind) => ({ value: kind, label: t(`start.reentry.${kind}`) }))}
        onChoose={(kind) => onEdit({ ...block, reentry: FIRST_REENTRY[kind] }, null)}
      />
      {reentry.kind === 'after' && (
        <NumberField
          label={t('start.reentryDays')}
          unit={t('unit.daysOnly')}
          min={1}
          max={3650}
          value={reentry.days}
          fault={faultAt('reentry.days')}
          onInput={(days) => onEdit({ ...block, reentry: { ...reentry, days } }, 'reentry')}
          onBlur={onEndStep}
        />
      )}
    </>
  );
}

const MOST_HELD_OUT = 50;

function Holdout({ block, onEdit, onEndStep, faultAt }: BlockForm<StartBlock>) {
  const share = Math.round(block.holdoutShare * 100);
  const fault = faultAt('holdoutShare');
  return (
    <>
      <Field label={t('start.holdout')} hint={t('start.holdoutHint')}>
        {(control) => (
          <div class="slider">
            <input
              {...control}
              class=""
              type="range"
              min={0}
              max={MOST_HELD_OUT}
              step={1}
              value={share}
              aria-valuetext={percent(block.holdoutShare)}
              onInput={(event) =>
                onEdit({ ...block, holdoutShare: Number(textOf(event)) / 100 }, 'holdoutShare')
              }
              onBlur={onEndStep}
            />
            <output class="number">{percent(block.holdoutShare)}</output>
          </div>
        )}
      </Field>
      {block.holdoutShare === 0 ? (
        <Notice tone="due" title={t('start.noHoldoutTitle')}>
          <span>{t('start.noHoldoutText')}</span>
        </Notice>
      ) : (
        fault && <FaultLine text={fault} />
      )}
    </>
  );
}
