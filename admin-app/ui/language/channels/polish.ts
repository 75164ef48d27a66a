import type { ChannelTexts } from './texts.ts';

export const polish: ChannelTexts = {
  'channels.title': 'Kanały',
  'channels.lead': 'Drogi do klientów: które działają i czego brakuje pozostałym.',
  'channels.see': 'Zobacz kanały',
  'channels.works': 'Działa',
  'channels.lacks': 'Niegotowe',
  'channels.email': 'E-mail',
  'channels.sms': 'SMS',
  'channels.push': 'Web push',
  'channels.on-site': 'Wiadomości na stronie',
  'channels.emailText':
    'Wiadomości wychodzą przez serwer poczty tej instalacji, z nadawcą podanym w ustawieniach.',
  'channels.toSender': 'Nadawca i adres',
  'channels.smsText': 'SMS-y wychodzą przez Twoje konto u dostawcy, który obsługuje format Twilio.',
  'channels.smsShared':
    'Używane jest konto tej instalacji: {account}, nadawca {from}. Własne konto ma pierwszeństwo.',
  'channels.accountSid': 'Identyfikator konta',
  'channels.accountSidHint': 'Zaczyna się od AC.',
  'channels.authToken': 'Token',
  'channels.authTokenHint':
    'Przechowywany w postaci zaszyfrowanej i nigdy więcej niepokazywany. Aby coś tu zmienić, wpisz go ponownie.',
  'channels.from': 'Nadawca',
  'channels.fromHint':
    'Numer, np. +48512345678, krótki numer, nazwa do 11 liter albo usługa wiadomości.',
  'channels.saveAccount': 'Zapisz konto',
  'channels.removeAccount': 'Usuń konto',
  'channels.removeTitle': 'Usunąć konto SMS?',
  'channels.removeText':
    'Rondo zapomni konto {account} i jego token. SMS-y pójdą wtedy przez konto tej instalacji, jeśli je ma; w przeciwnym razie czekają.',
  'channels.removed': 'Konto usunięte',
  'channels.inbound': 'Adres dla odpowiedzi',
  'channels.inboundHint':
    'Podaj go dostawcy jako adres dla wiadomości przychodzących: wtedy STOP zostanie usłyszane.',
  'channels.copy': 'Kopiuj',
  'channels.copied': 'Skopiowano',
  'channels.copyByHand': 'Przeglądarka nie pozwala nam kopiować; adres jest zaznaczony.',
  'channels.pushText':
    'Powiadomienia docierają do zalogowanych klientów, którzy zezwolili na nie w przeglądarce.',
  'channels.subscribers': {
    one: 'Można dotrzeć do {n} klienta',
    few: 'Można dotrzeć do {n} klientów',
    many: 'Można dotrzeć do {n} klientów',
    other: 'Można dotrzeć do {n} klienta',
  },
  'channels.pushHow': 'Jak klienci się zapisują',
  'channels.pushAdd':
    'Dodaj blok „Rondo push sign-up” do strony motywu, na przykład głównej lub konta klienta, i zapisz.',
  'channels.pushAsk':
    'Zalogowani klienci widzą tam przycisk. Przeglądarka pyta dopiero po kliknięciu.',
  'channels.pushBack': 'W tym samym miejscu mogą to cofnąć.',
  'channels.pushEditor': 'Dodaj blok w edytorze motywu',
  'channels.onSiteText':
    'Wiadomości na stronach sklepu. Pokazuje je osadzenie aplikacji w motywie.',
  'channels.embedOff': 'Osadzenie wyłączone',
  'channels.embedOffText':
    'Osadzenie aplikacji jest w motywie wyłączone, więc żadna strona ich nie pokazuje.',
  'channels.toOnSite': 'Wiadomości na stronie',
  'channels.try': 'Wyślij test',
  'channels.testTitle': 'Test od Rondo',
  'channels.testText': 'Jeśli to czytasz, kanał działa.',
  'domain.title': 'Sprawdź domenę nadawcy',
  'domain.lead':
    'Dostawcy skrzynek oczekują trzech publicznych rekordów, zanim zaufają poczcie w Twoim imieniu: SPF, DKIM i DMARC.',
  'domain.selector': 'Selektor DKIM (opcjonalnie)',
  'domain.selectorHint': 'Podaje go dostawca poczty. Puste pole: próbujemy najczęstszych.',
  'domain.check': 'Sprawdź teraz',
  'domain.good': 'Dobrze',
  'domain.toMend': 'Do poprawy',
  'domain.noSender': 'Nie ma jeszcze nadawcy. Podaj w ustawieniach, od kogo są wiadomości.',
  'domain.freeMailbox':
    'Skrzynkę w {domain} może założyć każdy, więc jej poczta wysłana skądinąd jest odrzucana. Wysyłaj z adresu w domenie sklepu.',
  'domain.unreachable':
    'Żaden serwer nazw nie odpowiedział o {domain}. Spróbuj ponownie, gdy ten serwer będzie miał sieć.',
  'domain.spf.good':
    '{domain} mówi, kto może wysyłać jej pocztę. Upewnij się, że jest tam Twój dostawca poczty.',
  'domain.spf.missing':
    '{domain} nie mówi, kto może wysyłać jej pocztę. Dodaj rekord SPF od dostawcy poczty.',
  'domain.spf.several':
    '{domain} ma więcej niż jeden rekord SPF; odbiorcy nie używają wtedy żadnego. Połącz je w jeden.',
  'domain.spf.open': 'Rekord pozwala każdemu wysyłać jako {domain}. Zakończ go ~all albo -all.',
  'domain.spf.too many lookups':
    'Rekord wymaga ponad 10 zapytań, co odbiorcy odrzucają. Usuń to, czego nie używasz.',
  'domain.dkim.good': 'Poczta może być podpisywana kluczem {selector}.',
  'domain.dkim.missing':
    'Nie znaleziono klucza dla {domain}. Włącz DKIM u dostawcy poczty; jeśli jest włączony, wpisz powyżej jego selektor.',
  'domain.dkim.revoked': 'Klucz {selector} został unieważniony. Opublikuj nowy u dostawcy poczty.',
  'domain.dkim.weak': 'Klucz {selector} jest za krótki, by mu ufać. Opublikuj klucz 2048-bitowy.',
  'domain.dmarc.good': 'Poczta, która podszywa się pod {domain}, jest zatrzymywana.',
  'domain.dmarc.only watched':
    'Polityka tylko obserwuje (p=none). Do wysyłania to wystarczy; zaostrz ją do quarantine, gdy raporty będą w porządku.',
  'domain.dmarc.missing': '{domain} nie ma polityki DMARC. Duzi dostawcy skrzynek jej wymagają.',
  'domain.dmarc.several':
    '{domain} ma więcej niż jeden rekord DMARC; odbiorcy nie używają wtedy żadnego. Zostaw jeden.',
  'domain.dmarc.malformed':
    'Rekord nie podaje polityki znanej odbiorcom. Potrzebuje p=none, p=quarantine albo p=reject.',
  'domain.add': 'Rekord TXT pod {name}',
  'domain.addHint':
    'Dodaj go tam, gdzie zarządzasz domeną. Raporty trafiają na podany w nim adres.',
  'audiences.title': 'Grupy odbiorców w sieciach',
  'audiences.lead':
    'Grupy klientów, które sieć społecznościowa zna po zaszyfrowanych skrótach adresów i numerów. Scenariusze dodają do nich i usuwają z nich ludzi.',
  'audiences.see': 'Zobacz grupy odbiorców',
  'audiences.new': 'Nowa grupa',
  'audiences.create': 'Utwórz',
  'audiences.created': 'Utworzono: {name}',
  'audiences.none': 'Nie ma jeszcze grup',
  'audiences.noneText': 'Utwórz grupę, a potem pozwól scenariuszowi dodawać do niej klientów.',
  'audiences.members': { one: '{n} osoba', few: '{n} osoby', many: '{n} osób', other: '{n} osoby' },
  'audiences.file': 'Do pliku: pobierasz go i przekazujesz sieci',
  'audiences.neverSynced': 'Sieć nie została jeszcze powiadomiona',
  'audiences.synced': 'Powiadomiono {when}',
  'audiences.tried': 'Ostatnia próba {when}',
  'audiences.pending': {
    one: '{n} zmiana do przekazania',
    few: '{n} zmiany do przekazania',
    many: '{n} zmian do przekazania',
    other: '{n} zmiany do przekazania',
  },
  'audiences.number': 'Nr {id}',
  'audiences.sync': 'Synchronizuj',
  'audiences.syncing': 'Sieć jest powiadamiana',
  'audiences.history': 'Historia synchronizacji',
  'audiences.historyOf': 'Historia synchronizacji: {name}',
  'audiences.when': 'Kiedy',
  'audiences.added': 'Dodane',
  'audiences.removed': 'Usunięte',
  'audiences.unreadable': 'Nieczytelne',
  'audiences.withoutKey': 'Bez klucza',
  'audiences.outcome': 'Wynik',
  'audiences.upToDate': 'Aktualne',
  'audiences.unfinished': 'W toku lub przerwane',
  'audiences.historyHint':
    'Nieczytelne: sieć nie odczytała zaszyfrowanego adresu lub numeru. Bez klucza: brak adresu, numeru lub zgody.',
  'audiences.archive': 'Archiwizuj',
  'audiences.archived': 'Zarchiwizowano: {name}',
  'audiences.archiveTitle': 'Zarchiwizować „{name}”?',
  'audiences.archiveText': {
    one: 'Jest w niej {n} osoba. Scenariusze już jej nie zmienią i zniknie z tej strony.',
    few: 'Są w niej {n} osoby. Scenariusze już jej nie zmienią i zniknie z tej strony.',
    many: 'Jest w niej {n} osób. Scenariusze już jej nie zmienią i zniknie z tej strony.',
    other: 'Jest w niej {n} osoby. Scenariusze już jej nie zmienią i zniknie z tej strony.',
  },
  'audiences.archiveNetwork':
    'W sieci nikogo to nie usuwa; usuwani są tylko ci, których dane wymazano lub którzy nie chcą już marketingu. Aby to zakończyć, usuń grupę tam.',
  'audiences.name': 'Nazwa',
  'audiences.target': 'Kto jest powiadamiany',
  'audiences.target.file': 'Nikt: pobieram plik',
  'audiences.target.fileHint': 'Plik CSV ze skrótami adresów i numerów.',
  'audiences.target.http': 'Sieć',
  'audiences.target.httpHint': 'Rondo samo powiadamia ją o każdej zmianie.',
  'audiences.externalId': 'Numer w sieci (opcjonalnie)',
  'audiences.externalIdHint': 'Grupy, która tam istnieje. Puste pole tworzy nową.',
  'audiences.network': 'Konto w sieci',
  'audiences.networkText':
    'Dla sieci, które obsługują format niestandardowych grup odbiorców Meta. Adresy wychodzą tylko jako skróty SHA-256.',
  'audiences.networkShared': 'Używane jest konto tej instalacji. Własne konto ma pierwszeństwo.',
  'audiences.accessToken': 'Token dostępu',
  'audiences.adAccountId': 'Konto reklamowe (opcjonalnie)',
  'audiences.adAccountIdHint': 'Na przykład act_1234567. Potrzebne do tworzenia tam nowych grup.',
  'audiences.removeTitle': 'Usunąć konto w sieci?',
  'audiences.removeText':
    'Rondo zapomni token dostępu. Sieć będzie wtedy powiadamiana przez konto tej instalacji, jeśli je ma; w przeciwnym razie zmiany czekają.',
};
