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
  'channels.copy': 'Kopiuj adres',
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
};
