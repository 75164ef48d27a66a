/** What a message is for and when it shows, and why one did not win, in words. */
import type { OnSiteRankingEntry } from '../../../contract/onsite.ts';
import type { AuthoredMessage } from '../../../core/priority/authored-message.ts';
import type { OnSiteKind } from '../../../core/priority/occasions.ts';
import { dateOf } from '../../language/format.ts';
import { language, t } from '../../language/t.ts';
import { nameIn, surroundings } from '../../models/surroundings.ts';
import type { IconName } from '../icon.tsx';

export const KIND_ICONS: Readonly<Record<OnSiteKind, IconName>> = {
  launch: 'launch',
  birthday: 'gift',
  anniversary: 'history',
  'login return': 'door',
  'tier reached': 'up',
  coupon: 'tag',
  'last category': 'order',
};

/** The headline in the reader's language, else in any. */
export function titleOf({ texts }: Pick<AuthoredMessage, 'texts'>): string {
  const text = texts[language()] ?? Object.values(texts)[0];
  return text?.title ?? '';
}

/** When it shows and to whom, in a line. */
export function occasionInWords(
  message: AuthoredMessage,
  tierName: (tierId: string) => string | undefined,
): string {
  const dated = message.kind === 'launch' || message.from !== null || message.until !== null;
  const parts = [
    message.kind === 'launch' ? '' : ruleInWords(message, tierName),
    dated ? spanInWords(message) : '',
    segmentInWords(message),
    t('onSite.languages', { n: Object.keys(message.texts).length }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function ruleInWords(
  message: AuthoredMessage,
  tierName: (tierId: string) => string | undefined,
): string {
  switch (message.kind) {
    case 'launch':
      return '';
    case 'birthday':
    case 'anniversary':
      return message.daysBefore === 0
        ? t('onSite.when.onDay', { after: message.daysAfter })
        : t('onSite.when.around', { before: message.daysBefore, after: message.daysAfter });
    case 'login return':
      return t('onSite.when.return', { n: message.absentDays });
    case 'tier reached': {
      if (message.tierId === '') return t('onSite.when.noTier');
      const tier = tierName(message.tierId) ?? message.tierId;
      return t('onSite.when.tier', { tier, days: message.withinDays });
    }
    case 'coupon':
      return t('onSite.when.coupon');
    case 'last category': {
      const category = message.category || t('onSite.when.anyCategory');
      const { afterDays: after, untilDays: until } = message;
      return t('onSite.when.category', { category, after, until });
    }
  }
}

function spanInWords({ from, until }: AuthoredMessage): string {
  const last = until === null ? null : dateOf(until - 1);
  if (from === null)
    return last === null ? t('onSite.when.always') : t('onSite.when.until', { last });
  const first = dateOf(from);
  return last === null ? t('onSite.when.from', { first }) : t('onSite.when.span', { first, last });
}

function segmentInWords({ segment }: AuthoredMessage): string {
  if (!segment) return '';
  const name = segmentName(segment.segmentId);
  return t(segment.member ? 'onSite.for.member' : 'onSite.for.notMember', { segment: name });
}

export function segmentName(segmentId: number): string {
  const known = nameIn(surroundings.value.segments, segmentId);
  return known ?? t('onSite.for.segment', { n: segmentId });
}

/** Why it did not win; empty for the winner. */
export function reasonInWords(
  { outcome }: OnSiteRankingEntry,
  titleByKey: ReadonlyMap<string, string>,
): string {
  switch (outcome.kind) {
    case 'won':
      return '';
    case 'held out':
      return t('onSite.why.held out');
    case 'no occasion':
      return t(`onSite.why.${outcome.reason}`);
    case 'refused':
      return t(`onSite.why.${outcome.refusal}`);
    case 'outranked': {
      const winner = titleByKey.get(outcome.by) ?? outcome.by;
      return t(`onSite.why.${outcome.criterion}`, { winner });
    }
  }
}
