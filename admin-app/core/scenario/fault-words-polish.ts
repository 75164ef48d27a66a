import type { Language } from '../message/types.ts';
import type { FaultWords, NamedThing, NumberName } from './fault-words.ts';

const NUMBERS: Readonly<Record<NumberName, string>> = {
  hour: 'Godzina',
  weekday: 'Dzień tygodnia',
  'days before': 'Liczba dni przed',
  'inactive days': 'Liczba dni bez aktywności',
  'days from the due day': 'Liczba dni od przewidywanego terminu',
  'days before the tier is lost': 'Liczba dni do utraty poziomu',
  'days of absence': 'Liczba dni nieobecności',
  'days before entering again': 'Liczba dni do ponownego wejścia',
  'number of the order': 'Numer zamówienia',
  'days of validity': 'Liczba dni ważności',
  'days on the page': 'Liczba dni wyświetlania',
  'days of pause': 'Liczba dni przerwy',
};

const THINGS: Readonly<Record<NamedThing, string>> = {
  message: 'wiadomości',
  branch: 'rozgałęzieniu',
  way: 'drodze',
  split: 'podziałowi',
  coupon: 'kuponowi',
};

const IN_LANGUAGE: Readonly<Record<Language, string>> = {
  en: 'po angielsku',
  fr: 'po francusku',
  pl: 'po polsku',
};

const WRITTEN_IN: Readonly<Record<Language, string>> = {
  en: 'Po angielsku',
  fr: 'Po francusku',
  pl: 'Po polsku',
};

