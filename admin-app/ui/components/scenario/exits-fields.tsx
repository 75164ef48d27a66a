import type { Block } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import type { BlockForm } from './block-form.ts';
import { TargetField } from './controls.tsx';

/** Where customers go from a block: the way on, and what happens to those for whom it could not be done. */
export function ExitsFields({ block, definition, onLead, faultAt }: BlockForm<Block>) {
  const lead = (field: string) => ({
    definition,
    from: block.id,
    fault: faultAt(field),
    onChange: (to: string | null) => onLead(field, to),
  });
  return (
    <fieldset class="form-section">
      <legend>{t('exits.title')}</legend>
      {'next' in block && <TargetField {...lead('next')} label={t('exits.next')} to={block.next} />}
      {block.kind === 'message' && (
        <>
          <TargetField
            {...lead('unreachable')}
            optional
            label={t('exits.unreachable')}
            hint={t(`exits.unreachableHint.${block.channel}`)}
            to={block.unreachable}
          />
          <TargetField
            {...lead('outranked')}
            optional
            label={t('exits.outranked')}
            hint={t('exits.outrankedHint')}
            to={block.outranked}
          />
        </>
      )}
      {block.kind === 'coupon' && (
        <TargetField
          {...lead('unavailable')}
          optional
          label={t('exits.unavailable')}
          hint={t('exits.unavailableHint')}
          to={block.unavailable}
        />
      )}
    </fieldset>
  );
}
