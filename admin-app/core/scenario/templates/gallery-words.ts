import type { Language } from '../../message/types.ts';
import type { TemplateName } from './gallery.ts';
import type { InactiveBy } from './win-back-journey.ts';

export interface GalleryWords {
  readonly trade: string;
  readonly inactiveBy: string;
  readonly inactive: Readonly<Record<InactiveBy, string>>;
  readonly audience: string;
  readonly noAudience: string;
  readonly templates: Readonly<
    Record<TemplateName, { readonly name: string; readonly description: string }>
  >;
}

export const GALLERY_WORDS: Readonly<Record<Language, GalleryWords>> = {
  en: {
    trade: 'What do you sell?',
    inactiveBy: 'When is a customer inactive?',
    inactive: {
      'predicted date': 'When the predicted date of the next order has passed',
      'own rhythm': 'When silent for much longer than usual between their own orders',
      'days without an order': 'After a number of days without an order',
    },
    audience: 'Which social audience do silent customers come to?',
    noAudience: 'None',
    templates: {
      'win-back': {
        name: 'Win back inactive customers',
        description:
          'Writes to customers who have fallen silent, follows up by how they react, asks those who hesitate what kept them and acts on the answer, and says goodbye to those who stay silent. Stops the moment they order.',
      },
      'tier-upgrade': {
        name: 'Congratulate those who rise',
        description:
          'Greets customers who reach a higher value tier, asks those who read it what they would like more of, and reminds the others.',
      },
      'keep-tier': {
        name: 'Keep a tier that is about to be lost',
        description:
          'Tells customers a month before their tier would end, and once more when two weeks are left. Stops the moment they order.',
      },
      'second-purchase': {
        name: 'From the first order to the second',
        description:
          'Thanks for the first order and shows what goes well with it; two weeks later a personal coupon.',
      },
      birthday: {
        name: 'Birthday',
        description: 'Wishes on the day, with a personal coupon that lasts two weeks.',
      },
      'vip-due-soon': {
        name: 'Regulars whose next order is due soon',
        description:
          'Three days before their predicted date, regulars get what they like in one place, before they look elsewhere.',
      },
      'back-after-absence': {
        name: 'Back after a long absence',
        description:
          'Customers who look round your shop again after two months, but do not order, get what is new since their last visit.',
      },
      'from-nothing': {
        name: 'Start from nothing',
        description:
          'Only a start and an end. Build the rest yourself, block by block, and see at once what still misses.',
      },
    },
  },
  fr: {
    trade: 'Que vendez-vous ?',
    inactiveBy: 'Quand un client est-il inactif ?',
    inactive: {
      'predicted date': 'Quand la date prévue de la prochaine commande est passée',
      'own rhythm': 'Quand son silence dure bien plus que d’habitude entre ses propres commandes',
      'days without an order': 'Après un nombre de jours sans commande',
    },
    audience: 'Dans quelle audience sociale vont les silencieux ?',
    noAudience: 'Aucune',
    templates: {
      'win-back': {
        name: 'Reconquérir les clients inactifs',
        description:
          'Écrit aux clients devenus silencieux, les relance selon leur réaction, demande aux hésitants ce qui les a retenus et agit selon la réponse, puis dit au revoir à ceux qui restent silencieux. S’arrête dès qu’ils commandent.',
      },
      'tier-upgrade': {
        name: 'Féliciter ceux qui montent',
        description:
          'Salue les clients qui atteignent un niveau de valeur supérieur, demande à ceux qui lisent ce qu’ils aimeraient davantage, et relance les autres.',
      },
      'keep-tier': {
        name: 'Garder un niveau sur le point d’être perdu',
        description:
          'Prévient les clients un mois avant la fin de leur niveau, puis deux semaines avant. S’arrête dès qu’ils commandent.',
      },
      'second-purchase': {
        name: 'De la première commande à la deuxième',
        description:
          'Remercie pour la première commande et montre ce qui va bien avec ; deux semaines plus tard, un code personnel.',
      },
      birthday: {
        name: 'Anniversaire',
        description: 'Des vœux le jour même, avec un code personnel valable deux semaines.',
      },
      'vip-due-soon': {
        name: 'Habitués bientôt attendus',
        description:
          'Trois jours avant leur date prévue, les habitués trouvent ce qu’ils aiment au même endroit, avant de regarder ailleurs.',
      },
      'back-after-absence': {
        name: 'De retour après une longue absence',
        description:
          'Les clients qui reviennent voir votre boutique après deux mois, sans commander, reçoivent les nouveautés depuis leur dernière visite.',
      },
      'from-nothing': {
        name: 'Partir de zéro',
        description:
          'Seulement un début et une fin. Construisez le reste vous-même, bloc par bloc, et voyez aussitôt ce qui manque.',
      },
    },
  },
  pl: {
    trade: 'Co sprzedajesz?',
    inactiveBy: 'Kiedy klient jest nieaktywny?',
    inactive: {
      'predicted date': 'Gdy minęła przewidywana data następnego zamówienia',
      'own rhythm': 'Gdy milczy dużo dłużej niż zwykle między własnymi zamówieniami',
      'days without an order': 'Po pewnej liczbie dni bez zamówienia',
    },
    audience: 'Do której grupy odbiorców trafiają milczący?',
    noAudience: 'Żadnej',
    templates: {
      'win-back': {
        name: 'Odzyskaj nieaktywnych klientów',
        description:
          'Pisze do klientów, którzy zamilkli, reaguje na to, co zrobią, pyta wahających się, co ich zatrzymało, i działa według odpowiedzi, a z milczącymi się żegna. Kończy się, gdy tylko zamówią.',
      },
      'tier-upgrade': {
        name: 'Pogratuluj tym, którzy awansują',
        description:
          'Wita klientów, którzy osiągnęli wyższy poziom wartości, pyta czytających, czego chcą więcej, a pozostałym przypomina.',
      },
      'keep-tier': {
        name: 'Zachowaj poziom, który się kończy',
        description:
          'Uprzedza klientów miesiąc przed końcem poziomu i jeszcze raz, gdy zostają dwa tygodnie. Kończy się, gdy tylko zamówią.',
      },
      'second-purchase': {
        name: 'Od pierwszego zamówienia do drugiego',
        description:
          'Dziękuje za pierwsze zamówienie i pokazuje, co do niego pasuje; dwa tygodnie później osobisty kupon.',
      },
      birthday: {
        name: 'Urodziny',
        description: 'Życzenia w dniu urodzin, z osobistym kuponem ważnym dwa tygodnie.',
      },
      'vip-due-soon': {
        name: 'Stali klienci, których zamówienie się zbliża',
        description:
          'Trzy dni przed przewidywaną datą stali klienci dostają to, co lubią, w jednym miejscu, zanim poszukają gdzie indziej.',
      },
      'back-after-absence': {
        name: 'Z powrotem po długiej nieobecności',
        description:
          'Klienci, którzy po dwóch miesiącach znów zaglądają do sklepu, ale nie zamawiają, dostają to, co nowe od ich ostatniej wizyty.',
      },
      'from-nothing': {
        name: 'Zacznij od zera',
        description:
          'Tylko początek i koniec. Resztę budujesz sam, blok po bloku, i od razu widzisz, czego brakuje.',
      },
    },
  },
};
