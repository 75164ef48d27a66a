import type { TierTexts } from './texts.ts';

export const polish: TierTexts = {
  'tiers.source': 'Program przechowuje to w',
  'tiers.source.tags': 'tagach klientów',
  'tiers.source.metafield': 'polu meta klienta',
  'tiers.metafieldHint.loyalty points':
    'Liczba całkowita lub dziesiętna; części ułamkowe się nie liczą.',
  'tiers.metafieldHint.loyalty tier': 'Jedna linia tekstu: nazwa poziomu.',
  'tiers.namespace': 'Przestrzeń nazw pola meta',
  'tiers.key': 'Klucz pola meta',
  'tiers.keyHint':
    'W Shopify: Ustawienia → Dane niestandardowe → Klienci. „loyalty.points” to przestrzeń nazw loyalty i klucz points.',
  'tiers.nameInMetafield': 'Nazwa w polu meta',
  'tiers.fault.no namespace':
    'Wpisz przestrzeń nazw: od 3 do 255 liter, cyfr, łączników lub podkreśleń.',
  'tiers.fault.no key': 'Wpisz klucz: od 2 do 64 liter, cyfr, łączników lub podkreśleń.',
  'tiers.fault.no name in metafield': 'Wpisz, jak pole meta nazywa ten poziom.',
  'tiers.loyalty': 'Co mówi pole meta',
  'tiers.loyaltyReading':
    'Pole meta jest odczytywane dla wszystkich klientów. Do tego czasu każdy zachowuje swój poziom.',
  'tiers.loyaltyFailed': 'Nie udało się odczytać pola meta',
  'tiers.loyaltyAgain': 'Ponowna próba nastąpi w ciągu godziny. Każdy zachowuje swój poziom.',
  'tiers.loyaltyReadAt':
    'Odczytane dla wszystkich: {day}; od tego czasu śledzone dla każdego klienta.',
  'tiers.loyaltyRead': 'Klienci, którym daje punkty lub poziom',
  'tiers.loyaltyMissing': 'Klienci, którzy go nie mają',
  'tiers.loyaltyOtherType': 'Jest innego typu',
  'tiers.loyaltyUnparsable.loyalty points': 'Nie jest liczbą',
  'tiers.loyaltyUnparsable.loyalty tier': 'Nie wskazuje żadnego z poziomów poniżej',
  'tiers.loyaltyNone': 'Tylko pierwszy wiersz może dać poziom.',
  'tiers.unread':
    'Po zapisaniu pole meta zostanie odczytane dla wszystkich klientów. Potem widać, kto jest w którym poziomie.',
};
