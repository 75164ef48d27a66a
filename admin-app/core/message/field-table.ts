/**
 * Every field that texts can say, in one table: completion offers it, checking knows no others. `insert` in the field
 * list is what is written into the text: money and dates go through the filter that writes them in the customer's
 * language.
 */
import type { Language } from './types.ts';

export type FieldType = 'text' | 'number' | 'money' | 'date' | 'birthday' | 'link';

export interface MessageField {
  /** As between {{ and }}. */
  readonly name: string;
  readonly type: FieldType;
  /** What it could say, as it comes out in English. */
  readonly example: string;
  readonly description: Readonly<Record<Language, string>>;
}

export const MESSAGE_FIELDS = [
  {
    name: 'customer.first_name',
    type: 'text',
    example: 'Anna',
    description: { en: 'First name', fr: 'Prénom', pl: 'Imię' },
  },
  {
    name: 'customer.last_name',
    type: 'text',
    example: 'Martin',
    description: { en: 'Last name', fr: 'Nom', pl: 'Nazwisko' },
  },
  {
    name: 'customer.language',
    type: 'text',
    example: 'en',
    description: {
      en: 'Language of the message: en, fr or pl',
      fr: 'Langue du message : en, fr ou pl',
      pl: 'Język wiadomości: en, fr lub pl',
    },
  },
  {
    name: 'customer.tier',
    type: 'text',
    example: 'Gold',
    description: { en: 'Value tier', fr: 'Niveau de valeur', pl: 'Poziom wartości' },
  },
  {
    name: 'tier.benefits',
    type: 'text',
    example: 'Free delivery',
    description: {
      en: 'What the value tier gives, as written in the settings',
      fr: 'Ce que donne le niveau de valeur, selon les réglages',
      pl: 'Co daje poziom wartości, według ustawień',
    },
  },
  {
    name: 'tier.until',
    type: 'date',
    example: 'December 15, 2026',
    description: {
      en: 'Last day of the tier if nothing is ordered',
      fr: 'Dernier jour du niveau sans nouvelle commande',
      pl: 'Ostatni dzień poziomu bez nowego zamówienia',
    },
  },
  {
    name: 'tier.keeps',
    type: 'text',
    example: '€49.00',
    description: {
      en: 'Still to be ordered by then to keep the tier',
      fr: 'À commander d’ici là pour garder le niveau',
      pl: 'Ile zamówić do tego dnia, aby zachować poziom',
    },
  },
  {
    name: 'customer.orders',
    type: 'number',
    example: '7',
    description: { en: 'Orders so far', fr: 'Commandes à ce jour', pl: 'Liczba zamówień' },
  },
  {
    name: 'customer.spent',
    type: 'money',
    example: '€412.50',
    description: {
      en: 'Spent so far',
      fr: 'Montant dépensé à ce jour',
      pl: 'Wydano do tej pory',
    },
  },
  {
    name: 'customer.birthday',
    type: 'birthday',
    example: 'March 14',
    description: {
      en: 'Birthday, without the year',
      fr: 'Anniversaire, sans l’année',
      pl: 'Urodziny, bez roku',
    },
  },
  {
    name: 'prediction.due_date',
    type: 'date',
    example: 'November 3, 2026',
    description: {
      en: 'Day the next order was to be expected',
      fr: 'Jour où la prochaine commande était attendue',
      pl: 'Dzień spodziewanego zamówienia',
    },
  },
  {
    name: 'prediction.days_overdue',
    type: 'number',
    example: '19',
    description: {
      en: 'Days since that day; 0 before it',
      fr: 'Jours depuis ce jour ; 0 avant',
      pl: 'Dni od tego dnia; przed nim 0',
    },
  },
  {
    name: 'last_order.days_ago',
    type: 'number',
    example: '92',
    description: {
      en: 'Days since the last order',
      fr: 'Jours depuis la dernière commande',
      pl: 'Dni od ostatniego zamówienia',
    },
  },
  {
    name: 'last_order.date',
    type: 'date',
    example: 'August 22, 2026',
    description: {
      en: 'Day of the last order',
      fr: 'Jour de la dernière commande',
      pl: 'Dzień ostatniego zamówienia',
    },
  },
  {
    name: 'last_order.product',
    type: 'text',
    example: 'Linen shirt',
    description: {
      en: 'Costliest product of the last order',
      fr: 'Article le plus cher de la dernière commande',
      pl: 'Najdroższy produkt ostatniego zamówienia',
    },
  },
  {
    name: 'last_order.category',
    type: 'text',
    example: 'Shirts',
    description: {
      en: 'Category of that product',
      fr: 'Catégorie de cet article',
      pl: 'Kategoria tego produktu',
    },
  },
  {
    name: 'coupon.code',
    type: 'text',
    example: 'BACK-7K2M-9QXA',
    description: {
      en: 'Personal coupon code',
      fr: 'Code de réduction personnel',
      pl: 'Osobisty kod rabatowy',
    },
  },
  {
    name: 'coupon.amount',
    type: 'text',
    example: '15% off',
    description: {
      en: 'What the coupon gives, in words',
      fr: 'Ce que donne le code, en toutes lettres',
      pl: 'Co daje kupon, słowami',
    },
  },
  {
    name: 'coupon.expires_on',
    type: 'date',
    example: 'December 6, 2026',
    description: {
      en: 'Last day the coupon can be used',
      fr: 'Dernier jour de validité du code',
      pl: 'Ostatni dzień ważności kuponu',
    },
  },
  {
    name: 'shop.name',
    type: 'text',
    example: 'North & Pine',
    description: { en: 'Name of the shop', fr: 'Nom de la boutique', pl: 'Nazwa sklepu' },
  },
  {
    name: 'shop.url',
    type: 'link',
    example: 'https://north.example',
    description: {
      en: 'Address of the shop',
      fr: 'Adresse de la boutique',
      pl: 'Adres sklepu',
    },
  },
  {
    name: 'links.coupon',
    type: 'link',
    example: 'https://north.example/discount/BACK-7K2M-9QXA',
    description: {
      en: 'Leads to the shop with the coupon applied',
      fr: 'Mène à la boutique, code déjà appliqué',
      pl: 'Prowadzi do sklepu z naliczonym kuponem',
    },
  },
  {
    name: 'links.unsubscribe',
    type: 'link',
    example: 'https://app.example/r/u/1',
    description: {
      en: 'Where the customer can unsubscribe',
      fr: 'Où se désabonner',
      pl: 'Gdzie można się wypisać',
    },
  },
] as const satisfies readonly MessageField[];

export type FieldName = (typeof MESSAGE_FIELDS)[number]['name'];

export const FIELD_NAMES: readonly FieldName[] = MESSAGE_FIELDS.map(({ name }) => name);

const FILTERS: Readonly<Record<FieldType, string>> = {
  text: '',
  number: '',
  money: ' | money',
  date: ' | date',
  birthday: ' | date: "birthday"',
  link: '',
};

/** What completion writes into a text for a field: `{{ customer.spent | money }}`. */
export function insertOf({ name, type }: Pick<MessageField, 'name' | 'type'>): string {
  return `{{ ${name}${FILTERS[type]} }}`;
}
