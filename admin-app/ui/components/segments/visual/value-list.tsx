import { useState } from 'preact/hooks';
import type { Value } from '../../../../core/segment/types.ts';
import { t } from '../../../language/t.ts';
import { existingValues } from '../../../models/segment-completion.ts';
import { Icon } from '../../icon.tsx';
import { valueInWords } from '../words/words.ts';
import { optionsOf } from './options-of.ts';
import { SuggestInput } from './suggest-input.tsx';
import type { ValuesProps } from './value-fields.tsx';

interface Props extends ValuesProps {
  readonly values: readonly Value[];
  readonly onChange: (values: readonly Value[]) => void;
}

/** Several values: each can be taken out, more can be added; the last one stays, as a list is never empty. */
export function ValueList({ label, asked, known, values, onChange }: Props) {
  // A new field for each value, so that it begins empty.
  const [added, setAdded] = useState(0);
  const texts = values.map(textOfValue);
  const offered = asked.type === 'enumeration' ? asked.values : existingValues(asked.of, known);
  const options = optionsOf(
    asked.of,
    offered.filter((each) => !texts.includes(each)),
  ).map((option) => ({ ...option, label: valueInWords(option.label) }));

  function add(text: string): void {
    const value = readValue(text.trim(), asked.type);
    setAdded(added + 1);
    if (value && !texts.includes(textOfValue(value))) onChange([...values.filter(isSaid), value]);
  }

  return (
    <span class="value-list">
      {values.filter(isSaid).map((value, nth) => (
        <span key={textOfValue(value)} class="value-chip">
          {valueInWords(textOfValue(value))}
          {values.length > 1 && (
            <button
              type="button"
              aria-label={t('builder.takeOut', { value: valueInWords(textOfValue(value)) })}
              onClick={() => onChange(values.filter((_, other) => other !== nth))}
            >
              <Icon name="close" size={12} />
            </button>
          )}
        </span>
      ))}
      <SuggestInput
        key={added}
        free={asked.type !== 'enumeration'}
        label={t('builder.addValue', { of: label })}
        value=""
        placeholder={t('builder.more')}
        options={options}
        autoFocus={added > 0}
        onChoose={add}
        onEnter={(text) => {
          if (text.trim() !== '') add(text);
        }}
      />
    </span>
  );
}

/** A list begun with an empty text holds nothing yet. */
function isSaid(value: Value): boolean {
  return textOfValue(value) !== '';
}

function textOfValue(value: Value): string {
  if (value.kind === 'text') return value.text;
  return value.kind === 'number' ? String(value.number) : '';
}

function readValue(text: string, type: string): Value | null {
  if (type !== 'number') return text === '' ? null : { kind: 'text', text };
  return /^-?\d{1,15}$/.test(text) ? { kind: 'number', number: Number(text) } : null;
}
