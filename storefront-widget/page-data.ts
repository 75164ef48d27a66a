/** Reads what the Liquid block printed into the page. */
import type { CustomerFacts, OnSiteMessage } from '../admin-app/core/priority/on-site.ts';

/**
 * The names are those in `extension/theme/blocks/rondo.liquid`. The colours do not come this way: they are custom
 * properties of the element that the message shows in.
 */
export interface PageData {
  /** As printed: each is checked before it takes part. */
  readonly messages: readonly OnSiteMessage[];
  /** Who is logged in, to keep one customer's history from another's; null if nobody is. */
  readonly customer: number | null;
  readonly facts: CustomerFacts | null;
  readonly language: string;
  readonly pageType: string;
  /** The page's path, without the folder of its language. */
  readonly path: string;
  /** Shows the first message as a sample, under this label: no ranking, no history, no events. Null for shoppers. */
  readonly preview: string | null;
  /** The shop's time zone; not there for the visitor's own. */
  readonly zone?: string;
  /** Where the app's proxy answers in this shop. */
  readonly proxyPath: string;
  readonly labels: Labels;
  /** The corner that a card stands in, in the direction of reading. */
  readonly corner: 'start' | 'end';
}

/** In the shopper's language: the names of the region, of the close button, of the coupon's before and after, and of days. */
export type Labels = readonly [
  region: string,
  close: string,
  copy: string,
  copied: string,
  days: string,
];

/**
 * Throws, so that nothing shows, where the block printed nothing. Facts that cannot be read make the ranking throw: whom
 * a message must not reach, it does not reach.
 */
export function readPageData(): PageData {
  // Our own block prints it, from values that Shopify gives a type; the messages and facts are the app's.
  return JSON.parse(String(document.querySelector('#rondo-data')?.textContent)) as PageData;
}
