import type { Translated } from '../../t.ts';
import type { english } from './english.ts';

/** The same in Polish. */
export const polish: Translated<typeof english> = {
  'scenario.results': 'Wyniki',
  'scenario.pause': 'Wstrzymaj',
  'scenario.resume': 'Wznów',
  'scenario.did.activate':
    'Aktywny. Od teraz wchodzą pasujący klienci; liczby odświeżają się same.',
  'scenario.did.pause': 'Wstrzymano. Nic nie wyjdzie, dopóki nie wznowisz.',
  'scenario.did.resume': 'Wznowiono',
  'scenario.howToRead':
    'Czytaj od góry do dołu. Wybierz blok, aby zobaczyć i zmienić, co robi; liczba na nim mówi, ilu klientów jest w nim teraz.',
  'scenario.unpublishedTitle': 'Zapisano, ale nie opublikowano',
  'scenario.unpublishedText':
    'Nowi klienci przechodzą jeszcze przez poprzednią wersję. Opublikuj, aby używać tej.',
  'scenario.more': 'Więcej',
  'scenario.addCustomers': 'Dodaj klientów z listy',
  'scenario.archive': 'Archiwizuj',
  'scenario.archiveTitle': 'Zarchiwizować „{name}”?',
  'scenario.archiveText': 'Nikt już nie wchodzi i nic nie jest wysyłane. Wyniki pozostają.',
  'scenario.archiveInside': {
    one: '{n} klient, który jest w środku, od razu wyjdzie.',
    few: '{n} klientów, którzy są w środku, od razu wyjdzie.',
    many: '{n} klientów, którzy są w środku, od razu wyjdzie.',
    other: '{n} klienta, który jest w środku, od razu wyjdzie.',
  },
  'scenario.did.archive': 'Zarchiwizowano',
  'scenario.duplicateTitle': 'Duplikuj scenariusz',
  'scenario.duplicateHint': 'Wersja robocza z tymi samymi blokami, jak ostatnio zapisano.',

  'faults.title': {
    one: '{n} rzecz do poprawienia przed aktywacją',
    few: '{n} rzeczy do poprawienia przed aktywacją',
    many: '{n} rzeczy do poprawienia przed aktywacją',
    other: '{n} rzeczy do poprawienia przed aktywacją',
  },
  'faults.more': {
    one: 'i jeszcze {n}',
    few: 'i jeszcze {n}',
    many: 'i jeszcze {n}',
    other: 'i jeszcze {n}',
  },

  'scenarios.fitNow': {
    one: '{what}: dziś pasuje {n} klient, osiągalni: {reachable}.',
    few: '{what}: dziś pasuje {n} klientów, osiągalni: {reachable}.',
    many: '{what}: dziś pasuje {n} klientów, osiągalni: {reachable}.',
    other: '{what}: dziś pasuje {n} klienta, osiągalni: {reachable}.',
  },

  'audience.entering': 'Weszliby',
  'audience.afterSaving': 'Liczone ponownie po zapisaniu.',
  'audience.later': 'Liczone od zdarzeń po aktywacji.',
  'audience.beingCounted':
    'Trwa liczenie. W dużym sklepie zajmuje minutę lub dwie; liczby pojawią się same.',
  'audience.inactive': 'Pasuje teraz',
  'audience.reachable': 'Osiągalni',
  'audience.text': {
    one: 'Z nich około {n} trafiłby do grupy kontrolnej. Kto w międzyczasie zamówi, nie wejdzie.',
    few: 'Z nich około {n} trafiłoby do grupy kontrolnej. Kto w międzyczasie zamówi, nie wejdzie.',
    many: 'Z nich około {n} trafiłoby do grupy kontrolnej. Kto w międzyczasie zamówi, nie wejdzie.',
    other:
      'Z nich około {n} trafiłoby do grupy kontrolnej. Kto w międzyczasie zamówi, nie wejdzie.',
  },

  'activate.noneYet': 'Nikt nie wchodzi od razu. Później: {who}.',
  'activate.warnings': {
    one: '{n} rzecz do rozważenia',
    few: '{n} rzeczy do rozważenia',
    many: '{n} rzeczy do rozważenia',
    other: '{n} rzeczy do rozważenia',
  },
  'activate.confirm': 'Przeczytałem i kontynuuję',
  'activate.inside': {
    one: '{n} klient jest w środku',
    few: '{n} klientów jest w środku',
    many: '{n} klientów jest w środku',
    other: '{n} klienta jest w środku',
  },
  'activate.finish': 'Kończą w swojej wersji',
  'activate.finishHint': 'Tę wersję biorą tylko ci, którzy wejdą od teraz.',
  'activate.moveOver': 'Przechodzą do tej',
  'activate.moveOverHint':
    'Każdy zostaje przy swoim bloku; czyj blok zniknął, kończy w starej wersji.',
  'activate.title': 'Aktywować „{name}”?',
  'activate.do': 'Aktywuj',
  'activate.publish': 'Opublikuj zmiany',
  'activate.publishTitle': 'Opublikować zmiany w „{name}”?',
  'activate.enter': {
    one: 'Teraz wchodzi {n} klient ({who}).',
    few: 'Teraz wchodzi {n} klientów ({who}).',
    many: 'Teraz wchodzi {n} klientów ({who}).',
    other: 'Teraz wchodzi {n} klienta ({who}).',
  },
  'activate.heldOut': {
    one: 'Około {n} trafia do grupy kontrolnej i nic nie dostaje.',
    few: 'Około {n} trafia do grupy kontrolnej i nic nie dostaje.',
    many: 'Około {n} trafia do grupy kontrolnej i nic nie dostaje.',
    other: 'Około {n} trafia do grupy kontrolnej i nic nie dostaje.',
  },
  'activate.nobodyHeldOut': 'Bez grupy kontrolnej efektu nie da się zmierzyć.',
  'activate.notReachable': {
    one: 'Jeszcze {n} pasuje, ale jest nieosiągalny.',
    few: 'Jeszcze {n} pasuje, ale są nieosiągalni.',
    many: 'Jeszcze {n} pasuje, ale są nieosiągalni.',
    other: 'Jeszcze {n} pasuje, ale są nieosiągalni.',
  },
  'activate.laterText': 'Później klienci wchodzą sami w dniu, w którym to ich dotyczy.',

  'add.list': 'Adresy e-mail lub numery klientów',
  'add.hint': 'Po jednym w wierszu, po przecinku albo kolumna z pliku CSV.',
  'add.none': 'Nie ma w tym żadnego adresu ani numeru.',
  'add.entered': {
    one: 'Wszedł {n} klient',
    few: 'Weszło {n} klientów',
    many: 'Weszło {n} klientów',
    other: 'Weszło {n} klienta',
  },
  'add.inside': {
    one: '{n} był już w środku.',
    few: '{n} było już w środku.',
    many: '{n} było już w środku.',
    other: '{n} było już w środku.',
  },
  'add.refused': {
    one: '{n} nie może jeszcze wejść ponownie.',
    few: '{n} nie może jeszcze wejść ponownie.',
    many: '{n} nie może jeszcze wejść ponownie.',
    other: '{n} nie może jeszcze wejść ponownie.',
  },
  'add.unknown': {
    one: '{n} nie jest Twoim klientem: {examples}',
    few: '{n} nie są Twoimi klientami: {examples}',
    many: '{n} nie jest Twoimi klientami: {examples}',
    other: '{n} nie jest Twoim klientem: {examples}',
  },

  'versions.version': 'Wersja {version}',

  'conflict.title': 'Ktoś inny zmienił ten scenariusz',
  'conflict.text': {
    one: '„{name}” zapisano {when}, już po rozpoczęciu Twojej edycji. {n} różnica względem Twojego szkicu. Który ma zostać? Twój nie przepadnie: po przyjęciu cudzego „cofnij” go przywróci.',
    few: '„{name}” zapisano {when}, już po rozpoczęciu Twojej edycji. {n} różnice względem Twojego szkicu. Który ma zostać? Twój nie przepadnie: po przyjęciu cudzego „cofnij” go przywróci.',
    many: '„{name}” zapisano {when}, już po rozpoczęciu Twojej edycji. {n} różnic względem Twojego szkicu. Który ma zostać? Twój nie przepadnie: po przyjęciu cudzego „cofnij” go przywróci.',
    other:
      '„{name}” zapisano {when}, już po rozpoczęciu Twojej edycji. {n} różnicy względem Twojego szkicu. Który ma zostać? Twój nie przepadnie: po przyjęciu cudzego „cofnij” go przywróci.',
  },

  'versions.title': 'Wersje',
  'versions.none': 'Jeszcze żadnej. Aktywacja tworzy pierwszą.',
  'versions.draft': 'Co wersja robocza zmienia w wersji {version}',
  'versions.same': 'Nic: wersja robocza jest wersją aktywną.',
  'versions.since': 'od {when}',
  'versions.counts': '{entered} wejść, {inside} w środku',
  'versions.changes': {
    one: '{n} zmiana od poprzedniej',
    few: '{n} zmiany od poprzedniej',
    many: '{n} zmian od poprzedniej',
    other: '{n} zmiany od poprzedniej',
  },
  'versions.takeOver': 'Wróć do tej',
  'versions.takenOver': 'Wersja robocza to znów wersja {version}. Opublikuj ją, aby jej użyć.',

  'changes.scenario': 'Scenariusz jako całość',
  'changes.added': 'nowy',
  'changes.removed': 'usunięty',
  'changes.ways': 'dokąd prowadzi',
  'changes.text': 'tekst',
  'changes.settings': 'ustawienia',

  'activate.changes': {
    one: '{n} zmiana',
    few: '{n} zmiany',
    many: '{n} zmian',
    other: '{n} zmiany',
  },

  'scenario.seeChanges': 'Zobacz zmiany',

  'faults.toSettings': 'Przejdź do ustawień',

  'activate.nobodyNow': 'Nikt teraz nie wchodzi ({who}).',
};
