import type { SegmentValues } from '../../../../contract/segments.ts';
import type { Test, Value } from '../../../../core/segment/types.ts';
import { t } from '../../../language/t.ts';
import type { Asked } from '../../../models/segment-choices.ts';
import { existingValues } from '../../../models/segment-completion.ts';
import { shop } from '../../../models/shop.ts';
import { textOf } from '../../field.tsx';
import { valueInWords } from '../words/words.ts';
import { DateField } from './date-field.tsx';
import { NumberInput } from './number-input.tsx';
import { optionsOf } from './options-of.ts';
import { SuggestInput } from './suggest-input.tsx';
import { ValueList } from './value-list.tsx';

export interface ValuesProps {
  readonly label: string;
  readonly asked: Asked;
  readonly known: SegmentValues | null;
  readonly today: string;
}

interface Props extends ValuesProps {
  readonly test: Test;
  readonly onChange: (test: Test) => void;
}

/** What a test compares with: one value, two, a list or nothing. */
export function ValueFields({ test, onChange, ...rest }: Props) {
  switch (test.operator) {
    case 'is null':
    case 'is not null':
      return null;
    case 'between':
    case 'not between':
      return (
        <span class="value-range">
          <ValueField
            {...rest}
            value={test.from}
            onChange={(from) => onChange({ ...test, from })}
          />
          <span class="soft">{t('builder.and')}</span>
          <ValueField {...rest} value={test.to} onChange={(to) => onChange({ ...test, to })} />
        </span>
      );
    case 'in':
    case 'not in':
      return (
        <ValueList
          {...rest}
          values={test.values}
          onChange={(values) => onChange({ ...test, values })}
        />
      );
    default:
      return (
        <ValueField
          {...rest}
          value={test.value}
          onChange={(value) => onChange({ ...test, value })}
        />
      );
  }
}

interface OneProps extends ValuesProps {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One value, edited as its type asks for. */
export function ValueField({ label, asked, known, today, value, onChange }: OneProps) {
  switch (value.kind) {
    case 'number':
      return <Amount {...{ label, asked, value: value.number, onChange }} />;
    case 'boolean':
      return (
        <select
          class="control"
          aria-label={label}
          value={String(value.boolean)}
          onChange={(event) => onChange({ kind: 'boolean', boolean: textOf(event) === 'true' })}
        >
          <option value="true">{t('builder.yes')}</option>
          <option value="false">{t('builder.no')}</option>
        </select>
      );
    case 'text':
      return asked.type === 'enumeration' ? (
        <select
          class="control"
          aria-label={label}
          value={value.text}
          onChange={(event) => onChange({ kind: 'text', text: textOf(event) })}
        >
          {asked.values.map((each) => (
            <option key={each} value={each}>
              {valueInWords(each)}
            </option>
          ))}
        </select>
      ) : (
        <SuggestInput
          free
          label={label}
          value={value.text}
          options={optionsOf(asked.of, existingValues(asked.of, known))}
          onType={(text) => onChange({ kind: 'text', text })}
          onChoose={(text) => onChange({ kind: 'text', text })}
        />
      );
    default:
      return <DateField {...{ label, value, today, onChange }} />;
  }
}

interface AmountProps {
  readonly label: string;
  readonly asked: Asked;
  readonly value: number;
  readonly onChange: (value: Value) => void;
}

/** Chances are asked for in per cent, sums in the shop's currency. */
function Amount({ label, asked, value, onChange }: AmountProps) {
  const isChance = asked.unit === 'probability';
  const put = (number: number) => onChange({ kind: 'number', number });
  if (isChance) {
    const perCent = Number((value * 100).toFixed(4));
    const take = (percent: number) => put(Number((percent / 100).toFixed(6)));
    return <NumberInput {...{ label, value: perCent, whole: false, unit: '%' }} onChange={take} />;
  }
  return (
    <NumberInput
      {...{ label, value }}
      whole={asked.type === 'number'}
      {...unitOf(asked)}
      onChange={put}
    />
  );
}

function unitOf({ unit }: Asked): { readonly unit?: string } {
  if (unit === 'money') return { unit: shop()?.currency ?? '' };
  if (unit === 'days') return { unit: t('unit.daysOnly') };
  return {};
}
