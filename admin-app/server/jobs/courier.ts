/** What the channels look like to the sending of messages: each makes its own kind for a customer and hands it over. */
import { textProblemInWords } from '../../core/message/problem-in-words.ts';
import type { TextProblem } from '../../core/message/text-problems.ts';
import type { Language } from '../../core/message/types.ts';
import type { Channel, MessageBlock, ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Delivery } from '../channels/delivery.ts';
import type { StoredEnrolment } from '../database/enrolments.ts';
import type { Recipient, ShopFront } from '../database/recipients.ts';
import type { WaitingSend } from '../database/sends.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';

/** A send that is committed as `sending`, with all that its message is made of. */
export interface ClaimedMessage {
  readonly shopId: number;
  readonly send: WaitingSend;
  readonly enrolment: StoredEnrolment;
  readonly definition: ScenarioDefinition;
  readonly block: MessageBlock;
  readonly recipient: Recipient;
  /** Null where the channel has none that could be shown to people. */
  readonly address: string | null;
  readonly language: Language;
  /** What the message is known by outside; the same for the same send, whatever happens. */
  readonly messageId: string;
  readonly shop: ShopFront;
}

/** What became of a message when it was handed over. */
export type Handed =
  | { readonly kind: 'cannot be made'; readonly field: string; readonly message: string }
  | {
      readonly kind: 'delivery';
      readonly delivery: Delivery;
      /** What people know the message by. */
      readonly subject: string;
      /** Browsers that their push service does not know any more. */
      readonly goneBrowsers?: readonly number[];
    };

/** Kept with the send for staff of whatever language, so in English like all reasons of channels. */
export function cannotBeMade({ field, cause }: TextProblem): Handed {
  return { kind: 'cannot be made', field, message: textProblemInWords(cause, 'en') };
}

/** In the language that was chosen for the customer. */
export function noText(language: Language): Handed {
  return { kind: 'cannot be made', field: language, message: 'there is no text in this language' };
}

/** A channel as it is open for one shop at this moment. */
export interface OpenCourier {
  addressOf(recipient: Recipient): string | null;
  messageIdOf(sendId: number): string;
  /** May throw only before anything went out, or when nobody can know. */
  hand(message: ClaimedMessage, now: Instant): Promise<Handed>;
}

export interface Courier {
  readonly channel: Channel;
  /** Why nothing can go to anybody from this server, in words; null when something can. */
  readonly problem: string | null;
  /** Messages worth having under way at once. */
  readonly connections: number;
  /** Reads what this shop's messages need, or says in words what is missing. */
  open(tx: ShopTransaction, settings: ShopSettings | null): Promise<OpenCourier | string>;
}

export type Couriers = Readonly<Record<Channel, Courier>>;
