/** Segments to begin with, in the language of queries. Made into a segment, one is like any other. */
export interface ReadyMadeSegment {
  readonly key: string;
  readonly group: ReadyMadeGroup;
  readonly name: Readonly<Record<'en' | 'fr' | 'pl', string>>;
  readonly query: string;
}

const READY_MADE_GROUPS = [
  'next order',
  'most valuable',
  'channels',
  'inactive',
  'moments',
  'engagement',
] as const;
export type ReadyMadeGroup = (typeof READY_MADE_GROUPS)[number];

export const READY_MADE_SEGMENTS: readonly ReadyMadeSegment[] = [
  {
    key: 'due-in-7-days',
    group: 'next order',
    name: {
      en: 'Due in the next 7 days',
      fr: 'Commande attendue dans les 7 jours',
      pl: 'Zamówienie spodziewane w ciągu 7 dni',
    },
    query: 'predicted_next_order_date BETWEEN today AND +7d',
  },
  {
    key: 'due-in-exactly-7-days',
    group: 'next order',
    name: {
      en: 'Due in exactly 7 days',
      fr: 'Commande attendue dans exactement 7 jours',
      pl: 'Zamówienie spodziewane dokładnie za 7 dni',
    },
    query: 'predicted_next_order_date = +7d',
  },
  {
    // Whoever orders gets another due date, or none yet.
    key: 'overdue-7-days',
    group: 'next order',
    name: {
      en: 'Overdue by 7 days, no order since',
      fr: 'En retard de 7 jours, sans commande depuis',
      pl: 'Spóźnieni o 7 dni, bez zamówienia od tego czasu',
    },
    query: 'days_overdue >= 7',
  },
  {
    key: 'vip-frequency-and-value',
    group: 'most valuable',
    name: {
      en: 'VIPs by frequency and value',
      fr: 'VIP par fréquence et valeur',
      pl: 'VIP według częstości i wartości',
    },
    query: 'orders_placed MATCHES (count >= 4, date >= -1y) AND amount_spent >= 500',
  },
  {
    key: 'vip-tier-and-lifetime-value',
    group: 'most valuable',
    name: {
      en: 'VIPs by loyalty tier and lifetime value',
      fr: 'VIP par niveau de fidélité et valeur à vie',
      pl: 'VIP według poziomu lojalności i wartości życiowej',
    },
    query: "loyalty_tier IN ('Gold', 'Platinum', 'VIP') AND predicted_lifetime_value >= 500",
  },
  {
    key: 'email-opt-outs',
    group: 'channels',
    name: {
      en: 'E-mail opt-outs, for paid social',
      fr: 'Désabonnés de l’e-mail, pour la publicité sociale',
      pl: 'Wypisani z e-maili, do płatnych reklam',
    },
    query: "email_subscription_status = 'UNSUBSCRIBED'",
  },
  {
    key: 'sms-opt-ins',
    group: 'channels',
    name: { en: 'SMS opt-ins', fr: 'Abonnés aux SMS', pl: 'Zapisani na SMS' },
    query: "sms_subscription_status = 'SUBSCRIBED'",
  },
  {
    key: 'push-opt-ins',
    group: 'channels',
    name: {
      en: 'Push opt-ins',
      fr: 'Abonnés aux notifications',
      pl: 'Zapisani na powiadomienia',
    },
    query: "push_subscription_status = 'SUBSCRIBED'",
  },
  {
    key: 'no-order-in-a-year',
    group: 'inactive',
    name: {
      en: 'No order in a year',
      fr: 'Aucune commande depuis un an',
      pl: 'Bez zamówienia od roku',
    },
    query: 'last_order_date < -1y',
  },
  {
    key: 'no-response-in-180-days',
    group: 'inactive',
    name: {
      en: 'No response in 180 days',
      fr: 'Aucune réaction depuis 180 jours',
      pl: 'Bez reakcji od 180 dni',
    },
    query: 'last_response_date < -180d',
  },
  {
    key: 'past-own-rhythm',
    group: 'inactive',
    name: {
      en: 'Past their own rhythm',
      fr: 'Au-delà de leur propre rythme',
      pl: 'Poza własnym rytmem',
    },
    query: 'number_of_orders >= 3 AND days_overdue >= 30',
  },
  {
    key: 'predicted-date-passed',
    group: 'inactive',
    name: {
      en: 'Predicted date passed',
      fr: 'Date prévue dépassée',
      pl: 'Przewidziana data minęła',
    },
    query: 'predicted_next_order_date < today',
  },
  {
    key: 'one-time-buyers',
    group: 'moments',
    name: { en: 'One-time buyers', fr: 'Acheteurs uniques', pl: 'Jednorazowi klienci' },
    query: 'number_of_orders = 1',
  },
  {
    key: 'birthdays-this-week',
    group: 'moments',
    name: {
      en: 'Birthdays this week',
      fr: 'Anniversaires cette semaine',
      pl: 'Urodziny w tym tygodniu',
    },
    query: 'anniversary(birthday) BETWEEN today AND +6d',
  },
  {
    key: 'opted-in-but-silent',
    group: 'engagement',
    name: {
      en: 'Opted in but silent',
      fr: 'Abonnés mais silencieux',
      pl: 'Zapisani, ale milczący',
    },
    query:
      "email_subscription_status = 'SUBSCRIBED' AND messages_sent MATCHES (count >= 3) AND NOT last_response_date >= -90d",
  },
  {
    key: 'never-engaged',
    group: 'engagement',
    name: { en: 'Never engaged', fr: 'Jamais réagi', pl: 'Nigdy nie zareagowali' },
    query: 'ever_engaged = false',
  },
];
