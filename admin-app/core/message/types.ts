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
  | { readonly kind: 'divider' };

/** One language's e-mail. The footer with sender and unsubscribe link is always added. */
export interface EmailContent {
  readonly subject: string;
  /** The line that mail clients show after the subject. */
  readonly preheader: string;
  readonly body: readonly EmailBlock[];
}

/** What Liquid can say about the customer, the shop and the prediction. */
export interface MessageFields {
  readonly customer: { readonly first_name: string; readonly last_name: string };
  readonly shop: { readonly name: string; readonly url: string };
  readonly last_order: { readonly days_ago: number; readonly product: string } | null;
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
export interface EmailFrame {
  readonly language: Language;
  readonly senderName: string;
  readonly shopUrl: string;
  /** Printed at the foot, as most laws ask; empty prints nothing. */
  readonly postalAddress: string;
}

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
