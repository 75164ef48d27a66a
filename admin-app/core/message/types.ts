import type { DayText } from '../time.ts';

/** Languages a message can be written in; the admin itself speaks the same three. */
export const LANGUAGES = ['en', 'fr', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One answer of "what kept you?"; `id` is what is recorded, `label` what the customer reads. */
export interface Answer {
  readonly id: string;
  readonly label: string;
}

/** The building blocks of an e-mail's body; every text may hold Liquid. */
export type EmailBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'answers'; readonly question: string; readonly answers: readonly Answer[] }
  | ProductsBlock
  | { readonly kind: 'divider' };

/** Products chosen for each customer when the mail is made; see choose-products.ts. */
export interface ProductsBlock {
  readonly kind: 'products';
  /** Above the products; empty for none. */
  readonly title: string;
  readonly source: ProductSource;
  /** Fills up where the source has too few; null leaves the places empty, and the block out if there is nothing. */
  readonly fallback: ProductSource | null;
  /** 1–6. */
  readonly count: number;
}

export const MOST_PRODUCTS = 6;

export type ProductSource =
  /** The category (product type) of what cost most in the last order. */
  | { readonly kind: 'last category' }
  | { readonly kind: 'bestsellers' }
  /** Published since the customer's last visit, or the last order where no visit is known. */
  | { readonly kind: 'new since last visit' }
  | { readonly kind: 'deal'; readonly of: Deal }
  /** Of categories whose first product was published in the last so many days. */
  | { readonly kind: 'new category'; readonly days: number };

export type Deal =
  | { readonly kind: 'product'; readonly productId: number }
  /** Every product with this tag. */
  | { readonly kind: 'tag'; readonly tag: string };

/** A product as a mail shows it. */
export interface MessageProduct {
  readonly productId: number;
  readonly title: string;
  readonly url: string;
  readonly imageUrl: string | null;
  /** What the picture shows, for those who do not see it. */
  readonly imageAlt: string;
  /** The cheapest variant's; null when it is not known yet. */
  readonly priceMinor: number | null;
}

/** One language's e-mail. The footer with sender and unsubscribe link is always added. */
export interface EmailContent {
  readonly subject: string;
  /** The line that mail clients show after the subject. */
  readonly preheader: string;
  readonly body: readonly EmailBlock[];
}

/** One language's text message. The words that say how to opt out are part of it. */
export interface SmsContent {
  readonly text: string;
}

/** One language's web push message; tapping it leads to `url`. */
export interface PushContent {
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** One language's message on the shop's pages; without a button, label and address are both empty. */
export interface OnSiteContent {
  readonly title: string;
  readonly body: string;
  readonly buttonLabel: string;
  readonly buttonUrl: string;
}

/** What Liquid can say; one line per field in field-table.ts. Money is in whole units of the currency: 412.5. */
export interface MessageFields {
  readonly customer: {
    readonly first_name: string;
    readonly last_name: string;
    readonly language: Language;
    readonly tier: string;
    readonly orders: number;
    readonly spent: number;
    /** With the year that is never shown; empty when unknown. */
    readonly birthday: DayText | '';
  };
  /** Null or absent for customers without a value tier. */
  readonly tier?: {
    readonly benefits: string;
    readonly until: DayText | '';
    readonly keeps: string;
  } | null;
  readonly prediction: {
    readonly due_date: DayText;
    readonly days_overdue: number;
  } | null;
  readonly last_order: {
    readonly days_ago: number;
    readonly date: DayText;
    readonly product: string;
    readonly category: string;
  } | null;
  /** Absent where there is none: a text that says its code then cannot be made, instead of saying nothing. */
  readonly coupon?: {
    readonly code: string;
    readonly amount: string;
    readonly expires_on: DayText | '';
  };
  readonly shop: { readonly name: string; readonly url: string };
  readonly links: { readonly coupon: string; readonly unsubscribe: string };
}

/** How values are written. */
export interface TextFrame {
  readonly language: Language;
  /** ISO 4217, the shop's. */
  readonly currency: string;
}

/** Where the links of one customer's mail lead. */
export interface EmailLinks {
  /** A web address that tells us of the click and leads on to `url`. */
  track(url: string): string;
  answer(answerId: string): string;
  readonly unsubscribe: string;
  /** The picture that tells us of the opening; null in a preview. */
  readonly pixel: string | null;
}

/** What stands around every mail, whatever its content. */
export interface EmailFrame extends TextFrame {
  readonly senderName: string;
  readonly shopUrl: string;
  /** Printed at the foot, as most laws ask; empty prints nothing. */
  readonly postalAddress: string;
}

export interface RenderedEmail {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}
