import type { ImportView } from '../../../contract/append.ts';
import { t, textFor } from '../../language/t.ts';

export function stateInWords(state: ImportView['state']): string {
  return textFor('append.state', state) ?? state;
}

export function separatorInWords(separator: string | null): string {
  if (separator === ';') return t('append.separator.semicolon');
  return separator === '\t' ? t('append.separator.tab') : t('append.separator.comma');
}

/** A condition of the query language. */
export function attributeQuery(name: string): string {
  return `appended MATCHES (name = '${name.replace(/[\\']/g, '\\$&')}')`;
}
