import type { Test } from '../../../../core/segment/types.ts';
import { t } from '../../../language/t.ts';
import { withOperator } from '../../../models/segment-choices.ts';
import { textOf } from '../../field.tsx';
import { operatorInWords } from '../words/words.ts';
import { ValueFields, type ValuesProps } from './value-fields.tsx';

interface Props extends ValuesProps {
  readonly test: Test;
  readonly onChange: (test: Test) => void;
}

/** How it is asked, and what with. */
export function TestFields(props: Props) {
  const { asked, label, test, onChange } = props;
  return (
    <>
      <select
        class="control operator"
        aria-label={t('builder.operator', { of: label })}
        value={test.operator}
        onChange={(event) => {
          const operator = asked.operators.find((each) => each === textOf(event));
          if (operator) onChange(withOperator(test, operator, asked));
        }}
      >
        {asked.operators.map((operator) => (
          <option key={operator} value={operator}>
            {operatorInWords(operator, asked.type)}
          </option>
        ))}
      </select>
      <ValueFields {...props} />
    </>
  );
}
