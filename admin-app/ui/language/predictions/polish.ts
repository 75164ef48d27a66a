import type { PredictionsTexts } from './texts.ts';

export const polish: PredictionsTexts = {
  'need.heading': 'Czego potrzebuje model, by być lepszy',
  'need.lead':
    'Najpierw to, co najbardziej pomoże: jakiej części sklepu dotyczy i ile można z tym zrobić.',
  'need.none':
    'Niczego nie brakuje: dość zamówień, dość długa przeszłość, klienci z własnym rytmem.',
  'need.do': 'Co zrobić',
  'need.dates': 'Średnio ich daty myliły się o {off}.',

  'need.title.orders older than 60 days hidden': 'Zgoda na dostęp do wszystkich zamówień',
  'need.title.orders not read': 'Zamówienia, których nie udało się odczytać',
  'need.title.orders without customer': 'Zamówienia, które nie należą do nikogo',
  'need.title.turned down': 'Przyjęte dopasowanie',
  'need.title.history under two gaps': 'Dłuższa przeszłość',
  'need.title.one order': 'Drugie zamówienia',
  'need.title.two orders': 'Trzecie zamówienia',
  'need.title.irregular': 'Ostrożność wobec klientów bez rytmu',
  'need.title.heavy buyers': 'Spojrzenie na tych, którzy zamawiają najwięcej',
  'need.title.not enough to look back': 'Czas i powtórne zamówienia',
  'need.title.short history': 'Dłuższa przeszłość',
  'need.title.few repeat orders': 'Więcej powtórnych zamówień',
  'need.title.ends at a peak': 'Czas, by zobaczyć, co po szczycie',
  'need.title.amounts missing': 'Kwoty przy zamówieniach',
  'need.title.value goes with frequency': 'Ostrożność wobec wartości',
  'need.title.few returns': 'Więcej powrotów w teście',

  'need.hidden':
    'Shopify pokazuje aplikacji tylko ostatnie 60 dni, więc długie rytmy pozostają ukryte.',
  'need.unread': {
    one: '{n} zamówienie nadeszło, ale nie dało się go odczytać. Jego klient wydaje się milczeć od poprzedniego.',
    few: '{n} zamówienia nadeszły, ale nie dało się ich odczytać. Ich klienci wydają się milczeć od poprzednich.',
    many: '{n} zamówień nadeszło, ale nie dało się ich odczytać. Ich klienci wydają się milczeć od poprzednich.',
    other:
      '{n} zamówienia nadeszło, ale nie dało się ich odczytać. Ich klienci wydają się milczeć od poprzednich.',
  },
  'need.guests': {
    one: '{n} zamówienie nie ma klienta, jak często przy sprzedaży w kasie. Żaden rytm się z niego nie uczy.',
    few: '{n} zamówienia nie mają klienta, jak często przy sprzedaży w kasie. Żaden rytm się z nich nie uczy.',
    many: '{n} zamówień nie ma klienta, jak często przy sprzedaży w kasie. Żaden rytm się z nich nie uczy.',
    other:
      '{n} zamówienia nie ma klienta, jak często przy sprzedaży w kasie. Żaden rytm się z nich nie uczy.',
  },
  'need.guestsAtLeast':
    'Co najmniej {count} zamówień nie ma klienta, jak często przy sprzedaży w kasie. Żaden rytm się z nich nie uczy.',
  'need.turnedDown': {
    one: '{n} dopasowanie, ostatnie, zostało odrzucone. {why}',
    few: 'Ostatnie {n} dopasowania zostały odrzucone, najnowsze z takiego powodu: {why}',
    many: 'Ostatnich {n} dopasowań zostało odrzuconych, najnowsze z takiego powodu: {why}',
    other: 'Ostatnie {n} dopasowania zostało odrzucone, najnowsze z takiego powodu: {why}',
  },
  'need.twoGaps':
    'Zwykły odstęp między zamówieniami to {gap}, a znane zamówienia sięgają wstecz na {past}. Dopóki nie obejmą dwóch takich odstępów, dłuższych nie widać i daty wypadają zbyt wcześnie.',
  'need.oneOrder': {
    one: '{n} klient ({share}) zamówił tylko raz. Jego data opiera się na podobnych klientach.',
    few: '{n} klientów ({share}) zamówiło tylko raz. Ich daty opierają się na podobnych klientach.',
    many: '{n} klientów ({share}) zamówiło tylko raz. Ich daty opierają się na podobnych klientach.',
    other:
      '{n} klienta ({share}) zamówiło tylko raz. Ich daty opierają się na podobnych klientach.',
  },
  'need.twoOrders': {
    one: '{n} klient ({share}) zamówił dwa razy: jeden odstęp to jeszcze nie rytm.',
    few: '{n} klientów ({share}) zamówiło dwa razy: jeden odstęp to jeszcze nie rytm.',
    many: '{n} klientów ({share}) zamówiło dwa razy: jeden odstęp to jeszcze nie rytm.',
    other: '{n} klienta ({share}) zamówiło dwa razy: jeden odstęp to jeszcze nie rytm.',
  },
  'need.irregular': {
    one: '{n} klient ({share}) zamawia w odstępach, które różnią się bardziej, niż zwykle trwają. Żaden model nie poda takiej daty dokładnie.',
    few: '{n} klientów ({share}) zamawia w odstępach, które różnią się bardziej, niż zwykle trwają. Żaden model nie poda takich dat dokładnie.',
    many: '{n} klientów ({share}) zamawia w odstępach, które różnią się bardziej, niż zwykle trwają. Żaden model nie poda takich dat dokładnie.',
    other:
      '{n} klienta ({share}) zamawia w odstępach, które różnią się bardziej, niż zwykle trwają. Żaden model nie poda takich dat dokładnie.',
  },
  'need.heavy': {
    one: '{n} klient mający {from} zamówień lub więcej ma {share} wszystkich zamówień, jak odsprzedawca. To, czego uczą takie zamówienia, nie musi dotyczyć innych.',
    few: '{n} klientów mających {from} zamówień lub więcej ma {share} wszystkich zamówień, jak odsprzedawcy. To, czego uczą takie zamówienia, nie musi dotyczyć innych.',
    many: '{n} klientów mających {from} zamówień lub więcej ma {share} wszystkich zamówień, jak odsprzedawcy. To, czego uczą takie zamówienia, nie musi dotyczyć innych.',
    other:
      '{n} klienta mającego {from} zamówień lub więcej ma {share} wszystkich zamówień, jak odsprzedawcy. To, czego uczą takie zamówienia, nie musi dotyczyć innych.',
  },
  'need.lookBack':
    'Do testu na przeszłości potrzeba {neededDays} dni historii i {neededOrders} powtórnych zamówień. Jest {days} i {orders}.',
  'need.shortHistory': 'Od {needed} dni historii sezony da się odróżnić od wzrostu. Jest {days}.',
  'need.repeatOrders': 'Od {needed} prognozy niesie przeszłość Twojego sklepu. Jest {orders}.',
  'need.peak':
    'Ostatnie 60 dni przyniosło {times} razy więcej zamówień niż zwykle, a to, co następuje po szczycie, łatwo przeszacować.',
  'need.amounts': '{share} zamówień ich nie ma, więc wartości opierają się na pozostałych.',
  'need.noAmounts': 'Zamówienia ich nie mają, więc nie można przewidzieć wartości.',
  'need.oftenMore':
    'Kto zamawia często, wydaje też więcej na zamówienie, więc prognozy dla nich są raczej zaniżone.',
  'need.oftenLess':
    'Kto zamawia często, wydaje mniej na zamówienie, więc prognozy dla nich są raczej zawyżone.',
  'need.returns': {
    one: 'W sprawdzanych dniach zamówieniem zakończyła się {n} prognoza. Od {needed} liczby na tej stronie są pewne.',
    few: 'W sprawdzanych dniach zamówieniem zakończyły się {n} prognozy. Od {needed} liczby na tej stronie są pewne.',
    many: 'W sprawdzanych dniach zamówieniem zakończyło się {n} prognoz. Od {needed} liczby na tej stronie są pewne.',
    other:
      'W sprawdzanych dniach zamówieniem zakończyło się {n} prognozy. Od {needed} liczby na tej stronie są pewne.',
  },

  'need.do.orders older than 60 days hidden':
    'Poproś Shopify o read_all_orders w dostępie API aplikacji, zatwierdź go w tym sklepie i zsynchronizuj zamówienia ponownie.',
  'need.do.orders not read': 'Zobacz, które to i dlaczego.',
  'need.do.orders without customer':
    'W kasie dodawaj klienta do zamówienia; w sklepie proś o adres e-mail przy płatności.',
  'need.do.turned down':
    'Nic, jeśli zdarzy się raz: zostaje poprzedni model. Jeśli się powtarza, poszukaj importu zamówień z błędnymi datami.',
  'need.do.history under two gaps':
    'Czekaj albo zaimportuj do Shopify starsze zamówienia z ich prawdziwymi datami.',
  'need.do.one order': 'Zdobądź drugie zamówienie scenariuszem, który następuje po pierwszym.',
  'need.do.two orders': 'Zdobądź trzecie: od trzech zamówień może być widać rytm.',
  'need.do.irregular': 'Wybieraj ich według szansy na zamówienie, nie według terminu.',
  'need.do.heavy buyers': 'Jeśli to odsprzedawcy, wyłącz ich ze scenariuszy segmentem.',
  'need.do.not enough to look back':
    'Czekaj: zacznie się samo. Starsze zamówienia zaimportowane do Shopify z prawdziwymi datami też się liczą.',
  'need.do.short history':
    'Czekaj albo zaimportuj do Shopify starsze zamówienia z ich prawdziwymi datami.',
  'need.do.few repeat orders':
    'Sprowadzaj klientów z powrotem scenariuszem: każde powtórne zamówienie uczy.',
  'need.do.ends at a peak': 'Do tego czasu patrz, kto przyjdzie pierwszy, a nie ilu przyjdzie.',
  'need.do.amounts missing':
    'Sprawdź, skąd są te zamówienia: próbki, wymiany i importy często nie mają ceny.',
  'need.do.value goes with frequency':
    'Daty i szanse na tym nie cierpią. Wartości częstych kupujących traktuj jako przybliżone.',
  'need.do.few returns': 'Czekaj i do tego czasu nie oceniaj po tych liczbach.',

  'need.weight.error': 'błędu w datach',
  'need.weight.customers': 'klientów',
  'need.weight.orders': 'zamówień',
  'need.weight.days': 'z {needed} dni',
  'need.weight.repeatOrders': 'z {needed} powtórnych zamówień',
  'need.weight.returns': 'z {needed} powrotów',
  'need.weight.usual': 'zwykłych zamówień',
  'need.weight.fits': {
    one: 'odrzucone dopasowanie',
    few: 'odrzucone dopasowania',
    many: 'odrzuconych dopasowań',
    other: 'odrzuconego dopasowania',
  },
  'need.weight.values': 'korelacja; tylko wartości',
  'need.less': '< {share}',
};
