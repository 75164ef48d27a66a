import type { ComponentChildren } from 'preact';
import type { SplitArm, SplitBlock } from '../../../core/scenario/types.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { newArm } from '../../models/new-block.ts';
import { Button } from '../button.tsx';
import { FaultLine, NumberField, TextField } from '../field.tsx';
import type { BlockForm } from './block-form.ts';
import { SelectField, TargetField } from './controls.tsx';
import { NameField } from './name-field.tsx';

const MOST_ARMS = 10;
const UNDECIDED = '';

/** Ways by weight; who has been on one stays on it. With a winner, everybody new takes that. */
export function SplitPanel(props: BlockForm<SplitBlock> & { readonly results: ComponentChildren }) {
  const { block, onEdit, faultAt } = props;
  const total = block.arms.reduce((sum, { weight }) => sum + weight, 0);
  const add = () => {
    const arm = newArm(block.arms, block.arms.at(-1)?.next ?? '');
    onEdit({ ...block, arms: [...block.arms, arm] }, null);
  };
  return (
    <>
      <NameField {...props} hint={t('branch.nameHint')} />
      <fieldset class="form-section">
        <legend>{t('split.arms')}</legend>
        {faultAt('arms') && <FaultLine text={faultAt('arms') ?? ''} />}
        <ol class="form-rows">
          {block.arms.map((arm, at) => (
            <li key={arm.id}>
              <ArmRow {...props} arm={arm} at={at} total={total} />
            </li>
          ))}
        </ol>
        <div class="row spread">
          <Button compact icon="add" disabled={block.arms.length >= MOST_ARMS} onClick={add}>
            {t('split.add')}
          </Button>
          <span class="small soft">{t('split.total', { total: number(total) })}</span>
        </div>
      </fieldset>
      {props.results}
      <SelectField
        label={t('split.winner')}
        hint={t('split.winnerHint')}
        value={block.winner ?? UNDECIDED}
        fault={faultAt('winner')}
        choices={[
          { value: UNDECIDED, label: t('split.undecided') },
          ...block.arms.map(({ id, name }) => ({ value: id, label: t('split.allTo', { name }) })),
        ]}
        onChoose={(winner) =>
          onEdit({ ...block, winner: winner === UNDECIDED ? null : winner }, null)
        }
      />
    </>
  );
}

interface RowProps extends BlockForm<SplitBlock> {
  readonly arm: SplitArm;
  readonly at: number;
  readonly total: number;
}

function ArmRow(props: RowProps) {
  const { block, definition, arm, at, total, onEdit, onEndStep, onCut, onLead, faultAt } = props;
  const set = (changes: Partial<SplitArm>, about: string) =>
    onEdit({ ...block, arms: block.arms.with(at, { ...arm, ...changes }) }, `${arm.id} ${about}`);
  const take = (current: SplitBlock): SplitBlock => ({
    ...current,
    arms: current.arms.filter(({ id }) => id !== arm.id),
    winner: current.winner === arm.id ? null : current.winner,
  });
  const share = total > 0 ? arm.weight / total : 0;
  return (
    <>
      <div class="form-row-head">
        <TextField
          label={t('split.armName', { number: at + 1 })}
          hideLabel
          value={arm.name}
          maxLength={80}
          fault={faultAt(`arms.${at}.name`)}
          onInput={(name) => set({ name }, 'name')}
          onBlur={onEndStep}
        />
        <Button
          kind="plain"
          icon="remove"
          label={t('split.remove', { name: arm.name })}
          disabled={block.arms.length <= 2}
          onClick={() => onCut(take)}
        />
      </div>
      <NumberField
        label={t('split.weight')}
        unit={t('split.share', { share: percent(share) })}
        min={0}
        max={10_000}
        value={arm.weight}
        fault={faultAt(`arms.${at}.weight`)}
        onInput={(weight) => set({ weight }, 'weight')}
        onBlur={onEndStep}
      />
      <TargetField
        label={t('exits.goesTo')}
        definition={definition}
        from={block.id}
        to={arm.next}
        fault={faultAt(`arms.${at}.next`)}
        onChange={(to) => onLead(`arms.${at}.next`, to)}
      />
    </>
  );
}
