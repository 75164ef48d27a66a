import type { Criterion, LosingReason } from './rank.ts';

const CRITERIA: Readonly<Record<Criterion, string>> = {
  class: 'it is more urgent',
  'ends sooner': 'it ends sooner',
  'owner order': 'it comes first in your order',
  key: 'they are equal in everything and its number comes first',
};

/** Says in a few English words why one did not win; `nameOf` turns the winner's key into a name that staff know. */
export function losingReasonInWords(
  reason: LosingReason,
  nameOf: (key: string) => string = (key) => key,
): string {
  if (reason.kind === 'refused') return reason.refusal;
  return `outranked by ${nameOf(reason.by)}: ${CRITERIA[reason.criterion]}`;
}
