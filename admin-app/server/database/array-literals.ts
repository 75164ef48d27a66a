/**
 * Arrays as Postgres reads them, for values that need no quoting. The driver looks at every element for characters to
 * escape, which for the thousands of numbers and times of a batch costs more than the rest of the statement.
 */
import type { Instant } from '../../core/time.ts';
import { timestampText } from './type-parsers.ts';

/** Of whole numbers, for a parameter that is cast to bigint[] or int[]. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

/** Of instants or nulls, for a parameter that is cast to timestamptz[]. A batch has few different ones. */
export function timestampArray(values: readonly (Instant | null)[]): string {
  const texts = new Map<Instant | null, string>([[null, 'null']]);
  const elements = values.map((value) => {
    let text = texts.get(value);
    if (text === undefined) {
      text = `"${timestampText(value ?? 0)}"`;
      texts.set(value, text);
    }
    return text;
  });
  return `{${elements.join(',')}}`;
}

/** Of texts or nulls, for a parameter that is cast to text[]. A batch has few different ones. */
export function textArray(values: readonly (string | null)[]): string {
  const quoted = new Map<string | null, string>([[null, 'null']]);
  const elements = values.map((value) => {
    let element = quoted.get(value);
    if (element === undefined) {
      element = `"${(value ?? '').replace(/["\\]/g, '\\$&')}"`;
      quoted.set(value, element);
    }
    return element;
  });
  return `{${elements.join(',')}}`;
}
