import type { Day } from '../time.ts';
import type { Prediction } from './types.ts';

export type ReasonLanguage = 'en' | 'fr' | 'pl';

interface Wording {
  readonly notEnough: string;
  /** Usual gap from the customer's own repeat orders, and from similar customers. */
  readonly ownGap: (days: number) => string;
  readonly sharedGap: (days: number) => string;
  readonly lastOrder: (daysAgo: number) => string;
  readonly late: (days: number) => string;
  readonly dueIn: (days: number) => string;
  readonly returnShare: (tenths: number) => string;
}

/**
 * The prediction's numbers as one sentence for staff, as of `today`: usual gap, silence so far, how late or how soon
 * due, and how often customers like this one order within 90 days (in tenths). Made from the numbers alone.
 */
export function reasonInWords(
  prediction: Prediction,
  today: Day,
  language: ReasonLanguage,
): string {
  const words = WORDINGS[language];
  const { reason, dueDay } = prediction;
  if (reason === null || dueDay === null) return words.notEnough;
  const gap = Math.max(1, Math.round(reason.usualGapDays));
  const overdue = today - dueDay;
  const opening = reason.repeatOrders > 0 ? words.ownGap(gap) : words.sharedGap(gap);
  const due = overdue > 0 ? words.late(overdue) : words.dueIn(-overdue);
  const share = words.returnShare(Math.round(reason.returnShare * 10));
  return `${opening}, ${words.lastOrder(today - reason.lastOrderDay)}; ${due}; ${share}`;
}

const english: Wording = {
  notEnough: 'Not enough orders yet to say',
  ownGap: (days) => (days === 1 ? 'Usually every day' : `Usually every ${days} days`),
  sharedGap: (days) =>
    days === 1 ? 'Others usually return after 1 day' : `Others usually return after ${days} days`,
  lastOrder: (days) => {
    if (days <= 0) return 'last order today';
    return days === 1 ? 'last order yesterday' : `last order ${days} days ago`;
  },
  late: (days) => (days === 1 ? '1 day late' : `${days} days late`),
  dueIn: (days) => {
    if (days === 0) return 'due today';
    return days === 1 ? 'due tomorrow' : `due in ${days} days`;
  },
  returnShare: (tenths) => {
    if (tenths <= 0) return 'customers like this return in fewer than 1 of 10 cases';
    if (tenths >= 10) return 'customers like this nearly always return';
    return `customers like this return in ${tenths} of 10 cases`;
  },
};

const french: Wording = {
  notEnough: 'Pas encore assez de commandes pour se prononcer',
  ownGap: (days) =>
    days === 1 ? 'Habituellement chaque jour' : `Habituellement tous les ${days} jours`,
  sharedGap: (days) =>
    days === 1
      ? 'Les autres reviennent généralement après 1 jour'
      : `Les autres reviennent généralement après ${days} jours`,
  lastOrder: (days) => {
    if (days <= 0) return 'dernière commande aujourd’hui';
    return days === 1 ? 'dernière commande hier' : `dernière commande il y a ${days} jours`;
  },
  late: (days) => (days === 1 ? '1 jour de retard' : `${days} jours de retard`),
  dueIn: (days) => {
    if (days === 0) return 'attendue aujourd’hui';
    return days === 1 ? 'attendue demain' : `attendue dans ${days} jours`;
  },
  returnShare: (tenths) => {
    if (tenths <= 0) return 'les clients comparables reviennent dans moins de 1 cas sur 10';
    if (tenths >= 10) return 'les clients comparables reviennent presque toujours';
    return `les clients comparables reviennent dans ${tenths} cas sur 10`;
  },
};

const polish: Wording = {
  notEnough: 'Za mało zamówień, by coś powiedzieć',
  ownGap: (days) => (days === 1 ? 'Zwykle codziennie' : `Zwykle co ${days} dni`),
  sharedGap: (days) =>
    days === 1 ? 'Inni wracają zwykle po 1 dniu' : `Inni wracają zwykle po ${days} dniach`,
  lastOrder: (days) => {
    if (days <= 0) return 'ostatnie zamówienie dzisiaj';
    return days === 1 ? 'ostatnie zamówienie wczoraj' : `ostatnie zamówienie ${days} dni temu`;
  },
  late: (days) => (days === 1 ? 'spóźnienie 1 dzień' : `spóźnienie ${days} dni`),
  dueIn: (days) => {
    if (days === 0) return 'spodziewane dzisiaj';
    return days === 1 ? 'spodziewane jutro' : `spodziewane za ${days} dni`;
  },
  returnShare: (tenths) => {
    if (tenths <= 0) return 'podobni klienci wracają rzadziej niż w 1 przypadku na 10';
    if (tenths >= 10) return 'podobni klienci wracają prawie zawsze';
    return `podobni klienci wracają w ${tenths} ${tenths === 1 ? 'przypadku' : 'przypadkach'} na 10`;
  },
};

const WORDINGS: Record<ReasonLanguage, Wording> = { en: english, fr: french, pl: polish };
