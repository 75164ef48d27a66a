import type { Trade, TradeWords } from '../trades.ts';

export const polish: Readonly<Record<Trade, TradeWords>> = {
  fashion: {
    name: 'Moda',
    hello: 'Od Twojej ostatniej wizyty przyszedł nowy sezon',
    opening:
      'Od Twojego ostatniego zamówienia pojawiły się nowe kroje i nowe kolory. Zajrzyj w wolnej chwili: któryś może już na Ciebie czeka.',
    arrivals: 'Nowości',
    reminder: 'Kilka rzeczy, które mogły Ci umknąć',
  },
  pet: {
    name: 'Zwierzęta',
    hello: 'Zapasy się kończą?',
    opening:
      'Sądząc po ostatnim zamówieniu, domowe zapasy mogą się kończyć. Oto to, co smakowało poprzednio, gotowe do wysyłki.',
    arrivals: 'Dla głodnych przyjaciół',
    reminder: 'Ktoś w domu może na to czekać',
  },
  books: {
    name: 'Książki',
    hello: 'Co czytasz teraz?',
    opening:
      'Od Twojego ostatniego zamówienia przybyło wiele dobrych książek. Oto kilka z półki, z której wybierasz.',
    arrivals: 'Na nocną szafkę',
    reminder: 'Krótka lista lektur',
  },
  shoes: {
    name: 'Buty',
    hello: 'Pora na nową parę?',
    opening:
      'Dobre buty zachodzą daleko, a Twoje pewnie mają już za sobą kawałek drogi. Oto, co rozpakowaliśmy w tym czasie.',
    arrivals: 'Świeżo rozpakowane',
    reminder: 'Twoja następna para może być tutaj',
  },
  garden: {
    name: 'Ogród',
    hello: 'Czego teraz potrzebuje Twój ogród?',
    opening:
      'Każda pora roku ma w ogrodzie swoje potrzeby. Oto, co może się teraz przydać: na grządki, na balkon i dla wszystkiego, co rośnie.',
    arrivals: 'Na najbliższe tygodnie',
    reminder: 'Mała pomoc dla Twojego ogrodu',
  },
  'games and computers': {
    name: 'Gry i komputery',
    hello: 'Premiery od Twojej ostatniej wizyty',
    opening:
      'Od Twojego ostatniego zamówienia sporo się ukazało: nowe tytuły, nowe podzespoły i kilka ulepszeń wartych uwagi.',
    arrivals: 'Najnowsze premiery',
    reminder: 'Gotowi na następny poziom?',
  },
  telecom: {
    name: 'Telekomunikacja',
    hello: 'Czy Twój telefon jeszcze nadąża?',
    opening:
      'Technika zmienia się szybko, ceny też. Oto, co pojawiło się od Twojego ostatniego zamówienia: od urządzeń po drobiazgi, które je ulepszają.',
    arrivals: 'Warto zobaczyć',
    reminder: 'Szybki rzut oka: czy jest już coś lepszego?',
  },
  'furniture and decor': {
    name: 'Meble i dekoracje',
    hello: 'Świeży pomysł dla Twojego domu',
    opening:
      'Wnętrza zmieniają się razem z nami. Oto kilka rzeczy, które dołączyły do nas od Twojego ostatniego zamówienia, do spokojnego obejrzenia.',
    arrivals: 'Nowości do Twoich wnętrz',
    reminder: 'Mała zmiana, nowe wnętrze',
  },
  'cosmetics and beauty': {
    name: 'Kosmetyki i uroda',
    hello: 'Twoje ulubione kosmetyki się kończą?',
    opening:
      'Sądząc po ostatnim zamówieniu, Twoje ulubione kosmetyki mogą się kończyć. Oto one, a obok kilka nowości.',
    arrivals: 'Ulubione i nowe odkrycia',
    reminder: 'Na Twojej półce może być już luka',
  },
  'something else': {
    name: 'Coś innego',
    hello:
      '{% if customer.first_name != blank %}{{ customer.first_name }}, dawno{% else %}Dawno{% endif %} Cię u nas nie było',
    opening:
      '{% if last_order.product != blank %}Twoje ostatnie zamówienie u nas to „{{ last_order.product }}”. Mamy nadzieję, że dobrze Ci służy.{% else %}Dawno nie mieliśmy od Ciebie wieści.{% endif %}\n\nOd tamtej pory na naszych półkach sporo się zmieniło. Zajrzyj w wolnej chwili: może Twój kolejny ulubieniec już tu czeka.',
    arrivals: 'Dla Ciebie',
    reminder: 'Kilka dobrych powodów, by zajrzeć',
  },
};
