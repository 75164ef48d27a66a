import { ended, type ProblemWords } from './problem-words.ts';
import type { LiquidPlace, MessagePart } from './text-problems.ts';

/** Names of fields, so that no sentence depends on their gender. */
const PARTS: Readonly<Record<MessagePart, string>> = {
  subject: 'Temat',
  'preview line': 'Zapowiedź',
  heading: 'Nagłówek',
  text: 'Tekst',
  'the text': 'Tekst',
  'button label': 'Napis przycisku',
  'button address': 'Adres przycisku',
  'the button label': 'Napis przycisku',
  'the button address': 'Adres przycisku',
  question: 'Pytanie',
  answer: 'Odpowiedź',
  'products title': 'Tytuł',
  title: 'Tytuł',
  address: 'Adres docelowy',
  notification: 'Powiadomienie',
  message: 'Wiadomość',
};

function at(place: LiquidPlace | null): string {
  return place === null ? '' : ` (wiersz ${place.line}, znak ${place.column})`;
}

export const polish: ProblemWords = {
  contents: {
    empty: ({ part }) => `Pole „${PARTS[part]}” nic nie zawiera.`,
    unreadable: ({ part }, because) =>
      ended(`Nie można odczytać pola „${PARTS[part]}”: ${because}`),
    'cannot go': ({ part }, because) =>
      ended(`„${PARTS[part]}”: w tej postaci nie można wysłać, bo ${because}`),
    'nothing said': () => 'E-mail nie ma tekstu.',
    'number of products': ({ count, most }) =>
      `Nie można pokazać tylu produktów: ${count}; wybierz od 1 do ${most}.`,
    'deal without tag': () => 'Okazja dnia nie ma tagu, według którego ją wybrać.',
    'deal without product': () => 'Nie wybrano produktu dnia.',
    'button leads nowhere': ({ url }) =>
      `Przycisk prowadzi do „${url}”; adres zaczyna się od https://.`,
    'no answers': () => 'Pytanie nie ma odpowiedzi do wyboru.',
    'same answer': ({ id }) => `Dwie odpowiedzi nazywają się „${id}”.`,
  },
  texts: {
    'unknown field': ({ name, nearest, fields }) =>
      `nie ma pola „${name}”; ${
        nearest === null ? `są: ${fields.join(', ')}` : `czy chodziło o „${nearest}”?`
      }`,
    'no coupon': () => 'nie ma kuponu dla tego klienta',
    'unknown date style': ({ style, styles }) =>
      `nie ma sposobu zapisu dat „${style}”; są: ${styles.join(', ')}`,
    'not a number': ({ value }) => `„${value}” nie jest liczbą`,
    'unknown filter': ({ name, place }) => `nie ma filtra „${name}”${at(place)}`,
    'unknown tag': ({ name, place }) => `nie ma znacznika „${name}”${at(place)}`,
    'not closed': ({ text, place }) => `brakuje zamknięcia „${text}”${at(place)}`,
    broken: ({ said, place }) => `Liquid tego nie rozumie i podaje „${said}”${at(place)}`,
    'too long to read': () => 'tekst jest za długi',
    'takes too long': () => 'przygotowanie zajmuje za dużo czasu lub pamięci',
    'no web address': ({ url }) =>
      `„${url}” nie jest adresem internetowym; musi zaczynać się od https:// lub http://`,
    'no shop address': ({ url }) =>
      `„${url}” nie jest adresem; musi zaczynać się od https:// lub /`,
    'empty for customer': () => 'dla tego klienta nic z tego nie zostaje',
    'subject empty for customer': () => 'dla tego klienta temat jest pusty',
    'too many letters': ({ length, most }) =>
      `liczba znaków dla tego klienta to ${length}; pokazuje się najwyżej ${most}`,
    'too many text messages': ({ parts, most }) =>
      `liczba potrzebnych SMS-ów to ${parts}; wysyła się najwyżej ${most}`,
  },
};
