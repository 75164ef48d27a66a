import { MOST_GUEST_ORDERS, type Need } from '../../../core/prediction/model-needs.ts';
import { daysOff, number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { verdictInWords } from './in-words.ts';

/** What the model lacks, with the numbers it was seen by. */
export function needInWords(need: Need): string {
  switch (need.code) {
    case 'orders older than 60 days hidden':
      return t('need.hidden');
    case 'orders not read':
      return t('need.unread', { n: need.orders });
    case 'orders without customer':
      return need.orders < MOST_GUEST_ORDERS
        ? t('need.guests', { n: need.orders })
        : t('need.guestsAtLeast', { count: need.orders });
    case 'turned down':
      return t('need.turnedDown', { n: need.fits, why: verdictInWords(need.verdict) });
    case 'history under two gaps':
      return t('need.twoGaps', { gap: daysOff(need.neededDays / 2), past: daysOff(need.days) });
    case 'one order':
    case 'two orders':
    case 'irregular':
      return [rhythmInWords(need), datesInWords(need)].join(' ').trim();
    case 'heavy buyers':
      return t('need.heavy', {
        n: need.customers,
        from: need.fromOrders,
        share: percent(need.orderShare),
      });
    case 'not enough to look back':
      return t('need.lookBack', {
        neededDays: need.neededDays,
        neededOrders: need.neededRepeatOrders,
        days: need.days,
        orders: need.repeatOrders,
      });
    case 'short history':
      return t('need.shortHistory', { needed: need.neededDays, days: need.days });
    case 'few repeat orders':
      return t('need.repeatOrders', { needed: need.neededRepeatOrders, orders: need.repeatOrders });
    case 'ends at a peak':
      return t('need.peak', { times: number(need.timesUsual, 1) });
    case 'amounts missing':
      return need.share >= 1
        ? t('need.noAmounts')
        : t('need.amounts', { share: percent(need.share) });
    case 'value goes with frequency':
      return need.rankCorrelation > 0 ? t('need.oftenMore') : t('need.oftenLess');
    case 'few returns':
      return t('need.returns', { n: need.returned, needed: need.neededReturned });
  }
}

type RhythmNeed = Extract<Need, { readonly meanAbsoluteDays: number | null }>;

function rhythmInWords({ code, customers, share }: RhythmNeed): string {
  const fill = { n: customers, share: percent(share) };
  switch (code) {
    case 'one order':
      return t('need.oneOrder', fill);
    case 'two orders':
      return t('need.twoOrders', fill);
    case 'irregular':
      return t('need.irregular', fill);
  }
}

function datesInWords({ meanAbsoluteDays: off }: RhythmNeed): string {
  return off === null ? '' : t('need.dates', { off: daysOff(off) });
}

export interface Weight {
  readonly figure: string;
  readonly of: string;
  /** How much of a bar it fills, 0–1; null where it is no part of a whole. */
  readonly share: number | null;
}

/** How much of the store it concerns, or how far there is to go. */
export function weightInWords(need: Need): Weight {
  switch (need.code) {
    case 'orders older than 60 days hidden':
      return { figure: percent(1), of: t('need.weight.customers'), share: 1 };
    case 'turned down':
      return {
        figure: number(need.fits),
        of: t('need.weight.fits', { n: need.fits }),
        share: null,
      };
    case 'orders not read':
    case 'orders without customer':
    case 'amounts missing':
      return { figure: partOf(need.share), of: t('need.weight.orders'), share: need.share };
    case 'heavy buyers':
      return {
        figure: partOf(need.orderShare),
        of: t('need.weight.orders'),
        share: need.orderShare,
      };
    case 'one order':
    case 'two orders':
    case 'irregular':
      return rhythmWeight(need);
    case 'not enough to look back':
      return need.days < need.neededDays
        ? way(need.days, need.neededDays, t('need.weight.days', { needed: need.neededDays }))
        : repeatOrdersWay(need);
    case 'history under two gaps':
    case 'short history':
      return way(need.days, need.neededDays, t('need.weight.days', { needed: need.neededDays }));
    case 'few repeat orders':
      return repeatOrdersWay(need);
    case 'few returns':
      return way(
        need.returned,
        need.neededReturned,
        t('need.weight.returns', { needed: need.neededReturned }),
      );
    case 'ends at a peak':
      return {
        figure: `${number(need.timesUsual, 1)}×`,
        of: t('need.weight.usual'),
        share: null,
      };
    case 'value goes with frequency':
      return { figure: number(need.rankCorrelation, 2), of: t('need.weight.values'), share: null };
  }
}

function rhythmWeight({ errorShare, share }: RhythmNeed): Weight {
  if (errorShare === null) {
    return { figure: partOf(share), of: t('need.weight.customers'), share };
  }
  return { figure: partOf(errorShare), of: t('need.weight.error'), share: errorShare };
}

function repeatOrdersWay({
  repeatOrders: have,
  neededRepeatOrders: needed,
}: {
  readonly repeatOrders: number;
  readonly neededRepeatOrders: number;
}): Weight {
  return way(have, needed, t('need.weight.repeatOrders', { needed }));
}

function way(have: number, needed: number, of: string): Weight {
  return { figure: number(have), of, share: Math.min(1, have / Math.max(1, needed)) };
}

/** A part that rounds to nothing is there all the same. */
function partOf(share: number): string {
  const LEAST = 0.001;
  return share > 0 && share < LEAST ? t('need.less', { share: percent(LEAST) }) : percent(share);
}

/** Where what is to be done can be done; null where it is not in this app. */
export function placeOf({ code }: Need): string | null {
  switch (code) {
    case 'orders not read':
      return '/sync/problems';
    case 'one order':
    case 'two orders':
    case 'few repeat orders':
      return '/scenarios';
    case 'irregular':
    case 'heavy buyers':
      return '/segments/new';
    default:
      return null;
  }
}
