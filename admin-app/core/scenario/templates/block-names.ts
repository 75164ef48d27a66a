/** What the blocks of templates are called, in the language of whoever makes a scenario from them. */
import type { Language } from '../../message/types.ts';

const NAMES = {
  coupon: { en: 'Personal coupon', fr: 'Code personnel', pl: 'Osobisty kupon' },
  hello: { en: 'Hello again', fr: 'Bonjour de nouveau', pl: 'Znów dzień dobry' },
  subjects: { en: 'Which subject?', fr: 'Quel objet ?', pl: 'Który temat?' },
  news: { en: 'What is new', fr: 'Les nouveautés', pl: 'Nowości' },
  couponFirst: { en: 'The coupon first', fr: 'Le code d’abord', pl: 'Najpierw kupon' },
  reminderA: { en: 'Reminder A', fr: 'Rappel A', pl: 'Przypomnienie A' },
  reminderB: { en: 'Reminder B', fr: 'Rappel B', pl: 'Przypomnienie B' },
  question: { en: 'What kept you?', fr: 'Qu’est-ce qui vous a retenu ?', pl: 'Co Cię zatrzymało?' },
  betterOffer: { en: 'A better offer', fr: 'Une meilleure offre', pl: 'Lepsza oferta' },
  alert: {
    en: 'A customer told us what kept them. Please read the answer and write to them in person.',
    fr: 'Un client nous a dit ce qui l’a retenu. Merci de lire sa réponse et de lui écrire personnellement.',
    pl: 'Klient napisał nam, co go zatrzymało. Prosimy przeczytać odpowiedź i odpisać osobiście.',
  },
  sms: { en: 'SMS', fr: 'SMS', pl: 'SMS' },
  push: { en: 'Push message', fr: 'Message push', pl: 'Wiadomość push' },
  farewell: { en: 'Farewell', fr: 'Adieu', pl: 'Pożegnanie' },
  congratulation: { en: 'Congratulation', fr: 'Félicitations', pl: 'Gratulacje' },
  invitation: { en: 'One question to a VIP', fr: 'Une question à un VIP', pl: 'Pytanie do VIP-a' },
  reminders: { en: 'Which reminder?', fr: 'Quel rappel ?', pl: 'Które przypomnienie?' },
  byEmail: { en: 'By e-mail', fr: 'Par e-mail', pl: 'E-mailem' },
  bySms: { en: 'By SMS', fr: 'Par SMS', pl: 'SMS-em' },
  reminder: { en: 'Reminder', fr: 'Rappel', pl: 'Przypomnienie' },
  keepTier: { en: 'Keep your tier', fr: 'Gardez votre niveau', pl: 'Zachowaj poziom' },
  thanks: {
    en: 'Thanks for the first order',
    fr: 'Merci pour la première commande',
    pl: 'Dzięki za pierwsze zamówienie',
  },
  secondOrder: {
    en: 'Help with the second',
    fr: 'Un coup de pouce pour la deuxième',
    pl: 'Pomoc przy drugim',
  },
  birthday: { en: 'Birthday wishes', fr: 'Vœux d’anniversaire', pl: 'Życzenia urodzinowe' },
  dueSoon: { en: 'Due soon', fr: 'Bientôt attendu', pl: 'Wkrótce zamówi' },
  whatIsNew: { en: 'What is new', fr: 'Les nouveautés', pl: 'Co nowego' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type BlockNames = Readonly<Record<keyof typeof NAMES, string>>;

export function blockNames(language: Language): BlockNames {
  return Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [key, name[language]]),
    // Every key of NAMES, each with a text.
  ) as BlockNames;
}
