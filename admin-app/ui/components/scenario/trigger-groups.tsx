/** Triggers of segments and value tiers. */
import { t } from '../../language/t.ts';
import { surroundings } from '../../models/surroundings.ts';
import { FaultLine } from '../field.tsx';
import { segmentName, tierName } from '../graph/trigger-words.ts';
import { CheckField, SelectField } from './controls.tsx';
import { NumberedField } from './small-panels.tsx';
import type { TriggerForm, TriggerOf } from './trigger-form.ts';

const ANY = 0;

export function SegmentFields({
  trigger,
  onEdit,
  faultAt,
}: TriggerForm<TriggerOf<'joins segment'>>) {
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

export function TierFields({ trigger, onEdit, faultAt }: TriggerForm<TriggerOf<'tier changes'>>) {
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
