import { ended, type ProblemWords } from './problem-words.ts';
import type { LiquidPlace, MessagePart } from './text-problems.ts';

const PARTS: Readonly<Record<MessagePart, string>> = {
  subject: 'L’objet',
  'preview line': 'La ligne d’aperçu',
  heading: 'Un titre',
  text: 'Un texte',
  'the text': 'Le texte',
  'button label': 'Le libellé d’un bouton',
  'button address': 'L’adresse d’un bouton',
  'the button label': 'Le libellé du bouton',
  'the button address': 'L’adresse du bouton',
  question: 'Une question',
  answer: 'Une réponse',
  'products title': 'Un titre',
  title: 'Le titre',
  address: 'L’adresse de destination',
  notification: 'La notification',
  message: 'Le message',
};

function at(place: LiquidPlace | null): string {
  return place === null ? '' : ` (ligne ${place.line}, caractère ${place.column})`;
}

export const french: ProblemWords = {
  contents: {
    empty: ({ part }) => `${PARTS[part]} est vide.`,
    unreadable: ({ part }, because) => ended(`${PARTS[part]} est illisible : ${because}`),
    'cannot go': ({ part }, because) =>
      ended(`${PARTS[part]} ne peut pas partir en l’état : ${because}`),
    'nothing said': () => 'L’e-mail n’a pas de texte.',
    'number of products': ({ count, most }) =>
      `Impossible d’afficher ${count} produits ; choisissez de 1 à ${most}.`,
    'deal without tag': () => 'L’offre du jour n’a pas de tag auquel se fier.',
    'deal without product': () => 'Le produit du jour n’est pas choisi.',
    'button leads nowhere': ({ url }) =>
      `Un bouton mène à « ${url} » ; une adresse commence par https://.`,
    'no answers': () => 'Une question n’a pas de réponses à choisir.',
    'same answer': ({ id }) => `Deux réponses s’appellent « ${id} ».`,
  },
  texts: {
    'unknown field': ({ name, nearest, fields }) =>
      `il n’y a pas de champ « ${name} » ; ${
        nearest === null ? `il y a ${fields.join(', ')}` : `vouliez-vous dire « ${nearest} » ?`
      }`,
    'no coupon': () => 'il n’y a pas de code promo pour ce client',
    'unknown date style': ({ style, styles }) =>
      `il n’y a pas de façon « ${style} » d’écrire les dates ; il y a ${styles.join(', ')}`,
    'not a number': ({ value }) => `« ${value} » n’est pas un nombre`,
    'unknown filter': ({ name, place }) => `il n’y a pas de filtre « ${name} »${at(place)}`,
    'unknown tag': ({ name, place }) => `il n’y a pas de balise « ${name} »${at(place)}`,
    'not closed': ({ text, place }) => `« ${text} » n’est pas fermé${at(place)}`,
    broken: ({ said, place }) => `Liquid ne le comprend pas et dit « ${said} »${at(place)}`,
    'too long to read': () => 'trop long',
    'takes too long': () => 'sa préparation demande trop de temps ou de mémoire',
    'no web address': ({ url }) =>
      `« ${url} » n’est pas une adresse web ; elle doit commencer par https:// ou http://`,
    'no shop address': ({ url }) =>
      `« ${url} » n’est pas une adresse ; elle doit commencer par https:// ou /`,
    'empty for customer': () => 'rien n’en reste pour ce client',
    'subject empty for customer': () => 'l’objet est vide pour ce client',
    'too many letters': ({ length, most }) =>
      `${length} caractères pour ce client ; ${most} au plus sont affichés`,
    'too many text messages': ({ parts, most }) =>
      `il faudrait ${parts} SMS ; ${most} au plus sont envoyés`,
  },
};
