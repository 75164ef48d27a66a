import { fold } from '../segment/fold.ts';
import { attributeName } from './mapping.ts';
import { parseAppended } from './parse-value.ts';
import {
  type AppendedValue,
  type AppendMapping,
  CLASS_NAME,
  type FileConventions,
} from './types.ts';

export interface AppendedRow {
  /** By the name of the attribute; empty fields say nothing. */
  readonly values: ReadonlyMap<string, AppendedValue>;
  /** Columns with a value that is none of its type. */
  readonly invalid: readonly number[];
}

/** What a line says of its customer. A value that cannot be read costs itself, not the line. */
export function readRow(
  fields: readonly string[],
  { attributes, classes }: AppendMapping,
  conventions: FileConventions,
): AppendedRow {
  const values = new Map<string, AppendedValue>();
  const invalid: number[] = [];
  for (const { column, name, type } of attributes) {
    const value = parseAppended(fields[column] ?? '', type, conventions);
    if (value === 'invalid') invalid.push(column);
    else if (value !== null) values.set(attributeName(name), value);
  }
  const word = fold((classes && fields[classes.column])?.trim() ?? '');
  const found = classes?.values.find(({ value }) => fold(value.trim()) === word);
  if (word !== '' && found) values.set(CLASS_NAME, { type: 'class', text: found.means });
  return { values, invalid };
}
