import type { ExitBlock, WaitBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { NumberField, TextField } from '../field.tsx';
import type { BlockPanelProps } from './block-panel.tsx';

export function WaitPanel({ block, onEdit, onEndStep, faultAt }: BlockPanelProps<WaitBlock>) {
  return (
    <NumberField
      label={t('wait.hours')}
      hint={t('wait.hint')}
      unit={t('unit.hoursOnly')}
      min={0}
      max={24 * 365}
      value={block.hours}
      fault={faultAt('hours')}
      onInput={(hours) => onEdit({ ...block, hours }, 'hours')}
      onBlur={onEndStep}
    />
  );
}

export function ExitPanel({ block, onEdit, onEndStep, faultAt }: BlockPanelProps<ExitBlock>) {
  return (
    <TextField
      label={t('exitBlock.outcome')}
      hint={t('exitBlock.hint')}
      value={block.outcome}
      maxLength={40}
      fault={faultAt('outcome')}
      onInput={(outcome) => onEdit({ ...block, outcome }, 'outcome')}
      onBlur={onEndStep}
    />
  );
}
