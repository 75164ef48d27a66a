/** Who enters a scenario, in the person's language and few words. */
import type { InactiveDefinition, StartTrigger } from '../../../core/scenario/types.ts';
import { list, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { nameIn, surroundings } from '../../models/surroundings.ts';

export function triggerInWords(trigger: StartTrigger): string {
  switch (trigger.kind) {
    case 'inactive':
      return inactiveInWords(trigger.by);
    case 'due':
      return dueInWords(trigger.days);
    case 'joins segment':
      return t('trigger.joins', { segment: segmentName(trigger.segmentId) });
    case 'tier changes':
      return tierChangeInWords(trigger);
    case 'about to lose tier':
      return t('trigger.loses', { n: trigger.days });
    case 'order placed':
      return orderInWords(trigger);
    case 'back after absence':
      return t(trigger.seen === 'login' ? 'trigger.backLogin' : 'trigger.backVisit', {
        n: trigger.days,
      });
    case 'link clicked':
      return t('trigger.clicks', { url: trigger.urlContains });
    case 'yearly date':
      return yearlyInWords(trigger);
    case 'item returned':
    case 'by hand':
    case 'another scenario':
    case 'campaign':
      return t(`trigger.${trigger.kind}`);
  }
}

export function inactiveInWords(by: InactiveDefinition): string {
  switch (by.kind) {
    case 'no order':
      return t('inactive.noOrder', { n: by.days });
    case 'own rhythm':
      return t('trigger.ownRhythm', { times: number(by.times, 1) });
    case 'overdue':
      return by.days === 0 ? t('inactive.due') : t('inactive.overdue', { n: by.days });
  }
}

function dueInWords(days: number): string {
  if (days < 0) return t('trigger.dueIn', { n: -days });
  return days === 0 ? t('inactive.due') : t('inactive.overdue', { n: days });
}

type Trigger<Kind extends StartTrigger['kind']> = Extract<StartTrigger, { readonly kind: Kind }>;

function tierChangeInWords({ direction, to }: Trigger<'tier changes'>): string {
  const up = direction === 'up';
  if (to === null || to.length === 0) return t(up ? 'trigger.tierUp' : 'trigger.tierDown');
  return t(up ? 'trigger.tierUpTo' : 'trigger.tierDownTo', { tiers: list(to.map(tierName)) });
}

function orderInWords({ number: which, category }: Trigger<'order placed'>): string {
  const order =
    which === null
      ? t('trigger.anyOrder')
      : which === 1
        ? t('trigger.firstOrder')
        : t('trigger.nthOrder', { number: which });
  return category === null ? order : t('trigger.ofCategory', { order, category });
}

function yearlyInWords({ date, daysBefore }: Trigger<'yearly date'>): string {
  if (daysBefore === 0)
    return t(date === 'birthday' ? 'trigger.birthday' : 'trigger.firstOrderDay');
  const key = date === 'birthday' ? 'trigger.birthdayIn' : 'trigger.firstOrderDayIn';
  return t(key, { n: daysBefore });
}

export function segmentName(id: number): string {
  return nameIn(surroundings.value.segments, id) ?? t('surroundings.segment', { id });
}

export function tierName(id: string): string {
  const { tiers, formerTiers } = surroundings.value;
  return nameIn(tiers, id) ?? nameIn(formerTiers, id) ?? id;
}
