/** The ranking's answers in the person's language: what competed, and why one did not go. */
import type { CompetitorView, DecidedOther } from '../../../contract/customers.ts';
import type { Cap } from '../../../core/priority/caps.ts';
import { blockInWords, refusalInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';

/** "“Hello again” of “Win back”", or the mail's subject where it has one. */
export function competitorInWords({ scenario, blockName, subject }: CompetitorView): string {
  if (!scenario) return t('customer.ranking.gone');
  if (scenario.kind === 'one customer') return t('customer.ranking.own');
  const block = subject === null ? blockInWords(blockName) : `“${subject}”`;
  return t('customer.ranking.from', { block, scenario: scenario.name });
}

/** The name alone, where the sentence is short. */
function nameOf(competitor: CompetitorView): string {
  const { scenario } = competitor;
  if (!scenario || scenario.kind === 'one customer') return competitorInWords(competitor);
  return `“${scenario.name}”`;
}

/** Why it did not go: what holds it as far as that is known, otherwise the reason as it was written down. */
export function otherInWords({ reason, hold }: DecidedOther): string {
  if (hold?.by) {
    const { competitor, criterion } = hold.by;
    return t('customer.ranking.holder', {
      what: nameOf(competitor),
      why: t(`customer.ranking.criterion.${criterion}`),
    });
  }
  const cap = hold?.caps[0];
  return cap ? t('customer.ranking.filled', { cap: capInWords(cap) }) : refusalInWords(reason);
}

function capInWords({ max, window }: Cap): string {
  const within =
    window.kind === 'hours'
      ? t('customer.cap.hours', { n: window.hours })
      : t('customer.cap.days', { n: window.days });
  return t('customer.cap', { n: max, within });
}
