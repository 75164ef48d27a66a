import type { InactiveDefinition, StartTrigger } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { surroundings } from '../../models/surroundings.ts';
import { FaultLine, NumberField, TextField } from '../field.tsx';
import { segmentName, tierName } from '../graph/trigger-words.ts';
import { CategoryField } from './category-field.tsx';
import { CheckField, SelectField } from './controls.tsx';
import { NumberedField } from './small-panels.tsx';

interface Props<Trigger extends StartTrigger> {
  readonly trigger: Trigger;
  readonly onEdit: (trigger: Trigger, about: string | null) => void;
  readonly onEndStep: () => void;
  readonly faultAt: (field: string) => string | null;
}

type Of<Kind extends StartTrigger['kind']> = Extract<StartTrigger, { readonly kind: Kind }>;

/** What a kind of trigger still needs to be told. */
export function TriggerFields({ trigger, onEdit, ...rest }: Props<StartTrigger>) {
  switch (trigger.kind) {
    case 'inactive':
      return <InactiveFields {...{ trigger, onEdit, ...rest }} />;
    case 'due':
      return <DueFields {...{ trigger, onEdit, ...rest }} />;
    case 'joins segment':
      return <SegmentFields {...{ trigger, onEdit, ...rest }} />;
    case 'tier changes':
      return <TierFields {...{ trigger, onEdit, ...rest }} />;
    case 'about to lose tier':
      return (
        <DaysField
          {...rest}
          label={t('start.loseWithin')}
          days={trigger.days}
          onDays={(days) => onEdit({ ...trigger, days }, 'days')}
        />
      );
    case 'order placed':
      return <OrderFields {...{ trigger, onEdit, ...rest }} />;
    case 'back after absence':
      return <AbsenceFields {...{ trigger, onEdit, ...rest }} />;
    case 'link clicked':
      return (
        <TextField
          label={t('start.url')}
          hint={t('start.urlHint')}
          value={trigger.urlContains}
          maxLength={300}
          fault={rest.faultAt('urlContains')}
          onInput={(urlContains) => onEdit({ ...trigger, urlContains }, 'url')}
          onBlur={rest.onEndStep}
        />
      );
    case 'yearly date':
      return <YearlyFields {...{ trigger, onEdit, ...rest }} />;
    case 'item returned':
    case 'by hand':
    case 'another scenario':
    case 'campaign':
      return null;
  }
}

interface DaysProps extends Pick<Props<StartTrigger>, 'onEndStep' | 'faultAt'> {
  readonly label: string;
  readonly field?: string;
  readonly least?: number;
  readonly most?: number;
  readonly days: number;
  readonly onDays: (days: number) => void;
}

function DaysField({ field = 'days', least = 1, most = 3650, days, onDays, ...rest }: DaysProps) {
  return (
    <NumberField
      label={rest.label}
      unit={t('unit.daysOnly')}
      min={least}
      max={most}
      value={days}
      fault={rest.faultAt(field)}
      onInput={(value) => onDays(Math.round(value))}
      onBlur={rest.onEndStep}
    />
  );
}

const INACTIVE_KINDS = ['overdue', 'own rhythm', 'no order'] as const;
/** Sensible values for the kinds that are not chosen. */
const USUAL: Readonly<Record<InactiveDefinition['kind'], InactiveDefinition>> = {
  overdue: { kind: 'overdue', days: 7 },
  'own rhythm': { kind: 'own rhythm', times: 2 },
  'no order': { kind: 'no order', days: 180 },
};

