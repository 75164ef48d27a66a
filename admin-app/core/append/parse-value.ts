/** Values as files of third parties write them. What cannot be read without guessing is not read. */
import { type DayText, formatDay, parseDay } from '../time.ts';
import type { AppendedType, AppendedValue, FileConventions } from './types.ts';

const LONGEST_TEXT = 200;

const YES = new Set(['yes', 'y', 'true', '1', 'oui', 'o', 'vrai', 'tak', 't', 'prawda', 'ja', 'x']);
const NO = new Set(['no', 'n', 'false', '0', 'non', 'faux', 'nie', 'fałsz', 'nein']);

/** Null for an empty field, 'invalid' for what is no value of the type. */
export function parseAppended(
  field: string,
  type: AppendedType,
  conventions: FileConventions,
): AppendedValue | null | 'invalid' {
  const text = field.replaceAll('\u00a0', ' ').trim();
  if (text === '') return null;
  switch (type) {
    case 'text':
    case 'category':
      return text.length > LONGEST_TEXT || /\p{Cc}/u.test(text.replace(/[\r\n\t]/g, ''))
        ? 'invalid'
        : { type, text };
    case 'number': {
      const number = parseNumber(text, conventions);
      return number === null ? 'invalid' : { type, number };
    }
    case 'date': {
      const date = parseDate(text);
      return date === null ? 'invalid' : { type, date };
    }
    case 'yes/no': {
      const word = text.toLowerCase();
      if (YES.has(word)) return { type, yes: true };
      return NO.has(word) ? { type, yes: false } : 'invalid';
    }
  }
}

const MOST_DIGITS = 15;

/** Thousands may be parted by spaces or apostrophes. "1,234" is read by nobody: it is two numbers in two countries. */
function parseNumber(text: string, { decimalComma }: FileConventions): number | null {
  const ungrouped = /^[+-]?\d{1,3}([ '’\u202f]\d{3})+(\D|$)/u.test(text)
    ? text.replace(/[ '’\u202f]/gu, '')
    : text;
  const written = decimalComma ? /^[+-]?\d+([.,]\d+)?$/ : /^[+-]?\d+(\.\d+)?$/;
  if (!written.test(ungrouped)) return null;
  if (decimalComma && /\.\d{3}$/.test(ungrouped)) return null;
  const digits = ungrouped.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length > MOST_DIGITS ? null : Number(ungrouped.replace(',', '.'));
}

/** `2026-11-22`, alone or with a time, or `22.11.2026`. With slashes nobody knows which is the month. */
function parseDate(text: string): DayText | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text);
  if (iso) return dayOrNull(`${iso[1]}-${iso[2]}-${iso[3]}`);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (!dotted) return null;
  const [, day = '', month = '', year] = dotted;
  return dayOrNull(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function dayOrNull(text: string): DayText | null {
  try {
    const date = formatDay(parseDay(text));
    return date >= '1800-01-01' ? date : null;
  } catch {
    return null;
  }
}
