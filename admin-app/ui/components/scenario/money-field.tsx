import { minorDigits } from '../../../core/money.ts';
import { shop } from '../../models/shop.ts';
import { Field, textOf } from '../field.tsx';

interface Props {
  readonly label: string;
  readonly minor: number;
  readonly fault: string | null;
  readonly onInput: (minor: number) => void;
  readonly onBlur: () => void;
}

/** An amount in the shop's currency; kept in its minor units. */
export function MoneyField({ label, minor, fault, onInput, onBlur }: Props) {
  const currency = shop()?.currency ?? 'USD';
  const digits = minorDigits(currency);
  const take = (event: Event) => {
    const typed = Number(textOf(event));
    if (textOf(event) !== '' && typed >= 0) onInput(Math.round(typed * 10 ** digits));
  };
  return (
    <Field label={label} fault={fault}>
      {(control) => (
        <div class="with-unit">
          <input
            {...control}
            class="control short number"
            type="number"
            inputMode="decimal"
            min={0}
            step={10 ** -digits}
            value={minor / 10 ** digits}
            onInput={take}
            onBlur={onBlur}
          />
          <span>{currency}</span>
        </div>
      )}
    </Field>
  );
}
