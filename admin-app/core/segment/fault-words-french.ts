import { type FaultWords, oneOf } from './fault-words.ts';
import type { Expectation } from './faults.ts';
import { operatorText, type ValueType } from './operators.ts';

const VALUES: Readonly<Record<ValueType, string>> = {
  number: 'un nombre entier',
  real: 'un nombre',
  money: 'un montant comme 49.90',
  instant: 'une date comme 2026-05-30, -30d ou today',
  day: 'une date comme 2026-05-30, -30d ou today',
  text: "un texte entre apostrophes comme 'VIP'",
  list: "un texte entre apostrophes comme 'VIP'",
  boolean: 'true ou false',
  enumeration: 'l’une de ses valeurs entre apostrophes',
};

function list(names: readonly string[]): string {
  return oneOf(names, 'ou');
}

function expectation(expected: Expectation): string {
  switch (expected.kind) {
    case 'condition':
      return 'une condition comme number_of_orders > 1';
    case 'operator':
      return `un opérateur après ${expected.of} : ${list(expected.operators.map(operatorText))}`;
    case 'value':
      return expected.values.length > 0
        ? `l’une de ces valeurs pour ${expected.of} : ${list(expected.values.map((value) => `'${value}'`))}`
        : `${VALUES[expected.type]} pour ${expected.of}`;
    case 'name of segment':
      return 'le nom d’un segment entre apostrophes';
    case 'name of scenario':
      return 'le nom d’un scénario entre apostrophes';
    case 'attribute':
    case 'words':
      return list(expected.kind === 'words' ? expected.words : expected.names);
    case 'parameter':
      return `un paramètre de ${expected.of} : ${list(expected.names)}`;
  }
}

export const french: FaultWords = {
  expected: ({ expected, found }) =>
    found === ''
      ? `La requête s’arrête là où est attendu : ${expectation(expected)}.`
      : `« ${found} » se trouve là où est attendu : ${expectation(expected)}.`,
  'unknown name': ({ name }) => `Aucun attribut ni fonction ne s’appelle « ${name} ».`,
  'unknown parameter': ({ of, name, names }) =>
    `${of} n’a pas de paramètre « ${name} », mais ${list(names)}.`,
  'parameter twice': ({ of, name }) =>
    `${of} nomme ${name} deux fois ; pour un intervalle, écrivez ${name} BETWEEN … AND ….`,
  'operator not possible': ({ of, operator, operators }) =>
    `${of} n’accepte pas ${operatorText(operator)}, mais ${list(operators.map(operatorText))}.`,
  'unknown value': ({ of, value, values }) =>
    `${of} ne vaut jamais '${value}', mais ${list(values.map((each) => `'${each}'`))}.`,
  'not whole': ({ of, value }) => `${of} est un nombre entier, ${value} ne l’est pas.`,
  'function without MATCHES': ({ of }) =>
    `Après ${of} vient MATCHES ou NOT MATCHES, avec des conditions entre parenthèses.`,
  'offset without sign': ({ text }) =>
    `Il manque un signe à « ${text} » : -${text} est dans le passé, +${text} dans l’avenir.`,
  'impossible date': ({ text }) => `${text} n’est pas une date du calendrier.`,
  'impossible time': ({ text }) => `« ${text} » n’est pas une heure ; écrivez-la comme 16:00:00.`,
  'number too long': ({ text }) =>
    `${text} a trop de chiffres ; 15 au plus sont possibles, dont 6 après le point.`,
  'offset too large': ({ text }) => `${text} est à plus de mille ans.`,
  'unknown sign': ({ text }) => `« ${text} » n’a pas de sens ici.`,
  'text not closed': () => 'Il manque l’apostrophe qui ferme le texte commençant ici.',
  'comment not closed': () => 'Le commentaire commençant ici ne se termine pas.',
  'too long': ({ limit }) => `La requête dépasse ${limit} caractères.`,
  'too deep': ({ limit }) => `Plus de ${limit} parenthèses ou NOT sont imbriqués.`,
  'too many conditions': ({ limit }) => `La requête a plus de ${limit} conditions.`,
  'too many values': ({ limit }) => `La liste a plus de ${limit} valeurs.`,
  'unknown segment': ({ name }) => `Aucun segment ne s’appelle « ${name} ».`,
  'unknown scenario': ({ name }) => `Aucun scénario ne s’appelle « ${name} ».`,
  'segment within itself': ({ path }) =>
    `Le segment ferait partie de lui-même : ${path.map((name) => `« ${name} »`).join(' → ')}.`,
  suggestion: (text) => `Vouliez-vous dire ${text} ?`,
};
