/** A segment's query for people who do not read its language. */
import { functionOf, parameterOf } from '../../../../core/segment/functions.ts';
import { parse } from '../../../../core/segment/parse.ts';
import type {
  Condition,
  DateValue,
  OffsetUnit,
  Query,
  Test,
  Value,
} from '../../../../core/segment/types.ts';
import { anyOf, currencyUnit, day, money, number } from '../../../language/format.ts';
import { locale, t } from '../../../language/t.ts';
import {
  type Asked,
  askedOfAnniversary,
  askedOfAttribute,
  askedOfParameter,
  subjectOf,
} from '../../../models/segment-choices.ts';
import { namesOf } from '../visual/options-of.ts';
import { nameInWords, operatorInWords, valueInWords } from './words.ts';

/** "Last order is before 1 year ago and …"; null where the query cannot be read. */
export function queryInWords(text: string): string | null {
  const parsed = parse(text);
  if (!parsed.ok) return null;
  return parsed.query.kind === 'everyone' ? t('segments.everybody') : saidOf(parsed.query);
}

function saidOf(query: Query): string {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.of.map(partOf).join(` ${t(`builder.joint.${query.kind}`)} `);
    case 'not':
      return `${t('builder.not')} (${saidOf(query.of)})`;
    default:
      return conditionOf(query);
  }
}

function partOf(query: Query): string {
  return query.kind === 'and' || query.kind === 'or' ? `(${saidOf(query)})` : saidOf(query);
}

function conditionOf(condition: Condition): string {
  const subject = subjectOf(condition);
  const name = nameInWords(subject);
  switch (condition.kind) {
    case 'attribute':
      return testOf(subject, condition.test, askedOfAttribute(condition.attribute));
    case 'anniversary':
      return testOf(subject, condition.test, askedOfAnniversary(condition.attribute));
    case 'matches': {
      const called = functionOf(condition.function);
      const details = condition.parameters.map(({ name: detail, test }) =>
        testOf(detail, test, askedOfParameter(condition.function, parameterOf(called, detail))),
      );
      const said = `${name} (${details.join(', ') || t('builder.anyOfThem')})`;
      return condition.negated ? `${t('builder.not')} ${said}` : said;
    }
    case 'in segment':
      return `${name}: ${condition.segment}`;
    case 'in scenario':
      return `${name}: ${condition.scenario}`;
  }
}

function testOf(subject: string, test: Test, asked: Asked): string {
  const name = nameInWords(subject);
  const nameOf = namesOf(subject);
  const say = (value: Value) => sayValue(value, asked, nameOf);
  const operator = operatorInWords(test.operator, asked.type);
  if ('from' in test) {
    return `${name} ${operator} ${say(test.from)} ${t('builder.and')} ${say(test.to)}`;
  }
  if ('values' in test) return `${name} ${operator} ${anyOf(test.values.map(say))}`;
  if (!('value' in test)) return `${name} ${operator}`;
  const { value } = test;
  const said = say(value);
  return test.operator === '=' && !FOLLOWS_IS.has(value.kind)
    ? `${name}: ${said}`
    : `${name} ${operator} ${said}`;
}

/** "is on in 7 days" and "consent is Agreed" are no language; "is 3" and "is on 1 May" are. */
const FOLLOWS_IS: ReadonlySet<Value['kind']> = new Set(['number', 'day', 'time']);

function sayValue(value: Value, { unit }: Asked, nameOf: ReturnType<typeof namesOf>): string {
  switch (value.kind) {
    case 'number':
      if (unit === 'money') return money(value.number * currencyUnit().minor);
      return number(value.number, 6);
    case 'text':
      return nameOf(value.text) ?? valueInWords(value.text);
    case 'boolean':
      return t(value.boolean ? 'builder.yes' : 'builder.no');
    default:
      return dateOf(value);
  }
}

const UNITS = { d: 'day', w: 'week', m: 'month', y: 'year' } as const satisfies Record<
  OffsetUnit,
  Intl.RelativeTimeFormatUnit
>;

function dateOf(value: DateValue): string {
  if (value.kind === 'day') return day(value.day);
  if (value.kind === 'time') return `${day(value.day)} ${value.time}`;
  if (value.kind === 'offset')
    return new Intl.RelativeTimeFormat(locale()).format(value.amount, UNITS[value.unit]);
  const daysAgo = value.name === 'today' ? 0 : -1;
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(daysAgo, 'day');
}
