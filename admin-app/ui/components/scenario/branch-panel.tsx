import type { BranchArm, BranchBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { FaultLine, TextField } from '../field.tsx';
import type { BlockForm } from './block-form.ts';
import { TargetField } from './controls.tsx';
import { NameField } from './name-field.tsx';
import { QueryField } from './query-field.tsx';

const MOST_ARMS = 12;

/** The first condition that a customer meets decides the way. */
export function BranchPanel(props: BlockForm<BranchBlock>) {
  const { block, definition, onEdit, onLead, faultAt } = props;
  const add = () => {
    const arm = { name: '', query: '', next: block.otherwise };
    onEdit({ ...block, arms: [...block.arms, arm] }, null);
  };
  return (
    <>
      <NameField {...props} hint={t('branch.nameHint')} />
      <fieldset class="form-section">
        <legend>{t('branch.arms')}</legend>
        <p class="small soft">{t('branch.firstCounts')}</p>
        {faultAt('arms') && <FaultLine text={faultAt('arms') ?? ''} />}
        <ol class="form-rows">
          {block.arms.map((arm, at) => (
            <li key={at}>
              <ArmRow {...props} arm={arm} at={at} />
            </li>
          ))}
        </ol>
        <div>
          <Button compact icon="add" disabled={block.arms.length >= MOST_ARMS} onClick={add}>
            {t('branch.add')}
          </Button>
        </div>
        <TargetField
          label={t('branch.otherwise')}
          definition={definition}
          from={block.id}
          to={block.otherwise}
          fault={faultAt('otherwise')}
          onChange={(to) => onLead('otherwise', to)}
        />
      </fieldset>
    </>
  );
}

interface RowProps extends BlockForm<BranchBlock> {
  readonly arm: BranchArm;
  readonly at: number;
}

function ArmRow({
  block,
  definition,
  arm,
  at,
  onEdit,
  onEndStep,
  onCut,
  onLead,
  faultAt,
}: RowProps) {
  const set = (changes: Partial<BranchArm>, about: string | null) =>
    onEdit({ ...block, arms: block.arms.with(at, { ...arm, ...changes }) }, about);
  const up = () => {
    const arms = block.arms.toSpliced(at, 1).toSpliced(at - 1, 0, arm);
    onEdit({ ...block, arms }, null);
  };
  return (
    <>
      <div class="form-row-head">
        <TextField
          label={t('branch.armName', { number: at + 1 })}
          hideLabel
          placeholder={t('branch.armPlaceholder')}
          value={arm.name}
          maxLength={80}
          fault={faultAt(`arms.${at}.name`)}
          onInput={(name) => set({ name }, `arm ${at} name`)}
          onBlur={onEndStep}
        />
        {at > 0 && (
          <Button kind="plain" icon="up" label={t('branch.up', { number: at + 1 })} onClick={up} />
        )}
        <Button
          kind="plain"
          icon="remove"
          label={t('branch.remove', { number: at + 1 })}
          onClick={() => onCut((current) => ({ ...current, arms: current.arms.toSpliced(at, 1) }))}
        />
      </div>
      <QueryField
        label={t('branch.condition')}
        text={arm.query}
        fault={faultAt(`arms.${at}.query`)}
        onInput={(query) => set({ query }, `arm ${at} query`)}
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
