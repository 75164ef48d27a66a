/** Which values a metafield type takes. Types that the dev store does not know are refused as unknown. */
const MAX_JSON_BYTES = 128 * 1024;
const MAX_TEXT_BYTES = 64 * 1024;

export interface ValueProblem {
  readonly message: string;
  readonly code: 'INVALID_TYPE' | 'INVALID_VALUE' | 'TOO_LONG' | 'BLANK';
}

const TEXT = (value: string) => value.length > 0;

const RULES: Readonly<Record<string, (value: string) => boolean>> = {
  boolean: (value) => value === 'true' || value === 'false',
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isRealDate(value),
  date_time: (value) => !Number.isNaN(Date.parse(value)),
  id: TEXT,
  json: isJson,
  multi_line_text_field: TEXT,
  number_decimal: (value) => /^-?\d+(\.\d{1,9})?$/.test(value),
  number_integer: (value) => /^-?\d+$/.test(value),
  single_line_text_field: (value) => TEXT(value) && !/[\r\n]/.test(value),
  url: (value) => URL.canParse(value),
};

/** What is wrong with a value of a type; null when nothing is. */
export function valueProblem(type: string, value: string): ValueProblem | null {
  if (value === '') return { message: "Value can't be blank", code: 'BLANK' };
  const limit = type === 'json' ? MAX_JSON_BYTES : MAX_TEXT_BYTES;
  if (Buffer.byteLength(value) > limit)
    return { message: `Value is too long; ${type} holds ${limit / 1024} KB`, code: 'TOO_LONG' };
  const element = /^list\.(.+)$/.exec(type)?.[1];
  const rule = RULES[element ?? type];
  if (!rule) return { message: `Type ${type} is not included in the list`, code: 'INVALID_TYPE' };
  const fits = element ? isListOf(value, rule) : rule(value);
  return fits ? null : { message: `Value is invalid for type ${type}`, code: 'INVALID_VALUE' };
}

function isListOf(value: string, rule: (value: string) => boolean): boolean {
  if (!isJson(value)) return false;
  const list: unknown = JSON.parse(value);
  if (!Array.isArray(list) || list.length > 128) return false;
  return list.every((item) => rule(typeof item === 'string' ? item : JSON.stringify(item)));
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    // Not JSON: that is the answer.
    return false;
  }
}

function isRealDate(value: string): boolean {
  const instant = Date.parse(value);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}
