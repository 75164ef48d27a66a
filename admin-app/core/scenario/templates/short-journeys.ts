/** The short scenarios: one or two messages each. */
import type { Language } from '../../message/types.ts';
import type { ScenarioDefinition, StartBlock } from '../types.ts';
import { blockNames } from './block-names.ts';
import { coupon, email, exit, QUIET, waitDays } from './blocks.ts';
import {
  DUE_SOON,
  HAPPY_BIRTHDAY,
  SECOND_ORDER_OFFER,
  THANKS_FOR_THE_FIRST,
  WHAT_IS_NEW,
} from './short-messages.ts';

/** From the first order to the second: thanks and what goes well with it; two weeks later a little help. */
export function secondPurchaseJourney(language: Language): ScenarioDefinition {
  const names = blockNames(language);
  return {
    goal: { kind: 'order' },
    quiet: QUIET,
    blocks: [
      start({ trigger: { kind: 'order placed', number: 1, category: null }, next: 'arrival' }),
      waitDays('arrival', 10, 'thanks'),
      email('thanks', { name: names.thanks, content: THANKS_FOR_THE_FIRST, next: 'two-weeks' }),
      waitDays('two-weeks', 14, 'coupon'),
      coupon('coupon', { name: names.coupon, prefix: 'THANKS', next: 'second-order' }),
      email('second-order', {
        name: names.secondOrder,
        content: SECOND_ORDER_OFFER,
        next: 'offer-time',
      }),
      waitDays('offer-time', 14, 'over'),
      exit('over', 'no second order'),
    ],
  };
}

/** Wishes on the day, with a present that lasts two weeks. */
export function birthdayJourney(language: Language): ScenarioDefinition {
  const names = blockNames(language);
  const wishes = email('birthday', {
    name: names.birthday,
    content: HAPPY_BIRTHDAY,
    next: 'over',
    priorityClass: 'yearly',
  });
  return {
    goal: { kind: 'none' },
    quiet: QUIET,
    blocks: [
      start({
        trigger: { kind: 'yearly date', date: 'birthday', daysBefore: 0 },
        reentry: { kind: 'each time' },
        next: 'coupon',
      }),
      coupon('coupon', { name: names.coupon, prefix: 'BDAY', next: 'birthday' }),
      wishes,
      exit('over', 'congratulated'),
    ],
  };
}

/** Good customers, a few days before their next order is due: what they like in one place. */
export function vipDueSoonJourney(language: Language): ScenarioDefinition {
  const names = blockNames(language);
  return {
    goal: { kind: 'order' },
    quiet: QUIET,
    blocks: [
      start({
        trigger: { kind: 'due', days: -3 },
        condition: 'number_of_orders >= 4',
        reentry: { kind: 'each time' },
        next: 'due-soon',
      }),
      email('due-soon', { name: names.dueSoon, content: DUE_SOON, next: 'two-weeks' }),
      waitDays('two-weeks', 14, 'over'),
      exit('over', 'no order'),
    ],
  };
}

/** Back on the shop's pages after a long time, but without an order by the next day: what is new since then. */
export function backAfterAbsenceJourney(language: Language): ScenarioDefinition {
  const names = blockNames(language);
  return {
    goal: { kind: 'order' },
    quiet: QUIET,
    blocks: [
      start({
        trigger: { kind: 'back after absence', days: 60, seen: 'visit' },
        reentry: { kind: 'after', days: 60 },
        next: 'a-day',
      }),
      waitDays('a-day', 1, 'what-is-new'),
      email('what-is-new', {
        name: names.whatIsNew,
        content: WHAT_IS_NEW,
        next: 'two-weeks',
        priorityClass: 'login return',
      }),
      waitDays('two-weeks', 14, 'over'),
      exit('over', 'no order'),
    ],
  };
}

function start(given: Pick<StartBlock, 'trigger' | 'next'> & Partial<StartBlock>): StartBlock {
  return {
    kind: 'start',
    id: 'start',
    condition: null,
    reentry: { kind: 'never' },
    holdoutShare: 0.1,
    ...given,
  };
}

/** A start and an end, for those who build the rest themselves. */
export const FROM_NOTHING: ScenarioDefinition = {
  goal: { kind: 'order' },
  quiet: QUIET,
  blocks: [
    start({ trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } }, next: 'over' }),
    exit('over', 'done'),
  ],
};
