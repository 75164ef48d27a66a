/** Which languages the shop writes to its customers in, and what is written in which. */
import { z } from 'zod';
import type { LanguageChoice } from '../core/message/language.ts';
import { LANGUAGES, type Language } from '../core/message/types.ts';
import type { Channel } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';
import { REFUSALS } from './refusals.ts';

/** GET /api/settings/languages */
export interface LanguagesView {
  /** What messages go by; while nobody has chosen, what is suggested. */
  readonly choice: LanguageChoice;
  /** 0 while nobody has chosen: until then every message goes out in each language that it has. */
  readonly version: number;
  /**
   * Of all customers, most first; those whose language is not known are under the empty one. Null while a large shop is
   * counted for the first time; ask again.
   */
  readonly customers: readonly LanguageCustomers[] | null;
  /** Null when they were counted just now. */
  readonly countedAt: Instant | null;
  /** Everything that says something to customers and is not archived or over, in the order of staff's interest. */
  readonly texts: readonly WrittenText[];
}

export interface LanguageCustomers {
  /** A primary tag in small letters, such as `de`. */
  readonly language: string;
  readonly customers: number;
  /** Of these, who may be written to by e-mail or SMS. */
  readonly subscribed: number;
}

export type WrittenText = TextPlace & {
  /** Active is what customers are sent or going to be sent; an on-site message that is off is paused. */
  readonly status: 'active' | 'paused' | 'draft';
  readonly languages: readonly Language[];
};

export type TextPlace =
  | {
      readonly kind: 'scenario' | 'campaign';
      readonly scenarioId: number;
      readonly name: string;
      readonly blockId: string;
      readonly blockName: string;
      readonly channel: Channel;
      /** The languages of its draft, which becomes what is sent when it is activated. */
      readonly drafted: readonly Language[];
    }
  | {
      readonly kind: 'on-site';
      readonly messageId: number;
      readonly title: string;
    }
  /** What the tier gives. */
  | {
      readonly kind: 'tier';
      readonly tierId: string;
      readonly name: string;
    };

/** PUT /api/settings/languages → LanguagesView; 409 when somebody else has saved since `version`. */
export const languagesEdit = z
  .strictObject({
    languages: z.array(z.enum(LANGUAGES)).min(1, 'choose at least one language'),
    fallback: z.enum(LANGUAGES),
    version: z.number().int().min(0),
  })
  .refine(({ languages, fallback }) => languages.includes(fallback), {
    message: REFUSALS['fallback not chosen'],
    path: ['fallback'],
  });
