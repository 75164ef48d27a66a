import type { ImportView } from '../../../contract/append.ts';
import { t, textFor } from '../../language/t.ts';

export function stateInWords(state: ImportView['state']): string {
  return textFor('append.state', state) ?? state;
}

export function separatorInWords(separator: string | null): string {
  if (separator === ';') return t('append.separator.semicolon');
  return separator === '\t' ? t('append.separator.tab') : t('append.separator.comma');
}

/** A condition of the query language: whoever has the attribute, or has it with this text. */
export function attributeQuery(name: string, text?: string): string {
  const conditions = [`name = ${quoted(name)}`];
  if (text !== undefined) conditions.push(`text = ${quoted(text)}`);
  return `appended MATCHES (${conditions.join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
