import { t } from '../../language/t.ts';
import { surroundings } from '../../models/surroundings.ts';
import { Field, textOf } from '../field.tsx';

interface Props {
  readonly category: string;
  readonly fault: string | null;
  readonly onInput: (category: string) => void;
  readonly onBlur: () => void;
}

/** A category of products; what the shop has is offered. */
export function CategoryField({ category, fault, onInput, onBlur }: Props) {
  return (
    <Field label={t('start.category')} hint={t('start.categoryHint')} fault={fault}>
      {(control) => (
        <>
          <input
            {...control}
            list={`${control.id}-known`}
            value={category}
            maxLength={255}
            autocomplete="off"
            onInput={(event) => onInput(textOf(event))}
            onBlur={onBlur}
          />
          <datalist id={`${control.id}-known`}>
            {surroundings.value.categories?.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
