/** Why nothing can go out by a channel, not even a test, or no coupon be made, as the work knows it and in each language. */
import { NO_DISCOUNT_PERMISSION } from '../coupon/permission.ts';
import type { Language } from '../message/types.ts';

/** What the work says, in English; the word for it in other languages is looked up by it. */
export const NO_MAIL_SERVER =
  'No mail server is set up: set SMTP_URL, for example smtps://user:password@smtp.example.com';
export const NO_SENDER = 'The sender is not set: fill in the settings';
export const NO_SMS_ACCOUNT =
  'No SMS provider is set up: give this shop an account, or set SMS_ACCOUNT_SID, SMS_AUTH_TOKEN and SMS_FROM';
export const NO_AUDIENCE_ACCOUNT =
  'No account at the network is set up: give this shop one, or set AUDIENCE_ACCESS_TOKEN';
/** What keeps a test from going out. */
export const NO_PUSH_BROWSER = 'This customer has no browser that push messages reach';
export const NOT_A_PHONE = 'expected a number with its country, such as +33612345678';
export const MAIL_NOT_TAKEN = 'The mail server did not take it: {reason}';

const PROBLEMS: Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>> = {
  [NO_MAIL_SERVER]: {
    fr: 'Aucun serveur de messagerie n’est configuré : définissez SMTP_URL, par exemple smtps://user:password@smtp.example.com',
    pl: 'Nie ustawiono serwera poczty: ustaw SMTP_URL, na przykład smtps://user:password@smtp.example.com',
  },
  [NO_SENDER]: {
    fr: 'L’expéditeur n’est pas défini : remplissez les paramètres',
    pl: 'Nie ustawiono nadawcy: uzupełnij ustawienia',
  },
  [NO_SMS_ACCOUNT]: {
    fr: 'Aucun fournisseur de SMS n’est configuré : donnez un compte à cette boutique, ou définissez SMS_ACCOUNT_SID, SMS_AUTH_TOKEN et SMS_FROM',
    pl: 'Nie ustawiono dostawcy SMS: podaj konto tego sklepu albo ustaw SMS_ACCOUNT_SID, SMS_AUTH_TOKEN i SMS_FROM',
  },
  [NO_AUDIENCE_ACCOUNT]: {
    fr: 'Aucun réseau n’est configuré : donnez un jeton d’accès à cette boutique, ou définissez AUDIENCE_ACCESS_TOKEN',
    pl: 'Nie ustawiono sieci: podaj token dostępu tego sklepu albo ustaw AUDIENCE_ACCESS_TOKEN',
  },
  [NO_PUSH_BROWSER]: {
    fr: 'Ce client n’a aucun navigateur que les notifications atteignent',
    pl: 'Ten klient nie ma przeglądarki, do której docierają powiadomienia',
  },
  [NOT_A_PHONE]: {
    fr: 'un numéro avec son pays est attendu, comme +33612345678',
    pl: 'oczekiwano numeru z kodem kraju, na przykład +48512345678',
  },
  [MAIL_NOT_TAKEN]: {
    fr: 'Le serveur de messagerie ne l’a pas accepté : {reason}',
    pl: 'Serwer poczty go nie przyjął: {reason}',
  },
  [NO_DISCOUNT_PERMISSION]: {
    fr: 'Rondo ne peut pas créer de remises dans cette boutique : l’autorisation write_discounts manque. Ouvrez Rondo dans l’admin Shopify et acceptez ses autorisations',
    pl: 'Rondo nie może tworzyć rabatów w tym sklepie: brakuje uprawnienia write_discounts. Otwórz Rondo w panelu Shopify i zaakceptuj uprawnienia',
  },
};

/** The problem in the reader's language; what comes from outside, such as a provider's own words, stays as it is. */
export function problemInWords(problem: string, language: Language): string {
  return language === 'en' ? problem : (PROBLEMS[problem]?.[language] ?? problem);
}
