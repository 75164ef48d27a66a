import type { CampaignTrigger, InactiveDefinition, StartBlock, StartTrigger } from '../../types.ts';
import { nextExit } from '../exit-path.ts';

export { nextExit as exitsOf };

export function nameOf(_block: StartBlock): string {
  return 'Start';
}

/** Who enters, in plain words. */
export function describe({ trigger, condition, holdoutShare }: StartBlock): string {
  const who = triggerInWords(trigger);
  const all = condition === null ? who : `${who}, if ${condition.trim() || 'everybody'}`;
  const share = Math.round(holdoutShare * 1000) / 10;
  return share === 0 ? `${all}; nobody held out` : `${all}; ${share} % held out`;
}

function triggerInWords(trigger: StartTrigger): string {
  switch (trigger.kind) {
    case 'inactive':
      return inactiveInWords(trigger.by);
    case 'due':
      return dueInWords(trigger.days);
    case 'joins segment':
      return `Customers who join segment ${trigger.segmentId}${
        trigger.fromSegmentId === null ? '' : ` from segment ${trigger.fromSegmentId}`
      }`;
    case 'tier changes':
      return tierChangeInWords(trigger);
    case 'about to lose tier':
      return `Customers who lose their tier within ${days(trigger.days)}`;
    case 'order placed':
      return orderInWords(trigger);
    case 'item returned':
      return 'Customers who return an item';
    case 'back after absence':
      return `Customers who ${trigger.seen === 'login' ? 'log in' : 'visit'} after ${days(trigger.days)} away`;
    case 'link clicked':
      return `Customers who click a link with “${trigger.urlContains}”`;
    case 'yearly date':
      return yearlyInWords(trigger);
    case 'by hand':
      return 'Customers who are added by hand or by a list';
    case 'another scenario':
      return 'Customers whom another scenario sends here';
    case 'campaign':
      return campaignInWords(trigger);
  }
}

function campaignInWords({ segmentId, exceptSegmentId }: CampaignTrigger): string {
  const all = segmentId === null ? 'All customers' : `Customers of segment ${segmentId}`;
  return exceptSegmentId === null ? all : `${all} who are not in segment ${exceptSegmentId}`;
}

function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

function inactiveInWords(by: InactiveDefinition): string {
  switch (by.kind) {
    case 'no order':
      return `Customers without an order for ${days(by.days)}`;
    case 'overdue':
      return by.days === 0
        ? 'Customers whose next order is due'
        : `Customers ${days(by.days)} past the day their next order was due`;
    case 'own rhythm':
      return `Customers silent for ${by.times} times their usual gap between orders`;
  }
}

function dueInWords(after: number): string {
  if (after === 0) return 'Customers whose next order is due today';
  const when = after < 0 ? 'before' : 'after';
  return `Customers ${days(Math.abs(after))} ${when} the day their next order is due`;
}

function tierChangeInWords({
  direction,
  from,
  to,
}: Extract<StartTrigger, { kind: 'tier changes' }>): string {
  const verb = direction === 'up' ? 'rise' : 'fall';
  const origin = from === null ? '' : ` from ${from.join(' or ')}`;
  const target = to === null ? '' : ` to ${to.join(' or ')}`;
  return `Customers who ${verb}${origin}${target || ` to a ${direction === 'up' ? 'higher' : 'lower'} tier`}`;
}

function orderInWords({
  number,
  category,
}: Extract<StartTrigger, { kind: 'order placed' }>): string {
  const which = number === null ? 'an order' : `their order number ${number}`;
  return `Customers who place ${which}${category === null ? '' : ` of ${category}`}`;
}

function yearlyInWords({
  date,
  daysBefore,
}: Extract<StartTrigger, { kind: 'yearly date' }>): string {
  const what = date === 'birthday' ? 'their birthday' : 'the anniversary of their first order';
  return daysBefore === 0 ? `Customers on ${what}` : `Customers ${days(daysBefore)} before ${what}`;
}
