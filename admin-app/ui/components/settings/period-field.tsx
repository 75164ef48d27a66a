import { t } from '../../language/t.ts';
import { Field, textOf } from '../field.tsx';

interface Props {
  readonly label: string;
  readonly hint: string;
  /** Null is without limit. One that is not among the choices is offered as well. */
  readonly value: number | null;
  readonly choices: readonly number[];
  readonly words: 'data.months' | 'data.years';
  readonly onChoose: (value: number | null) => void;
}

/** How long something is kept. */
export function PeriodField({ label, hint, value, choices, words, onChoose }: Props) {
  const offered = new Set(value === null ? choices : [...choices, value]);
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <select
          {...control}
          value={value === null ? '' : String(value)}
          onChange={(event) => {
            const text = textOf(event);
            onChoose(text === '' ? null : Number(text));
          }}
        >
          <option value="">{t('data.unlimited')}</option>
          {[...offered]
            .sort((one, other) => one - other)
            .map((n) => (
              <option key={n} value={String(n)}>
                {t(words, { n })}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}
