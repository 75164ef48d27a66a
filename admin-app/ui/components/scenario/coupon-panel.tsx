import type { CouponBlock, Discount } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { NumberField, TextField } from '../field.tsx';
import type { BlockForm } from './block-form.ts';
import { CheckField, SelectField } from './controls.tsx';
import { MoneyField } from './money-field.tsx';
import { NameField } from './name-field.tsx';

const KINDS = ['percentage', 'amount', 'free shipping'] as const;
const FIRST: Readonly<Record<Discount['kind'], Discount>> = {
  percentage: { kind: 'percentage', percent: 10 },
  amount: { kind: 'amount', minor: 1000 },
  'free shipping': { kind: 'free shipping' },
};
const USUAL_MINIMUM_MINOR = 5000;
const USUAL_DAYS = 14;

/** A code of the customer's own, good once. */
export function CouponPanel(props: BlockForm<CouponBlock>) {
  const { block, onEdit, onEndStep, faultAt } = props;
  return (
    <>
      <NameField {...props} hint={t('coupon.nameHint')} />
      <SelectField
        label={t('coupon.discount')}
        value={block.discount.kind}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`coupon.${kind}`) }))}
        onChoose={(kind) => onEdit({ ...block, discount: FIRST[kind] }, null)}
      />
      <DiscountFields {...props} />
      <CheckField
        label={t('coupon.hasMinimum')}
        checked={block.minimumMinor !== null}
        onChange={(has) =>
          onEdit({ ...block, minimumMinor: has ? USUAL_MINIMUM_MINOR : null }, null)
        }
      />
      {block.minimumMinor !== null && (
        <MoneyField
          label={t('coupon.minimum')}
          minor={block.minimumMinor}
          fault={faultAt('minimumMinor')}
          onInput={(minimumMinor) => onEdit({ ...block, minimumMinor }, 'minimum')}
          onBlur={onEndStep}
        />
      )}
      <TextField
        label={t('coupon.prefix')}
        hint={t('coupon.prefixHint', { code: `${block.prefix || '…'}-7K2M-9QXA` })}
        value={block.prefix}
        maxLength={12}
        fault={faultAt('prefix')}
        onInput={(prefix) => onEdit({ ...block, prefix: prefix.toUpperCase() }, 'prefix')}
        onBlur={onEndStep}
      />
      <CheckField
        label={t('coupon.expires')}
        checked={block.validDays !== null}
        onChange={(expires) => onEdit({ ...block, validDays: expires ? USUAL_DAYS : null }, null)}
      />
      <NumberField
        label={t('coupon.validDays')}
        hint={t('coupon.validHint')}
        unit={t('unit.daysOnly')}
        min={1}
        max={3650}
        value={block.validDays ?? USUAL_DAYS}
        fault={faultAt('validDays')}
        onInput={(validDays) => onEdit({ ...block, validDays }, 'validDays')}
        onBlur={onEndStep}
      />
    </>
  );
}

function DiscountFields({ block, onEdit, onEndStep, faultAt }: BlockForm<CouponBlock>) {
  const { discount } = block;
  switch (discount.kind) {
    case 'percentage':
      return (
        <NumberField
          label={t('coupon.percent')}
          unit="%"
          min={1}
          max={100}
          value={discount.percent}
          fault={faultAt('discount.percent')}
          onInput={(percent) =>
            onEdit({ ...block, discount: { ...discount, percent } }, 'discount')
          }
          onBlur={onEndStep}
        />
      );
    case 'amount':
      return (
        <MoneyField
          label={t('coupon.off')}
          minor={discount.minor}
          fault={faultAt('discount.minor')}
          onInput={(minor) => onEdit({ ...block, discount: { ...discount, minor } }, 'discount')}
          onBlur={onEndStep}
        />
      );
    case 'free shipping':
      return null;
  }
}
