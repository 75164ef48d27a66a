import type { LanguageTexts } from './texts.ts';

export const polish: LanguageTexts = {
  'languages.title': 'Języki',
  'languages.lead': 'W jakich językach piszesz do klientów i czego jeszcze w nich brakuje.',
  'languages.in.en': 'po angielsku',
  'languages.in.fr': 'po francusku',
  'languages.in.pl': 'po polsku',
  'languages.chosen': 'Języki wiadomości',
  'languages.chosenText':
    'Każdy klient dostaje wiadomości w swoim języku, takim, jaki zna Shopify. Gdy jest nieznany, niewybrany tutaj albo brakuje go w wiadomości, klient dostaje język zastępczy.',
  'languages.customers': {
    one: '{n} klient',
    few: '{n} klientów',
    many: '{n} klientów',
    other: '{n} klienta',
  },
  'languages.suggested': 'Sugerowany',
  'languages.fallback': 'Zastępczy',
  'languages.fallbackOf': 'Język zastępczy: {language}',
  'languages.lastOne': 'Jeden język musi zostać',
  'languages.notChosen': 'Nikt jeszcze nie wybrał',
  'languages.notChosenText':
    'Do tego czasu każda wiadomość wychodzi we wszystkich językach, w których jest napisana. Zaznaczone są języki klientów, do których wolno pisać.',
  'languages.take': 'Pisz w tych językach',
  'languages.others': {
    one: '{n} klient czyta w innym lub nieznanym języku ({languages}) i dostaje język zastępczy.',
    few: '{n} klientów czyta w innym lub nieznanym języku ({languages}) i dostaje język zastępczy.',
    many: '{n} klientów czyta w innym lub nieznanym języku ({languages}) i dostaje język zastępczy.',
    other:
      '{n} klienta czyta w innym lub nieznanym języku ({languages}) i dostaje język zastępczy.',
  },
  'languages.unknown': 'nieznany',
  'languages.counted': 'Klienci policzeni {when}.',
  'languages.leaving': 'Po zapisaniu żadnych wiadomości {language}',
  'languages.leavingCustomers': {
    one: '{n} klient od następnej wiadomości dostaje je {fallback}, a nie {language}.',
    few: '{n} klientów od następnej wiadomości dostaje je {fallback}, a nie {language}.',
    many: '{n} klientów od następnej wiadomości dostaje je {fallback}, a nie {language}.',
    other: '{n} klienta od następnej wiadomości dostaje je {fallback}, a nie {language}.',
  },
  'languages.leavingTexts':
    'To, co jest napisane {language}, zostaje i wróci, gdy wybierzesz ten język ponownie: {uses}.',
  'languages.use.scenario': {
    one: '{n} aktywny scenariusz',
    few: '{n} aktywne scenariusze',
    many: '{n} aktywnych scenariuszy',
    other: '{n} aktywnego scenariusza',
  },
  'languages.use.campaign': {
    one: '{n} kampania',
    few: '{n} kampanie',
    many: '{n} kampanii',
    other: '{n} kampanii',
  },
  'languages.use.on-site': {
    one: '{n} wiadomość na stronie',
    few: '{n} wiadomości na stronie',
    many: '{n} wiadomości na stronie',
    other: '{n} wiadomości na stronie',
  },
  'languages.use.tier': {
    one: '{n} poziom',
    few: '{n} poziomy',
    many: '{n} poziomów',
    other: '{n} poziomu',
  },
  'languages.withoutFallback': {
    one: '{n} aktywny tekst nie jest napisany {fallback}; kto potrzebuje zastępczego, dostaje go w języku, w którym powstał.',
    few: '{n} aktywne teksty nie są napisane {fallback}; kto potrzebuje zastępczego, dostaje je w języku, w którym powstały.',
    many: '{n} aktywnych tekstów nie jest napisanych {fallback}; kto potrzebuje zastępczego, dostaje je w języku, w którym powstały.',
    other:
      '{n} aktywnego tekstu nie jest napisane {fallback}; kto potrzebuje zastępczego, dostaje go w języku, w którym powstał.',
  },
  'languages.missing': 'Jeszcze nienapisane',
  'languages.missingText':
    'Wiadomości aktywnych i szkicowanych scenariuszy i kampanii, wiadomości na stronie i korzyści poziomów. Każdy odnośnik prowadzi tam, gdzie się je pisze.',
  'languages.missingCount': {
    one: 'brakuje {n}',
    few: 'brakuje {n}',
    many: 'brakuje {n}',
    other: 'brakuje {n}',
  },
  'languages.complete': 'Wszystko jest napisane {language}.',
  'languages.noTexts': 'Nie ma jeszcze niczego do napisania. Zacznij od scenariusza.',
  'languages.inDraft': 'Napisane w szkicu: aktywuj go',
  'languages.benefits': 'co daje poziom',
  'languages.showAll': 'Pokaż wszystkie ({n})',
  'languages.yours': 'Język, w którym czytasz',
  'languages.yoursText':
    'Czytasz Rondo {language}: to język najbliższy językowi Twojego panelu Shopify. Każdy z zespołu czyta w swoim, po angielsku, francusku lub polsku; zmienia się go w Shopify, w ustawieniach konta.',
  'languages.builtIn':
    'Daty, kwoty, wartość kuponu oraz strony wypisu i odpowiedzi są już we wszystkich trzech.',
  'languages.state': '{languages}; zastępczy: {fallback}.',
  'languages.stateNone': 'Jeszcze nie wybrano.',
  'languages.stateMissing': {
    one: 'Brakuje {n} tekstu.',
    few: 'Brakuje {n} tekstów.',
    many: 'Brakuje {n} tekstów.',
    other: 'Brakuje {n} tekstu.',
  },
};