export const polish: FaultWords = {
  language: 'pl',
  number: (what, value, [least, most]) =>
    `${NUMBERS[what]} to ${value}; wybierz liczbę całkowitą od ${least} do ${most}.`,
  nameMissing: (what) => `Nadaj nazwę ${THINGS[what]}.`,

  noStart: 'Scenariusz nie ma początku.',
  secondStart: 'Scenariusz ma drugi początek; możliwy jest tylko jeden.',
  sameBlockId: (id) => `Dwa bloki noszą nazwę „${id}”; każdy potrzebuje własnej.`,
  backToStart: 'Jedna z dróg wraca na początek; klienci wchodzą tylko raz.',
  leadsNowhere: (next) => `Jedna z dróg prowadzi do „${next}”, a tego nie ma.`,
  unreached: 'Żaden klient nigdy tu nie trafi.',
  noWayOut: 'Stąd żadna droga nie prowadzi poza scenariusz.',
  endlessLoop: 'Klienci krążą stąd w kółko bez żadnego czekania; wstaw po drodze czekanie.',
  goalCategoryMissing: 'Podaj kategorię, której dotyczy cel.',
  quietHoursEmpty: 'Godziny ciszy kończą się, gdy się zaczynają; wybierz inny koniec albo żadnych.',
  alwaysQuiet: 'Pory ciszy nie zostawiają w tygodniu godziny, o której coś mogłoby wyjść.',

  holdoutShare: (percent, most) => `Grupa kontrolna to ${percent} %; wybierz od 0 do ${most} %.`,
  nobodyHeldOut:
    'Nie ma grupy kontrolnej, więc nic nie pokaże, co stałoby się bez tego scenariusza.',
  ownRhythm: (times) =>
    `Nieaktywność ustawiono na ${times} zwykłych odstępów; wybierz liczbę od 1 do 100.`,
  noTierChosen: 'Wybierz co najmniej jeden poziom albo dowolny.',
  orderCategoryMissing: 'Podaj kategorię albo wybierz dowolną.',
  linkMissing: 'Podaj, co zawiera adres linku.',
  segmentGone: 'Tego segmentu (już) nie ma; wybierz inny.',
  tierGone: (tier) => `Poziomu „${tier}” (już) nie ma; wybierz inny.`,
  audienceGone: 'Tej grupy odbiorców (już) nie ma; wybierz inną.',
  scenarioGone: 'Scenariusza, który ma się zacząć, (już) nie ma; wybierz inny.',
  startsItself: 'Scenariusz uruchamiałby sam siebie.',
  startLoop: (names) =>
    `${names.map((name) => `„${name}”`).join(' uruchamia ')} znów uruchamia ten scenariusz: klienci krążyliby w kółko.`,

  inLanguage: (language, sentence) => `${WRITTEN_IN[language]}: ${sentence}`,
  fallbackMissing: (fallback) =>
    `Nie ma tekstu ${IN_LANGUAGE[fallback]}, a dostaje go każdy, czyjego języka brakuje.`,
  languageMissing: (missing, fallback) =>
    `Nie ma tekstu ${IN_LANGUAGE[missing]}, a to jeden z języków sklepu; klienci, którzy tak mówią, dostaną go ${IN_LANGUAGE[fallback]}.`,
  answersDiffer: (fallback) => `Odpowiedzi nie są takie same jak ${IN_LANGUAGE[fallback]}.`,
  optOutMissing:
    'Tekst nie mówi, jak zrezygnować; dodaj „Odpisz STOP, aby zrezygnować” lub {{ links.unsubscribe }}.',
  leavesInQuietHour: (hour) => `Ma wyjść o ${hour}:00, a to wypada w godzinach ciszy scenariusza.`,
  codeWithoutCoupon: (coupon) =>
    `Podaje kod kuponu, ale ${
      coupon === null
        ? 'scenariusz żadnego nie daje'
        : `klienci mogą tu trafić, nie dostawszy „${coupon}”`
    }. Wpisz go między {% if coupon.code != blank %} a {% endif %} albo daj wcześniej kupon.`,

  waitHours: (hours) => `Liczba godzin czekania to ${hours}; wybierz 0 lub więcej.`,
  limitHours: (hours) => `Limit w godzinach to ${hours}; wybierz więcej niż 0.`,
  noSuchMessage: (id) => `Czeka na reakcję na „${id}”, a to nie jest wiadomość tego scenariusza.`,
  notSentBefore: (message) =>
    `Klienci mogą tu trafić, nie dostawszy „${message}”, więc może nie być na co reagować.`,
  noQuestion: (message) => `Czeka na odpowiedź, ale „${message}” o nic nie pyta.`,
  answerNotOffered: (answer, message) =>
    `Czeka na odpowiedź „${answer}”, której „${message}” nie proponuje.`,
  noCouponToUse: 'Czeka na użycie kuponu, ale scenariusz żadnego nie daje.',
  orderIsGoal: 'Czeka na zamówienie, ale każde zamówienie kończy ten scenariusz; wybierz inny cel.',

  noCondition: 'Podaj co najmniej jeden warunek.',
  tooFewWays: 'Podział potrzebuje co najmniej dwóch dróg.',
  allWeightsZero: 'Wszystkie wagi to 0; daj którejś drodze więcej.',
  weight: (weight) => `Waga to ${weight}; wybierz 0 lub więcej.`,
  sameWayId: (id) => `Dwie drogi noszą nazwę „${id}”.`,
  winnerGone: 'Zwycięzca (już) nie jest jedną z dróg; wybierz inną.',

  couponNeverExpires: 'Kupon nigdy nie traci ważności; podaj, ile dni jest ważny.',
  couponPercent: (percent) => `Rabat to ${percent} %; wybierz więcej niż 0 i najwyżej 100.`,
  couponAmount: 'Rabat musi być większy niż 0.',
  couponMinimum: 'Najmniejsza wartość zamówienia musi być większa niż 0 albo jej nie ma.',
  couponPrefix: (prefix) => `„${prefix}” nie może zaczynać kodu; wpisz 1–12 znaków A–Z i 0–9.`,

  noCodesNow: (problem) => `Na razie brak kodów: ${problem}.`,
  nothingToChange: 'Podaj, co ma się zmienić.',
  noteMissing: 'Napisz, co zespół powinien wiedzieć.',
  tagEmpty: 'Tag jest pusty.',
  tagWithComma: (tag) => `„${tag}” zawiera przecinek; tag nie może.`,
  tagTooLong: (most) => `Tag jest dłuższy niż ${most} znaków.`,
  outcomeMissing: 'Podaj, z jakim wynikiem klienci wychodzą.',
};
