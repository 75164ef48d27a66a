import { useEffect } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { queryCountModel } from '../../models/query-count.ts';
import { useModel } from '../../services.ts';
import { TextField } from '../field.tsx';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly fault: string | null;
  readonly onInput: (text: string) => void;
  readonly onBlur: () => void;
}

/** A condition in the words of segments, with how many customers meet it today. */
export function QueryField({ label, text, fault, onInput, onBlur }: Props) {
  const counting = useModel(({ api }) => queryCountModel(api), 'query');
  useEffect(() => counting.ask(text), [counting, text]);
  const count = counting.count.value;
  const problem = fault ?? counting.fault.value;
  return (
    <TextField
      label={label}
      lines={2}
      placeholder="number_of_orders >= 2"
      value={text}
      fault={text.trim() === '' && fault === null ? null : problem}
      hint={
        <span aria-live="polite">
          {count ? t('query.matches', { n: count.count, of: count.of }) : t('query.example')}
        </span>
      }
      onInput={onInput}
      onBlur={onBlur}
    />
  );
}
