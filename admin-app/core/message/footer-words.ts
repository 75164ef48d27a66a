import type { Language } from './types.ts';

export interface FooterWords {
  /** Why the customer gets this mail. */
  readonly reason: (senderName: string) => string;
  readonly unsubscribe: string;
}

export const FOOTER_WORDS: Readonly<Record<Language, FooterWords>> = {
  en: {
    reason: (sender) => `You get this e-mail because you agreed to hear from ${sender}.`,
    unsubscribe: 'Unsubscribe',
  },
  fr: {
    reason: (sender) =>
      `Vous recevez cet e-mail parce que vous avez accepté les messages de ${sender}.`,
    unsubscribe: 'Se désabonner',
  },
  pl: {
    reason: (sender) => `Piszemy, bo mamy Twoją zgodę na wiadomości od ${sender}.`,
    unsubscribe: 'Wypisz się',
  },
};
