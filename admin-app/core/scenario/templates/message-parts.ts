/** Pieces that the templates' messages share. */
import type { EmailBlock, Language, ProductSource } from '../../message/types.ts';

export type ByLanguage<Content> = Readonly<Record<Language, Content>>;

export function forEach<Content>(make: (language: Language) => Content): ByLanguage<Content> {
  return { en: make('en'), fr: make('fr'), pl: make('pl') };
}

export const GREETING: ByLanguage<string> = {
  en: 'Hello{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},',
  fr: 'Bonjour{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},',
  pl: 'Dzień dobry{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}!',
};

const COUPON: ByLanguage<string> = {
  en: '{% if coupon.code != blank %}For your next order: {{ coupon.amount }} with the code {{ coupon.code }}, until {{ coupon.expires_on | date }}.{% endif %}',
  fr: '{% if coupon.code != blank %}Pour votre prochaine commande : {{ coupon.amount }} avec le code {{ coupon.code }}, jusqu’au {{ coupon.expires_on | date }}.{% endif %}',
  pl: '{% if coupon.code != blank %}Na następne zamówienie: {{ coupon.amount }} z kodem {{ coupon.code }}, do {{ coupon.expires_on | date }}.{% endif %}',
};

/** Says nothing where the customer has no coupon. */
export function couponLine(language: Language): EmailBlock {
  return { kind: 'text', text: COUPON[language] };
}

const SEE: ByLanguage<string> = {
  en: 'See what’s new',
  fr: 'Voir les nouveautés',
  pl: 'Zobacz nowości',
};
export function button(language: Language): EmailBlock {
  return { kind: 'button', label: SEE[language], url: '{{ shop.url }}' };
}

/** Three products, filled up with what others choose most. */
export function products(source: ProductSource, title: string): EmailBlock {
  const fallback = source.kind === 'bestsellers' ? null : ({ kind: 'bestsellers' } as const);
  return { kind: 'products', title, source, fallback, count: 3 };
}

/** Above products that sell best. */
export const BESTSELLERS: ByLanguage<string> = {
  en: 'What others choose most',
  fr: 'Les plus choisis',
  pl: 'Najchętniej wybierane',
};
