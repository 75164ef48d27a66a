/** What win-back begins with in each trade: when a customer counts as inactive, how long it waits, what it offers. */
import type { Language } from '../../message/types.ts';
import { english } from './trade-words/english.ts';
import { french } from './trade-words/french.ts';
import { polish } from './trade-words/polish.ts';

export const TRADES = [
  'fashion',
  'pet',
  'books',
  'shoes',
  'garden',
  'games and computers',
  'telecom',
  'furniture and decor',
  'cosmetics and beauty',
  'something else',
] as const;
export type Trade = (typeof TRADES)[number];

/** The words that differ from trade to trade; every one may hold Liquid. */
export interface TradeWords {
  /** The trade itself, as staff read it. */
  readonly name: string;
  /** Subject of the first mail. */
  readonly hello: string;
  /** What the first mail says after the greeting. */
  readonly opening: string;
  /** Above the products. */
  readonly arrivals: string;
  /** Another subject, for those who did not open the first. */
  readonly reminder: string;
}

export const TRADE_WORDS: Readonly<Record<Language, Readonly<Record<Trade, TradeWords>>>> = {
  en: english,
  fr: french,
  pl: polish,
};

/** Lengths are in days. */
export interface TradeSettings {
  /** Past the predicted date. Where things are used up, a week is long. */
  readonly overdueDays: number;
  /** Silent for so many times the average days between the customer's own orders. */
  readonly rhythmTimes: number;
  /** Without an order, where neither is chosen. */
  readonly noOrderDays: number;
  readonly discountPercent: number;
  /** To those who say that it is too expensive. */
  readonly betterDiscountPercent: number;
  readonly couponDays: number;
  /** Of silence, between the last message and the farewell. */
  readonly silentDays: number;
}

export const TRADE_SETTINGS: Readonly<Record<Trade, TradeSettings>> = {
  fashion: settings({ noOrderDays: 180 }),
  pet: settings({ overdueDays: 5, rhythmTimes: 1.5, noOrderDays: 90, couponDays: 10 }),
  // In several countries of Europe the law allows no more than 5 % off a book's price.
  books: settings({ overdueDays: 14, discountPercent: 5, betterDiscountPercent: 5 }),
  shoes: settings({ overdueDays: 14, noOrderDays: 270 }),
  // Many gardeners buy in one season only.
  garden: settings({ overdueDays: 14, noOrderDays: 400, couponDays: 21 }),
  'games and computers': settings({
    overdueDays: 14,
    discountPercent: 5,
    betterDiscountPercent: 10,
  }),
  telecom: settings({
    overdueDays: 30,
    noOrderDays: 540,
    discountPercent: 5,
    betterDiscountPercent: 10,
    couponDays: 30,
    silentDays: 60,
  }),
  'furniture and decor': settings({
    overdueDays: 30,
    noOrderDays: 365,
    discountPercent: 5,
    betterDiscountPercent: 10,
    couponDays: 30,
    silentDays: 60,
  }),
  'cosmetics and beauty': settings({
    overdueDays: 5,
    rhythmTimes: 1.5,
    noOrderDays: 120,
    betterDiscountPercent: 20,
  }),
  'something else': settings({}),
};

function settings(own: Partial<TradeSettings>): TradeSettings {
  return {
    overdueDays: 7,
    rhythmTimes: 2,
    noOrderDays: 180,
    discountPercent: 10,
    betterDiscountPercent: 15,
    couponDays: 14,
    silentDays: 30,
    ...own,
  };
}
