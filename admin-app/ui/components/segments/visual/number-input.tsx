import { useState } from 'preact/hooks';
import { locale } from '../../../language/t.ts';
import { textOf } from '../../field.tsx';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly whole: boolean;
  readonly unit?: string;
  readonly onChange: (value: number) => void;
}

/** A number as it is written here, with a comma where people write one; what is no number is not taken over. */
export function NumberInput({ label, value, whole, unit, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span class="number-input">
      <input
        class="control number"
        type="text"
        inputMode={whole ? 'numeric' : 'decimal'}
        autocomplete="off"
        aria-label={unit ? `${label} (${unit})` : label}
        aria-invalid={typed !== null && numberIn(typed, whole) === null ? true : undefined}
        value={typed ?? writtenHere(value)}
        onInput={(event) => {
          const text = textOf(event);
          setTyped(text);
          const number = numberIn(text, whole);
          if (number !== null && number !== value) onChange(number);
        }}
        onBlur={() => setTyped(null)}
      />
      {unit && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}

function writtenHere(value: number): string {
  const comma = (1.5).toLocaleString(locale()).includes(',');
  return comma ? String(value).replace('.', ',') : String(value);
}

/** At most 15 digits, 6 of them after the point: what the language can write. */
function numberIn(text: string, whole: boolean): number | null {
  const plain = text.trim().replace(',', '.');
  const pattern = whole ? /^-?\d{1,15}$/ : /^-?\d{1,9}(\.\d{1,6})?$/;
  return pattern.test(plain) ? Number(plain) : null;
}
