/** What a dry run assumes, and what it cannot tell, in each language. */
import type { Language } from '../../message/types.ts';
import type { StartTrigger } from '../types.ts';

export interface DryRunWords {
  readonly assumptions: readonly string[];
  /** Beside those, where the start asks for value tiers, clicks or visits. */
  readonly ofTiers: string;
  readonly ofActivities: string;
  readonly notPossible: string;
  readonly notPossibleForLoyalty: string;
}

const english: DryRunWords = {
  assumptions: [
    'Orders are those that really came: what the messages might have changed about them is not foreseen.',
    'Customers are taken as they are today: consent, segments, tiers and what branches ask.',
    'Due days before the last order are stood in for by each customer’s usual gap, as old predictions are not kept.',
    'Every message leaves when it is due, whatever else the customer would have got then.',
  ],
  ofTiers:
    'Tiers of the past are worked out from the orders by the rules of today; tiers given by hand are left out, and shares of customers stand where they stand today.',
  ofActivities:
    'Clicks and visits are those that were noted: before messages were sent, or before shoppers agreed to be recognised, there are none.',
  notPossible:
    'What is kept of the past does not tell who would have entered by this start, such as joining a segment, returning an item, or being added by hand.',
  notPossibleForLoyalty:
    'What the loyalty programme said in the past is not kept, so the past does not tell who would have risen or fallen.',
};

const french: DryRunWords = {
  assumptions: [
    'Les commandes sont celles réellement passées : ce que les messages y auraient changé n’est pas prévu.',
    'Les clients sont pris tels qu’ils sont aujourd’hui : consentement, segments, niveaux et ce que demandent les branches.',
    'Avant la dernière commande, l’écart habituel de chaque client tient lieu de date attendue, car les anciennes prédictions ne sont pas conservées.',
    'Chaque message part à son heure, quoi que le client aurait reçu d’autre.',
  ],
  ofTiers:
    'Les niveaux passés sont calculés d’après les commandes avec les règles d’aujourd’hui ; les niveaux donnés à la main sont laissés de côté, et les parts de clients restent celles d’aujourd’hui.',
  ofActivities:
    'Les clics et visites sont ceux qui ont été notés : avant l’envoi de messages, ou avant l’accord des visiteurs, il n’y en a pas.',
  notPossible:
    'Ce qui est conservé du passé ne dit pas qui serait entré par ce départ, par exemple en rejoignant un segment, en retournant un article ou par un ajout à la main.',
  notPossibleForLoyalty:
    'Ce que le programme de fidélité disait par le passé n’est pas conservé : le passé ne dit pas qui serait monté ou descendu.',
};

const polish: DryRunWords = {
  assumptions: [
    'Zamówienia to te, które naprawdę wpłynęły: nie przewiduje się, co wiadomości mogłyby w nich zmienić.',
    'Klienci są brani takimi, jakimi są dziś: zgody, segmenty, poziomy i to, o co pytają rozgałęzienia.',
    'Przed ostatnim zamówieniem zamiast przewidywanego dnia przyjmuje się zwykły odstęp klienta, bo dawnych prognoz się nie przechowuje.',
    'Każda wiadomość wychodzi w swoim terminie, niezależnie od tego, co jeszcze klient by dostał.',
  ],
  ofTiers:
    'Dawne poziomy są wyliczone z zamówień według dzisiejszych reguł; poziomy nadane ręcznie są pominięte, a udziały klientów są takie jak dziś.',
  ofActivities:
    'Kliknięcia i wizyty to te, które zapisano: sprzed wysyłania wiadomości lub sprzed zgody odwiedzających nie ma żadnych.',
  notPossible:
    'To, co zachowano z przeszłości, nie mówi, kto wszedłby przez taki start, na przykład przez dołączenie do segmentu, zwrot produktu lub dodanie ręczne.',
  notPossibleForLoyalty:
    'Nie przechowuje się tego, co dawniej mówił program lojalnościowy, więc przeszłość nie mówi, kto by awansował lub spadł.',
};

const WORDS: Readonly<Record<Language, DryRunWords>> = { en: english, fr: french, pl: polish };

/** The sentences that go with a rehearsal of this start. */
export function assumptionsOf({ kind }: StartTrigger, language: Language): readonly string[] {
  const { assumptions, ofTiers, ofActivities } = WORDS[language];
  if (kind === 'tier changes' || kind === 'about to lose tier') return [...assumptions, ofTiers];
  if (kind === 'link clicked' || kind === 'back after absence')
    return [...assumptions, ofActivities];
  return assumptions;
}

/** Why this start cannot be rehearsed. */
export function whyNotPossible({ kind }: StartTrigger, language: Language): string {
  const words = WORDS[language];
  const isTiers = kind === 'tier changes' || kind === 'about to lose tier';
  return isTiers ? words.notPossibleForLoyalty : words.notPossible;
}
