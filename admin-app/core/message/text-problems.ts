/** What can be wrong with the texts of a message, as values: a code with its parts for the wording in each language. */

/** Where in a text: line and column from 1. */
export interface LiquidPlace {
  readonly line: number;
  readonly column: number;
}

/** Why a text cannot be made, or not for this customer. */
export type TextCause =
  | {
      readonly code: 'unknown field';
      readonly name: string;
      /** What was probably meant; null when nothing comes near. */
      readonly nearest: string | null;
      readonly fields: readonly string[];
    }
  | { readonly code: 'no coupon' }
  | {
      readonly code: 'unknown date style';
      readonly style: string;
      readonly styles: readonly string[];
    }
  | { readonly code: 'not a number'; readonly value: string }
  | InLiquid<'unknown filter', 'name'>
  | InLiquid<'unknown tag', 'name'>
  /** `text` is how the tag, or the value, begins. */
  | InLiquid<'not closed', 'text'>
  /** `said` is what Liquid itself says, in English. */
  | InLiquid<'broken', 'said'>
  | { readonly code: 'too long to read' }
  | { readonly code: 'takes too long' }
  | { readonly code: 'no web address'; readonly url: string }
  | { readonly code: 'no shop address'; readonly url: string }
  | { readonly code: 'empty for customer' }
  | { readonly code: 'subject empty for customer' }
  | { readonly code: 'too many letters'; readonly length: number; readonly most: number }
  | { readonly code: 'too many text messages'; readonly parts: number; readonly most: number };

type InLiquid<Code, Part extends string> = {
  readonly code: Code;
  /** Null where Liquid does not say it. */
  readonly place: LiquidPlace | null;
} & { readonly [Name in Part]: string };

/** What a fault is about. */
export const MESSAGE_PARTS = [
  'subject',
  'preview line',
  'heading',
  'text',
  'the text',
  'button label',
  'button address',
  'the button label',
  'the button address',
  'question',
  'answer',
  'products title',
  'title',
  'address',
  'notification',
  'message',
] as const;
export type MessagePart = (typeof MESSAGE_PARTS)[number];

/** What is wrong with a content before anybody gets it. */
export type ContentCause =
  | { readonly code: 'empty'; readonly part: MessagePart }
  | { readonly code: 'unreadable'; readonly part: MessagePart; readonly cause: TextCause }
  /** Found with the values of the example customer. */
  | { readonly code: 'cannot go'; readonly part: MessagePart; readonly cause: TextCause }
  | { readonly code: 'nothing said' }
  | { readonly code: 'number of products'; readonly count: number; readonly most: number }
  | { readonly code: 'deal without tag' }
  | { readonly code: 'deal without product' }
  | { readonly code: 'button leads nowhere'; readonly url: string }
  | { readonly code: 'no answers' }
  | { readonly code: 'same answer'; readonly id: string };

/** `field` is a path inside the content, e.g. "body.2.label". */
export interface ContentFault {
  readonly field: string;
  readonly cause: ContentCause;
}

/** A text that could not be made for a customer. */
export interface TextProblem {
  readonly field: string;
  readonly cause: TextCause;
}
