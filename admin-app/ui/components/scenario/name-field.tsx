import type { Block } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { TextField } from '../field.tsx';
import type { BlockForm } from './block-form.ts';

type NamedBlock = Extract<Block, { readonly name: string }>;

interface Props<Named extends NamedBlock>
  extends Pick<BlockForm<Named>, 'block' | 'onEdit' | 'onEndStep' | 'faultAt'> {
  readonly hint: string;
}

/** What staff call a block. */
export function NameField<Named extends NamedBlock>(props: Props<Named>) {
  const { block, hint, onEdit, onEndStep, faultAt } = props;
  return (
    <TextField
      label={t('message.name')}
      hint={hint}
      value={block.name}
      maxLength={80}
      fault={faultAt('name')}
      onInput={(name) => onEdit({ ...block, name }, 'name')}
      onBlur={onEndStep}
    />
  );
}
