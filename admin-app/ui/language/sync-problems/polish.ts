import type { SyncProblemsTexts } from './texts.ts';

export const polish: SyncProblemsTexts = {
  'problem.holds': 'W polu {field} jest {found}; oczekiwano: {expected}',
  'problem.notJson': 'Wpis nie jest w formacie JSON',
  'problem.tooLarge': 'Cena razy ilość daje zbyt dużą kwotę',
  'problem.orderUnknown': 'Pozycja zamówienia {order}, którego nie znamy',
  'problem.cutOff': 'Wpis jest urwany: połączenie z Shopify zostało przerwane',
  'problem.refused': 'Shopify odmówiło: {reason}',
  'problem.expected.an object': 'obiekt',
  'problem.expected.a list': 'lista',
  'problem.expected.text': 'tekst',
  'problem.expected.text or null': 'tekst albo nic',
  'problem.expected.a list of texts': 'lista tekstów',
  'problem.expected.true or false': 'prawda albo fałsz',
  'problem.expected.a whole number': 'liczba całkowita',
  'problem.expected.a count': 'liczba sztuk',
  "problem.expected.one of Shopify's numbers": 'jeden z numerów Shopify',
  'problem.expected.a gid': 'jeden z numerów Shopify, na przykład gid://shopify/Order/7',
  'problem.expected.a time such as 2026-11-22T10:00:00Z': 'czas, na przykład 2026-11-22T10:00:00Z',
  'problem.expected.a currency such as EUR': 'waluta, na przykład EUR',
  'problem.expected.a time zone such as Europe/Paris': 'strefa czasowa, na przykład Europe/Paris',
  'problem.expected.an amount such as 12.30': 'kwota, na przykład 12.30',
};
