/** What is counted of those who entered a scenario; each figure opens the list of its customers. */

/** What became of messages: counted of each message, and of each entry with at least one such message. */
export const MESSAGE_FIGURES = [
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unsubscribed',
  'opened',
  'opened by machine',
  'clicked',
  'answered',
  'not sent',
] as const;
export type MessageFigure = (typeof MESSAGE_FIGURES)[number];

export const FIGURES = [
  'entered',
  'held out',
  ...MESSAGE_FIGURES,
  'coupon issued',
  'coupon redeemed',
  'returned',
  'returned held out',
  'second order',
] as const;
export type Figure = (typeof FIGURES)[number];

export function isMessageFigure(figure: Figure): figure is MessageFigure {
  return MESSAGE_FIGURES.some((each) => each === figure);
}

/** Days after entering within which an order is looked for. */
export const RETURN_DAYS = [7, 30, 60, 90] as const;
export type ReturnDays = (typeof RETURN_DAYS)[number];

/** Orders later than this many days after entering are no return. */
export const LONGEST_RETURN_DAYS = 90;

/** An order this many days after entering counts as a return; the same for treated and held out. */
export const WINDOW_DAYS = 30;
