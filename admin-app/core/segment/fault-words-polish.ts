import { type FaultWords, oneOf } from './fault-words.ts';
import type { Expectation } from './faults.ts';
import { operatorText, type ValueType } from './operators.ts';

const VALUES: Readonly<Record<ValueType, string>> = {
  number: 'liczba całkowita',
  real: 'liczba',
  money: 'kwota, np. 49.90',
  instant: 'data, np. 2026-05-30, -30d lub today',
  day: 'data, np. 2026-05-30, -30d lub today',
  text: "tekst w apostrofach, np. 'VIP'",
  list: "tekst w apostrofach, np. 'VIP'",
  boolean: 'true lub false',
  enumeration: 'jedna z jej wartości w apostrofach',
};

function list(names: readonly string[]): string {
  return oneOf(names, 'lub');
}

function expectation(expected: Expectation): string {
  switch (expected.kind) {
    case 'condition':
      return 'warunek, np. number_of_orders > 1';
    case 'operator':
      return `operator po ${expected.of}: ${list(expected.operators.map(operatorText))}`;
    case 'value':
      return expected.values.length > 0
        ? `jedna z wartości ${expected.of}: ${list(expected.values.map((value) => `'${value}'`))}`
        : `${VALUES[expected.type]} dla ${expected.of}`;
    case 'name of segment':
      return 'nazwa segmentu w apostrofach';
    case 'name of scenario':
      return 'nazwa scenariusza w apostrofach';
    case 'attribute':
    case 'words':
      return list(expected.kind === 'words' ? expected.words : expected.names);
    case 'parameter':
      return `parametr ${expected.of}: ${list(expected.names)}`;
  }
}

export const polish: FaultWords = {
  expected: ({ expected, found }) =>
    found === ''
      ? `Zapytanie kończy się tam, gdzie powinno być: ${expectation(expected)}.`
      : `W miejscu „${found}” powinno być: ${expectation(expected)}.`,
  'unknown name': ({ name }) => `Nie ma atrybutu ani funkcji o nazwie „${name}”.`,
  'unknown parameter': ({ of, name, names }) =>
    `${of} nie ma parametru „${name}”; ma ${list(names)}.`,
  'parameter twice': ({ of, name }) =>
    `${of} podaje ${name} dwa razy; dla przedziału napisz ${name} BETWEEN … AND ….`,
  'operator not possible': ({ of, operator, operators }) =>
    `${of} nie przyjmuje ${operatorText(operator)}; możliwe: ${list(operators.map(operatorText))}.`,
  'unknown value': ({ of, value, values }) =>
    `${of} nie ma wartości '${value}'; możliwe: ${list(values.map((each) => `'${each}'`))}.`,
  'not whole': ({ of, value }) => `${of} to liczba całkowita, a ${value} nią nie jest.`,
  'function without MATCHES': ({ of }) =>
    `Po ${of} powinno stać MATCHES lub NOT MATCHES z warunkami w nawiasach.`,
  'offset without sign': ({ text }) =>
    `„${text}” wymaga znaku: -${text} to przeszłość, +${text} przyszłość.`,
  'impossible date': ({ text }) => `W kalendarzu nie ma daty ${text}.`,
  'impossible time': ({ text }) => `„${text}” nie jest godziną; zapisz ją jak 16:00:00.`,
  'number too long': ({ text }) => `${text} ma za dużo cyfr; może być ich 15, w tym 6 po kropce.`,
  'offset too large': ({ text }) => `${text} to ponad tysiąc lat.`,
  'unknown sign': ({ text }) => `„${text}” nic tu nie znaczy.`,
  'text not closed': () => 'Zaczynający się tu tekst nie ma końcowego apostrofu.',
  'comment not closed': () => 'Zaczynający się tu komentarz nie ma końca.',
  'too long': ({ limit }) => `Liczba znaków zapytania przekracza ${limit}.`,
  'too deep': ({ limit }) => `Liczba zagnieżdżonych nawiasów lub NOT przekracza ${limit}.`,
  'too many conditions': ({ limit }) => `Liczba warunków w zapytaniu przekracza ${limit}.`,
  'too many values': ({ limit }) => `Liczba wartości na liście przekracza ${limit}.`,
  'unknown segment': ({ name }) => `Nie ma segmentu o nazwie „${name}”.`,
  'unknown scenario': ({ name }) => `Nie ma scenariusza o nazwie „${name}”.`,
  'segment within itself': ({ path }) =>
    `Segment byłby częścią samego siebie: ${path.map((name) => `„${name}”`).join(' → ')}.`,
  suggestion: (text) => `Czy chodziło o ${text}?`,
};
