import type { SegmentValues } from '../../../../contract/segments.ts';
import { functionOf, parameterOf } from '../../../../core/segment/functions.ts';
import type { MatchesCondition, Parameter } from '../../../../core/segment/types.ts';
import { t } from '../../../language/t.ts';
import { askedOfParameter, newParameter, newTest } from '../../../models/segment-choices.ts';
import { Button } from '../../button.tsx';
import { textOf } from '../../field.tsx';
import { nameInWords } from '../words/words.ts';
import { TestFields } from './test-fields.tsx';

interface Props {
  readonly condition: MatchesCondition;
  readonly known: SegmentValues | null;
  readonly today: string;
  readonly onChange: (condition: MatchesCondition) => void;
}

/** What must be true of orders, purchases or reactions: each detail once. */
export function MatchesFields({ condition, known, today, onChange }: Props) {
  const { function: of, negated, parameters } = condition;
  const next = newParameter(of, parameters);
  const put = (changed: readonly Parameter[]) => onChange({ ...condition, parameters: changed });
  return (
    <>
      <select
        class="control operator"
        aria-label={t('builder.operator', { of: nameInWords(of) })}
        value={String(negated)}
        onChange={(event) => onChange({ ...condition, negated: textOf(event) === 'true' })}
      >
        <option value="false">{t('builder.matches')}</option>
        <option value="true">{t('builder.matchesNot')}</option>
      </select>
      <ul class="details">
        {parameters.length === 0 && <li class="soft">{t('builder.anyOfThem')}</li>}
        {parameters.map((parameter, nth) => (
          <Detail
            key={parameter.name}
            {...{ of, parameter, parameters, known, today }}
            onChange={(changed) =>
              put(parameters.map((each, other) => (other === nth ? changed : each)))
            }
            onRemove={() => put(parameters.filter((_, other) => other !== nth))}
          />
        ))}
        {next && (
          <li>
            <Button compact kind="plain" icon="add" onClick={() => put([...parameters, next])}>
              {t('builder.addDetail')}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}

interface DetailProps {
  readonly of: string;
  readonly parameter: Parameter;
  readonly parameters: readonly Parameter[];
  readonly known: SegmentValues | null;
  readonly today: string;
  readonly onChange: (parameter: Parameter) => void;
  readonly onRemove: () => void;
}

function Detail({ of, parameter, parameters, known, today, onChange, onRemove }: DetailProps) {
  const { name, test } = parameter;
  const label = nameInWords(name);
  const called = functionOf(of);
  const taken = parameters.map((each) => each.name);
  return (
    <li class="detail">
      <select
        class="control"
        aria-label={t('builder.detail')}
        value={name}
        onChange={(event) => {
          const chosen = parameterOf(called, textOf(event));
          onChange({ name: chosen.name, test: newTest(chosen) });
        }}
      >
        {called.parameters
          .filter((each) => each.name === name || !taken.includes(each.name))
          .map((each) => (
            <option key={each.name} value={each.name}>
              {nameInWords(each.name)}
            </option>
          ))}
      </select>
      <TestFields
        {...{ label, known, today, test }}
        asked={askedOfParameter(of, parameterOf(called, name))}
        onChange={(changed) => onChange({ name, test: changed })}
      />
      <Button
        compact
        kind="plain"
        icon="close"
        label={t('builder.removeDetail', { name: label })}
        onClick={onRemove}
      />
    </li>
  );
}
