import type { CustomerChange, UpdateCustomerBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { surroundings } from '../../models/surroundings.ts';
import { Button } from '../button.tsx';
import { FaultLine, NumberField, TextField } from '../field.tsx';
import { tierName } from '../graph/trigger-words.ts';
import type { BlockForm } from './block-form.ts';
import { SelectField } from './controls.tsx';

const KINDS = [
  'add tag',
  'remove tag',
  'set tier',
  'alert staff',
  'pause marketing',
  'suppress',
] as const;
const MOST_CHANGES = 10;

/** What each kind of change begins with. */
function firstOf(kind: CustomerChange['kind']): CustomerChange {
  switch (kind) {
    case 'add tag':
    case 'remove tag':
      return { kind, tag: '' };
    case 'pause marketing':
      return { kind, days: 180 };
    case 'set tier':
      return { kind, tier: surroundings.peek().tiers?.[0]?.id ?? '' };
    case 'alert staff':
      return { kind, note: '' };
    case 'suppress':
      return { kind };
  }
}

/** What is changed about the customer, one after the other. */
export function UpdateCustomerPanel(props: BlockForm<UpdateCustomerBlock>) {
  const { block, onEdit, faultAt } = props;
  const add = () => onEdit({ ...block, changes: [...block.changes, firstOf('add tag')] }, null);
  return (
    <fieldset class="form-section">
      <legend>{t('update.changes')}</legend>
      {faultAt('changes') && <FaultLine text={faultAt('changes') ?? ''} />}
      <ol class="form-rows">
        {block.changes.map((change, at) => (
          <li key={at}>
            <div class="form-row-head">
              <SelectField
                label={t('update.kind', { number: at + 1 })}
                hideLabel
                value={change.kind}
                choices={KINDS.map((kind) => ({ value: kind, label: t(`update.${kind}`) }))}
                onChoose={(kind) =>
                  onEdit({ ...block, changes: block.changes.with(at, firstOf(kind)) }, null)
                }
              />
              <Button
                kind="plain"
                icon="remove"
                label={t('update.remove', { number: at + 1 })}
                onClick={() => onEdit({ ...block, changes: block.changes.toSpliced(at, 1) }, null)}
              />
            </div>
            <ChangeFields {...props} change={change} at={at} />
          </li>
        ))}
      </ol>
      <div>
        <Button compact icon="add" disabled={block.changes.length >= MOST_CHANGES} onClick={add}>
          {t('update.add')}
        </Button>
      </div>
    </fieldset>
  );
}

interface FieldsProps extends BlockForm<UpdateCustomerBlock> {
  readonly change: CustomerChange;
  readonly at: number;
}

function ChangeFields({ block, change, at, onEdit, onEndStep, faultAt }: FieldsProps) {
  const set = (next: CustomerChange) =>
    onEdit({ ...block, changes: block.changes.with(at, next) }, `change ${at}`);
  const fault = (field: string) => faultAt(`changes.${at}.${field}`);
  switch (change.kind) {
    case 'add tag':
    case 'remove tag':
      return (
        <TextField
          label={t('update.tag')}
          value={change.tag}
          maxLength={255}
          fault={fault('tag')}
          onInput={(tag) => set({ ...change, tag })}
          onBlur={onEndStep}
        />
      );
    case 'pause marketing':
      return (
        <NumberField
          label={t('update.pauseDays')}
          unit={t('unit.daysOnly')}
          min={1}
          max={3650}
          value={change.days}
          fault={fault('days')}
          onInput={(days) => set({ ...change, days })}
          onBlur={onEndStep}
        />
      );
    case 'set tier':
      return (
        <TierField
          tier={change.tier}
          fault={fault('tier')}
          onChoose={(tier) => set({ ...change, tier })}
        />
      );
    case 'alert staff':
      return (
        <TextField
          label={t('update.note')}
          hint={t('update.noteHint')}
          lines={2}
          value={change.note}
          fault={fault('note')}
          onInput={(note) => set({ ...change, note })}
          onBlur={onEndStep}
        />
      );
    case 'suppress':
      return <p class="small soft">{t('update.suppressHint')}</p>;
  }
}

interface TierProps {
  readonly tier: string;
  readonly fault: string | null;
  readonly onChoose: (tier: string) => void;
}

function TierField({ tier, fault, onChoose }: TierProps) {
  const { tiers } = surroundings.value;
  const isKnown = tiers?.some(({ id }) => id === tier) ?? false;
  return (
    <SelectField
      label={t('update.tier')}
      value={tier}
      fault={fault}
      choices={[
        ...(isKnown
          ? []
          : [{ value: tier, label: tier === '' ? t('update.chooseTier') : tierName(tier) }]),
        ...(tiers ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChoose={onChoose}
    />
  );
}
