import type { SyncProblemsTexts } from './texts.ts';

export const french: SyncProblemsTexts = {
  'problem.holds': '{field} contient {found} ; attendu : {expected}',
  'problem.notJson': 'L’entrée n’est pas du JSON',
  'problem.tooLarge': 'Le prix multiplié par la quantité donne un montant trop grand',
  'problem.orderUnknown': 'Une ligne de la commande {order}, qui est inconnue',
  'problem.cutOff': 'L’entrée est coupée : la connexion à Shopify s’est interrompue',
  'problem.refused': 'Shopify a refusé : {reason}',
  'problem.expected.an object': 'un objet',
  'problem.expected.a list': 'une liste',
  'problem.expected.text': 'un texte',
  'problem.expected.text or null': 'un texte ou rien',
  'problem.expected.a list of texts': 'une liste de textes',
  'problem.expected.true or false': 'vrai ou faux',
  'problem.expected.a whole number': 'un nombre entier',
  'problem.expected.a count': 'un nombre d’éléments',
  "problem.expected.one of Shopify's numbers": 'un des numéros de Shopify',
  'problem.expected.a gid': 'un des numéros de Shopify, comme gid://shopify/Order/7',
  'problem.expected.a time such as 2026-11-22T10:00:00Z': 'une heure comme 2026-11-22T10:00:00Z',
  'problem.expected.a currency such as EUR': 'une devise comme EUR',
  'problem.expected.a time zone such as Europe/Paris': 'un fuseau horaire comme Europe/Paris',
  'problem.expected.an amount such as 12.30': 'un montant comme 12.30',
};
