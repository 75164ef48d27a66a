import type { PriorityTexts } from './texts.ts';

export const polish: PriorityTexts = {
  'priorities.title': 'Limity i kolejność',
  'priorities.lead':
    'Ile wiadomości może dostać klient i która wychodzi, gdy mogłoby ich kilka. Każda decyzja jest zapisana z powodem.',

  'priorities.caps': 'Ile może dostać klient',
  'priorities.capsText':
    'E-maile, SMS-y i push liczą się w chwili wysłania. Kampania w kilku kanałach liczy się raz. Wiadomości na stronach sklepu nikomu nie przeszkadzają i się nie liczą.',
  'priorities.noCaps': 'Bez limitu: każda wiadomość wychodzi, gdy tylko może',
  'priorities.noCapsText':
    'Klient, który jest w kilku scenariuszach, może dostać kilka wiadomości naraz.',
  'priorities.addCap': 'Dodaj limit',
  'priorities.editCap': 'Zmień: {cap}',
  'priorities.removeCap': 'Usuń: {cap}',
  'priorities.done': 'Gotowe',
  'priorities.change': 'Zmień',
  'priorities.max': 'Najwyżej',
  'priorities.messages': 'wiadomości',
  'priorities.window': 'W ciągu',
  'priorities.windowUnit': 'Liczone w',
  'priorities.unit.hours': 'godzin',
  'priorities.unit.local days': 'dni kalendarzowych',
  'priorities.windowHint.hours': 'Co do minuty.',
  'priorities.windowHint.local days':
    'Dni z kalendarza Twojego sklepu: dzień wiadomości jest pierwszy.',
  'priorities.over': 'Czego',
  'priorities.letPast': 'Przepuść',
  'priorities.letPastHint':
    'Te wychodzą niezależnie od tego, co wysłano. Wysłane liczą się dla pozostałych.',
  'priorities.example': 'Przykład',
  'priorities.exampleText': 'Po wiadomościach {sent} następna może wyjść {next}.',
  'priorities.exampleOne': 'Po wiadomości {sent} następna może wyjść {next}.',

  'cap.messages': {
    one: 'Najwyżej {n} wiadomość',
    few: 'Najwyżej {n} wiadomości',
    many: 'Najwyżej {n} wiadomości',
    other: 'Najwyżej {n} wiadomości',
  },
  'cap.hours': {
    one: 'w ciągu {n} godziny',
    few: 'w ciągu {n} godzin',
    many: 'w ciągu {n} godzin',
    other: 'w ciągu {n} godziny',
  },
  'cap.days': {
    one: 'w ciągu {n} dnia kalendarzowego',
    few: 'w ciągu {n} dni kalendarzowych',
    many: 'w ciągu {n} dni kalendarzowych',
    other: 'w ciągu {n} dnia kalendarzowego',
  },
  'cap.over.all': 'we wszystkich kanałach',
  'cap.over.email': 'e-mailem',
  'cap.over.sms': 'SMS-em',
  'cap.over.push': 'przez push',
  'cap.over.class': 'z klasy „{name}”',
  'cap.over.kind': 'rodzaju „{name}”',
  'cap.passes': '{cap}; {classes} przechodzi',
  'cap.pass': '{cap}; {classes} przechodzą',

  'class.ad hoc': 'Doraźne',
  'class.yearly': 'Raz w roku',
  'class.login return': 'Powrót po nieobecności',
  'class.lifecycle': 'Cykl życia',
  'class.frequent': 'Częste',
  'classText.ad hoc': 'Premiery, wyprzedaże, otwarcia',
  'classText.yearly': 'Urodziny i rocznice',
  'classText.login return': 'Ktoś wraca po długim czasie',
  'classText.lifecycle': 'Odzyskiwanie klientów, drugie zakupy, poziomy',
  'classText.frequent': 'To, co wielu dostaje często',

  'kind.campaign': 'Kampania',
  'kind.win-back': 'Odzyskiwanie klientów',
  'kind.tier-upgrade': 'Wyższy poziom',
  'kind.keep-tier': 'Utrzymanie poziomu',
  'kind.second-purchase': 'Drugi zakup',
  'kind.birthday': 'Urodziny',
  'kind.vip-due-soon': 'Najlepsi klienci przed terminem',
  'kind.back-after-absence': 'Powrót po nieobecności',
  'kind.from-nothing': 'Od zera',

  'priorities.classes': 'Która klasa pierwsza',
  'priorities.classesText':
    'Z kilku wiadomości wychodzi ta z wyższej klasy. Pozostałe czekają na następną okazję; ta, która wcześniej wygaśnie, została wyprzedzona.',
  'priorities.up': 'Wyżej: {name}',
  'priorities.down': 'Niżej: {name}',
  'priorities.movedTo': '{name}: teraz numer {place}',
  'priorities.classesReason': 'Dlaczego taka kolejność',
  'priorities.classesReasonHint': 'Zapisywane przy każdej decyzji, której dotyczy.',
  'priorities.usualOrder': 'Wróć do zwykłej kolejności',

  'priorities.order': 'W obrębie klasy',
  'priorities.orderText':
    'Z dwóch w jednej klasie pierwsza idzie ta, która wcześniej się kończy. Gdy to nie rozstrzyga, decyduje ta kolejność.',
  'priorities.orderNone': 'Żadna klasa nie ma jeszcze dwóch scenariuszy.',
  'priorities.inactive': 'nieaktywny',

  'priorities.exceptions': 'Wyjątki',
  'priorities.exceptionsText':
    'Scenariusz lub jedna z jego wiadomości, która należy do innej klasy niż ta, dla której ją napisano.',
  'priorities.addException': 'Dodaj wyjątek',
  'priorities.noScenarios': 'Nie ma jeszcze scenariusza.',
  'priorities.scenario': 'Scenariusz lub kampania',
  'priorities.message': 'Wiadomość',
  'priorities.allMessages': 'Wszystkie jego wiadomości',
  'priorities.class': 'Liczy się jako',
  'priorities.written': 'napisane jako {class}',
  'priorities.reason': 'Dlaczego',
  'priorities.reasonHint': 'Zapisywane i pokazywane wszędzie, gdzie decyduje.',
  'priorities.removeException': 'Usuń wyjątek dla {name}',
  'priorities.exceptionTitle': '{scenario}: {message}',

  'priorities.see': 'Zobacz limity i kolejność',
};
