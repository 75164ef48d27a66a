/** In a few English words, as they are written down with a decision. */
import type { Cap, CapScope } from './caps.ts';
import type { Criterion, LosingReason } from './rank.ts';

const CRITERIA: Readonly<Record<Criterion, string>> = {
  class: 'it is more urgent',
  'ends sooner': 'it ends sooner',
  'owner order': 'it comes first in your order',
  key: 'they are equal in everything and its number comes first',
};

/** Says why one did not win; `nameOf` turns the winner's key into a name that staff know. */
export function losingReasonInWords(
  reason: LosingReason,
  nameOf: (key: string) => string = (key) => key,
): string {
  if (reason.kind === 'refused') return reason.refusal;
  return `outranked by ${nameOf(reason.by)}: ${CRITERIA[reason.criterion]}`;
}

/** "at most 3 messages in 7 days by SMS; ad hoc passes". */
export function capInWords({ max, window, over, letPast }: Cap): string {
  const most = max === 1 ? 'one message' : `${max} messages`;
  const [n, unit] =
    window.kind === 'hours' ? [window.hours, 'hour'] : ([window.days, 'day'] as const);
  const within = n === 1 ? `one ${unit}` : `${n} ${unit}s`;
  const passing = letPast.length === 0 ? '' : `; ${letPast.join(', ')} ${passWord(letPast)}`;
  return `at most ${most} in ${within}${scopeInWords(over)}${passing}`;
}

function passWord(letPast: readonly string[]): string {
  return letPast.length === 1 ? 'passes' : 'pass';
}

function scopeInWords(scope: CapScope): string {
  switch (scope.kind) {
    case 'all':
      return '';
    case 'channel':
      return ` by ${scope.channel}`;
    case 'class':
      return ` of class ${scope.priorityClass}`;
    case 'message kind':
      return ` of kind ${scope.messageKind}`;
  }
}
