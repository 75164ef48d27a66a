/** Why a value was refused by its contract: the code and values behind what zod found. */
import type { core } from 'zod';
import type { Failure } from '../../contract/failure.ts';
import { REFUSALS, type RefusalCode, refusalSentence } from '../../contract/refusals.ts';

type Reason = Required<Pick<Failure['error'], 'code' | 'values'>>;
type Issue = core.$ZodIssue | core.$ZodRawIssue;

/** For zod: its sentence where the contract has none of its own; undefined leaves zod its own words. */
export function sentenceFor(issue: core.$ZodRawIssue): string | undefined {
  const { code, values } = reasonFor(issue);
  return code === 'unexpected' ? undefined : refusalSentence(code, values);
}

/** What the contract says itself, by its sentence; otherwise what zod found. */
export function reasonOf(issue: core.$ZodIssue): Reason {
  const code = CODES.get(issue.message);
  return code === undefined ? reasonFor(issue) : { code, values: {} };
}

// The table has no other keys.
const CODES = new Map(
  (Object.keys(REFUSALS) as RefusalCode[]).map((code) => [REFUSALS[code] as string, code]),
);

function reasonFor(issue: Issue): Reason {
  switch (issue.code) {
    case 'invalid_type':
      return { code: TYPES[issue.expected] ?? 'empty', values: {} };
    case 'too_small':
      return tooSmall(String(issue.origin), Number(issue.minimum));
    case 'too_big':
      return {
        code: TOO_BIG[issue.origin] ?? 'too great',
        values: { most: Number(issue.maximum) },
      };
    case 'invalid_format':
      return { code: FORMATS[issue.format] ?? 'unexpected', values: detailOf(issue) };
    case 'invalid_value':
      return { code: 'none of these', values: { known: issue.values.join(', ') } };
    default:
      return { code: 'unexpected', values: detailOf(issue) };
  }
}

const TYPES: Readonly<Record<string, RefusalCode>> = { number: 'not a number', int: 'not whole' };
const FORMATS: Readonly<Record<string, RefusalCode>> = {
  email: 'not an e-mail address',
  url: 'not a web address',
};
const TOO_BIG: Readonly<Record<string, RefusalCode>> = { string: 'too long', array: 'too many' };
const TOO_SMALL: Readonly<Record<string, RefusalCode>> = { string: 'too short', array: 'too few' };

function tooSmall(origin: string, least: number): Reason {
  if (origin === 'string' && least === 1) return { code: 'empty', values: {} };
  return { code: TOO_SMALL[origin] ?? 'too small', values: { least } };
}

function detailOf({ message }: Issue): Reason['values'] {
  return { detail: message ?? '' };
}