function InactiveFields({ trigger, onEdit, onEndStep, faultAt }: Props<Of<'inactive'>>) {
  return (
    <fieldset class="stack">
      <legend class="field-label" style={{ marginBottom: '8px' }}>
        {t('start.question')}
      </legend>
      {INACTIVE_KINDS.map((kind) => {
        const chosen = trigger.by.kind === kind;
        const by = chosen ? trigger.by : USUAL[kind];
        return (
          <div key={kind} class="stack tight">
            <label class="choice">
              <input
                type="radio"
                name="inactive"
                checked={chosen}
                onChange={() => onEdit({ ...trigger, by }, null)}
              />
              <span>{t(`start.by.${kind}`)}</span>
              <span class="field-hint">{t(`start.byHint.${kind}`)}</span>
            </label>
            {chosen && (
              <InactiveNumber
                by={by}
                onBy={(next) => onEdit({ ...trigger, by: next }, `by ${kind}`)}
                fault={faultAt(by.kind === 'own rhythm' ? 'by.times' : 'by.days')}
                onEndStep={onEndStep}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

interface NumberProps {
  readonly by: InactiveDefinition;
  readonly onBy: (by: InactiveDefinition) => void;
  readonly fault: string | null;
  readonly onEndStep: () => void;
}

function InactiveNumber({ by, onBy, fault, onEndStep }: NumberProps) {
  const isRhythm = by.kind === 'own rhythm';
  return (
    <div class="under-choice">
      <NumberField
        label={t(`start.byNumber.${by.kind}`)}
        hideLabel
        unit={t(`start.byUnit.${by.kind}`)}
        min={by.kind === 'overdue' ? 0 : 1}
        max={isRhythm ? 100 : 3650}
        step={isRhythm ? 0.1 : 1}
        value={isRhythm ? by.times : by.days}
        fault={fault}
        onInput={(value) =>
          onBy(isRhythm ? { ...by, times: value } : { ...by, days: Math.round(value) })
        }
        onBlur={onEndStep}
      />
    </div>
  );
}

const BEFORE = 'before';
const AFTER = 'after';

function DueFields({ trigger, onEdit, onEndStep, faultAt }: Props<Of<'due'>>) {
  const side = trigger.days < 0 ? BEFORE : AFTER;
  const put = (distance: number, where: string) =>
    onEdit(
      { ...trigger, days: where === BEFORE ? -Math.abs(distance) : Math.abs(distance) },
      'days',
    );
  return (
    <div class="beside">
      <DaysField
        {...{ onEndStep, faultAt }}
        label={t('start.dueDistance')}
        least={0}
        days={Math.abs(trigger.days)}
        onDays={(days) => put(days, side)}
      />
      <SelectField
        label={t('start.dueSide')}
        value={side}
        choices={[
          { value: BEFORE, label: t('start.beforeDue') },
          { value: AFTER, label: t('start.afterDue') },
        ]}
        onChoose={(where) => put(Math.max(1, Math.abs(trigger.days)), where)}
      />
    </div>
  );
}

const ANY = 0;

function SegmentFields({ trigger, onEdit, faultAt }: Props<Of<'joins segment'>>) {
  const segments = surroundings.value.segments;
  return (
    <>
      <NumberedField
        label={t('start.segment')}
        fault={faultAt('segmentId')}
        id={trigger.segmentId}
        nameOf={segmentName}
        list={segments}
        onChoose={(segmentId) => onEdit({ ...trigger, segmentId }, null)}
      />
      <NumberedField
        label={t('start.fromSegment')}
        fault={faultAt('fromSegmentId')}
        id={trigger.fromSegmentId ?? ANY}
        nameOf={segmentName}
        list={[{ id: ANY, name: t('start.fromAnywhere') }, ...(segments ?? [])]}
        onChoose={(id) => onEdit({ ...trigger, fromSegmentId: id === ANY ? null : id }, null)}
      />
    </>
  );
}

function TierFields({ trigger, onEdit, faultAt }: Props<Of<'tier changes'>>) {
  return (
    <>
      <SelectField
        label={t('start.direction')}
        value={trigger.direction}
        choices={[
          { value: 'up', label: t('start.up') },
          { value: 'down', label: t('start.down') },
        ]}
        onChoose={(direction) => onEdit({ ...trigger, direction }, null)}
      />
      <TierChoice
        label={t('start.fromTier')}
        tiers={trigger.from}
        fault={faultAt('from')}
        onChange={(from) => onEdit({ ...trigger, from }, null)}
      />
      <TierChoice
        label={t('start.toTier')}
        tiers={trigger.to}
        fault={faultAt('to')}
        onChange={(to) => onEdit({ ...trigger, to }, null)}
      />
    </>
  );
}

interface TierChoiceProps {
  readonly label: string;
  /** Null is any. */
  readonly tiers: readonly string[] | null;
  readonly fault: string | null;
  readonly onChange: (tiers: readonly string[] | null) => void;
}

/** Any tier, or some of the shop's. */
function TierChoice({ label, tiers, fault, onChange }: TierChoiceProps) {
  const known = surroundings.value.tiers ?? [];
  // One that there is no more can be taken out.
  const gone = (tiers ?? []).filter((id) => !known.some((each) => each.id === id));
  const offered = [...known, ...gone.map((id) => ({ id, name: tierName(id) }))];
  const toggle = (id: string) => {
    const now = tiers ?? [];
    const next = now.includes(id) ? now.filter((each) => each !== id) : [...now, id];
    onChange(next.length === 0 ? null : next);
  };
  return (
    <fieldset class="field">
      <legend class="field-label">{label}</legend>
      <div class="stack tight">
        <CheckField
          label={t('start.anyTier')}
          checked={tiers === null}
          onChange={() => onChange(null)}
        />
        {offered.map(({ id, name }) => (
          <CheckField
            key={id}
            label={name}
            checked={tiers?.includes(id) ?? false}
            onChange={() => toggle(id)}
          />
        ))}
      </div>
      {known.length === 0 && <span class="field-hint">{t('start.noTiers')}</span>}
      {fault && <FaultLine text={fault} />}
    </fieldset>
  );
}

const WHICH = ['any', 'first', 'nth'] as const;

function OrderFields({ trigger, onEdit, onEndStep, faultAt }: Props<Of<'order placed'>>) {
  const { number } = trigger;
  const which = number === null ? 'any' : number === 1 ? 'first' : 'nth';
  const numbers = { any: null, first: 1, nth: 2 } as const;
  return (
    <>
      <SelectField
        label={t('start.whichOrder')}
        value={which}
        choices={WHICH.map((each) => ({ value: each, label: t(`start.order.${each}`) }))}
        onChoose={(each) => onEdit({ ...trigger, number: numbers[each] }, null)}
      />
      {number !== null && number !== 1 && (
        <NumberField
          label={t('start.orderNumber')}
          unit=""
          min={2}
          max={1000}
          value={number}
          fault={faultAt('number')}
          onInput={(next) => onEdit({ ...trigger, number: Math.round(next) }, 'number')}
          onBlur={onEndStep}
        />
      )}
      <CheckField
        label={t('start.ofCategory')}
        checked={trigger.category !== null}
        onChange={(has) => onEdit({ ...trigger, category: has ? '' : null }, null)}
      />
      {trigger.category !== null && (
        <CategoryField
          category={trigger.category}
          fault={faultAt('category')}
          onInput={(category) => onEdit({ ...trigger, category }, 'category')}
          onBlur={onEndStep}
        />
      )}
    </>
  );
}

function AbsenceFields({ trigger, onEdit, ...rest }: Props<Of<'back after absence'>>) {
  return (
    <div class="beside">
      <DaysField
        {...rest}
        label={t('start.absence')}
        days={trigger.days}
        onDays={(days) => onEdit({ ...trigger, days }, 'days')}
      />
      <SelectField
        label={t('start.seen')}
        value={trigger.seen}
        choices={[
          { value: 'visit', label: t('start.visits') },
          { value: 'login', label: t('start.logsIn') },
        ]}
        onChoose={(seen) => onEdit({ ...trigger, seen }, null)}
      />
    </div>
  );
}

function YearlyFields({ trigger, onEdit, ...rest }: Props<Of<'yearly date'>>) {
  return (
    <div class="beside">
      <SelectField
        label={t('start.date')}
        value={trigger.date}
        choices={[
          { value: 'birthday', label: t('start.birthday') },
          { value: 'first order', label: t('start.firstOrder') },
        ]}
        onChoose={(date) => onEdit({ ...trigger, date }, null)}
      />
      <DaysField
        {...rest}
        label={t('start.daysBefore')}
        field="daysBefore"
        least={0}
        most={364}
        days={trigger.daysBefore}
        onDays={(daysBefore) => onEdit({ ...trigger, daysBefore }, 'daysBefore')}
      />
    </div>
  );
}
