import type { DryRunWords } from './words.ts';

export const polish: DryRunWords = {
  always: [
    'Zamówienia to te, które naprawdę wpłynęły: nie przewiduje się, co wiadomości mogłyby w nich zmienić. Zamówień później anulowanych nie było, a kwoty to te, które z nich dziś zostały.',
    'Zgody i adresy są dzisiejsze. Rozgałęzienia i warunki pytają o dzień, w którym klient do nich dochodzi.',
    'Przed ostatnim zamówieniem zamiast przewidywanego dnia przyjmuje się zwykły odstęp klienta, bo dawnych prognoz się nie przechowuje.',
    'Każda wiadomość wychodzi w swoim terminie, niezależnie od tego, co jeszcze klient by dostał.',
  ],
  standing:
    'Próba zaczyna się tak, jakby scenariusz włączono pierwszego dnia: kto już wtedy pasował, wchodzi tego dnia.',
  tiers:
    'Poziomy z zamówień są wyliczone z nich według dzisiejszych reguł: poziomy nadane ręcznie są pominięte, a udziały klientów są takie jak dziś. Poziomy z programu lojalnościowego to te zapisane, odkąd Rondo go czyta.',
  activities:
    'Kliknięcia i wizyty to te, które zapisano: sprzed wysyłania wiadomości lub sprzed zgody odwiedzających nie ma żadnych.',
  segments:
    'Kto był w segmencie, jest wyliczone dla każdego minionego dnia według jego dzisiejszego zapytania. Kto dołączył i odszedł tego samego dnia, nie jest widziany.',
  byHand:
    'Nikt nie wie, kogo dodasz: wszyscy, którzy spełniają warunek i do których można dotrzeć, są przyjęci jako dodani pierwszego dnia.',
  asToday: (names) =>
    `Dla tych pól znana jest tylko dzisiejsza wartość i przyjęto ją dla każdego dnia: ${names}.`,
  askedToday: (queries) =>
    `O to nie można zapytać przeszłości, więc odpowiedź jest dzisiejsza: ${queries}.`,
  callers: (names) =>
    `Liczą się klienci wysłani tu przez ${names}, tak jak przebiegłyby te włączone scenariusze.`,
  unfollowed: (names) =>
    `To, co zachowano z przeszłości, nie mówi, kto wchodzi do ${names}: nikt stamtąd nie jest tu wysłany.`,
  whyNot: {
    'no start': 'Start wskazuje coś, czego nie ma: nie da się sprawdzić tego, o co pyta.',
    returns:
      'Wiadomo, że coś z zamówienia zwrócono, ale nie kiedy: przeszłość nie mówi, którego dnia klient by wszedł.',
    'no tiers': 'Nie ma jeszcze poziomów wartości: nikt nie mógł awansować ani spaść.',
    'no loyalty changes':
      'Nie przechowuje się tego, co program lojalnościowy mówił, zanim Rondo go czytało, a od tego czasu nikomu nie zmienił poziomu.',
    'loyalty has no end':
      'Poziom z programu lojalnościowego nie ma z góry znanego ostatniego dnia: nikt nie wszedłby przez ten start.',
    'time of day':
      'Segment pyta o coś, o co nie można pytać przeszłości dzień po dniu, na przykład o godzinę.',
    'no callers':
      'Żaden włączony scenariusz nie wysyła klientów do tego: nikt by do niego nie wszedł.',
    campaign: 'Kampanię wysyła się raz, w jej własnym czasie: nie ma czego odtwarzać.',
  },
};
