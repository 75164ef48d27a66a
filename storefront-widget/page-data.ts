/** Reads what the Liquid block printed into the page. */
import type { CustomerFacts, OnSiteMessage } from '../admin-app/core/priority/on-site.ts';
import { isMessage } from './message.ts';

/** The names are those in `extension/theme/blocks/rondo.liquid`. */
export interface PageData {
  readonly messages: readonly OnSiteMessage[];
  /** Who is logged in, to keep one customer's history from another's; null if nobody is. */
  readonly customer: number | null;
  readonly facts: CustomerFacts | null;
  readonly language: string;
  readonly pageType: string;
  /** The page's path, without the folder of its language. */
  readonly path: string;
  readonly designMode: boolean;
  /** Show the first message as a sample: no ranking, no history, no events. */
  readonly preview: boolean;
  /** The shop's time zone, or null for the visitor's own. */
  readonly zone: string | null;
  /** Where the app's proxy answers in this shop. */
  readonly proxyPath: string;
  readonly regionLabel: string;
  readonly closeLabel: string;
  /** Colours as the theme editor gives them. */
  readonly accent: string;
  readonly background: string;
  /** The corner that a card stands in, in the direction of reading. */
  readonly corner: 'start' | 'end';
}

/**
 * The page's data, without the messages that are not right. Throws, so that nothing shows, where the block printed
 * nothing. Facts that cannot be read make the ranking throw: whom a message must not reach, it does not reach.
 */
export function readPageData(): PageData {
  const printed = document.getElementById('rondo-data')?.textContent ?? '';
  // Our own block prints the rest, from values that Shopify gives a type.
  const data = JSON.parse(printed) as Omit<PageData, 'messages'> & { readonly messages: unknown };
  const messages: readonly unknown[] = Array.isArray(data.messages) ? data.messages : [];
  return { ...data, messages: messages.filter(isMessage) };
}
