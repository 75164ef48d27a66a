import type { LanguageTexts } from './texts.ts';

export const french: LanguageTexts = {
  'languages.title': 'Langues',
  'languages.lead':
    'Dans quelles langues vous écrivez à vos clients, et ce qui n’est pas encore rédigé.',
  'languages.in.en': 'en anglais',
  'languages.in.fr': 'en français',
  'languages.in.pl': 'en polonais',
  'languages.chosen': 'Langues de vos messages',
  'languages.chosenText':
    'Chaque client reçoit les messages dans sa langue, celle que Shopify connaît. Si elle est inconnue, non choisie ici ou absente d’un message, il reçoit la langue de repli.',
  'languages.customers': { one: '{n} client', other: '{n} clients' },
  'languages.suggested': 'Suggérée',
  'languages.fallback': 'Repli',
  'languages.fallbackOf': 'Langue de repli : {language}',
  'languages.lastOne': 'Une langue doit rester',
  'languages.notChosen': 'Personne n’a encore choisi',
  'languages.notChosenText':
    'D’ici là, chaque message part dans toutes les langues où il est rédigé. Sont cochées les langues des clients à qui vous pouvez écrire.',
  'languages.take': 'Écrire dans ces langues',
  'languages.others': {
    one: '{n} client lit une autre langue ou une langue inconnue ({languages}) et reçoit la langue de repli.',
    other:
      '{n} clients lisent une autre langue ou une langue inconnue ({languages}) et reçoivent la langue de repli.',
  },
  'languages.unknown': 'inconnue',
  'languages.counted': 'Clients comptés {when}.',
  'languages.leaving': 'Plus de messages {language} après l’enregistrement',
  'languages.leavingCustomers': {
    one: '{n} client recevra ses messages {fallback}, et non plus {language}, dès le prochain.',
    other:
      '{n} clients recevront leurs messages {fallback}, et non plus {language}, dès le prochain.',
  },
  'languages.leavingTexts':
    'Ce que vous avez rédigé {language} reste, et repartira quand vous choisirez de nouveau cette langue : {uses}.',
  'languages.use.scenario': { one: '{n} scénario actif', other: '{n} scénarios actifs' },
  'languages.use.campaign': { one: '{n} campagne', other: '{n} campagnes' },
  'languages.use.on-site': { one: '{n} message sur le site', other: '{n} messages sur le site' },
  'languages.use.tier': { one: '{n} niveau', other: '{n} niveaux' },
  'languages.withoutFallback': {
    one: '{n} texte actif n’est pas rédigé {fallback} ; qui a besoin du repli le reçoit dans la langue où il a d’abord été écrit.',
    other:
      '{n} textes actifs ne sont pas rédigés {fallback} ; qui a besoin du repli les reçoit dans la langue où ils ont d’abord été écrits.',
  },
  'languages.missing': 'Pas encore rédigé',
  'languages.missingText':
    'Messages des scénarios et campagnes actifs ou en brouillon, messages sur le site, avantages des niveaux. Chaque lien mène là où cela s’écrit.',
  'languages.missingCount': { one: '{n} manquant', other: '{n} manquants' },
  'languages.complete': 'Tout est rédigé {language}.',
  'languages.noTexts': 'Il n’y a encore rien à rédiger. Commencez par un scénario.',
  'languages.inDraft': 'Rédigé dans le brouillon : activez-le',
  'languages.benefits': 'ce que donne le niveau',
  'languages.showAll': 'Tout afficher ({n})',
  'languages.yours': 'La langue que vous lisez',
  'languages.yoursText':
    'Vous lisez Rondo {language} : la langue la plus proche de celle de votre admin Shopify. Chaque membre de l’équipe le lit dans la sienne, anglais, français ou polonais ; elle se change dans Shopify, dans les paramètres de votre compte.',
  'languages.builtIn':
    'Dates, montants, valeur des bons et pages où les clients se désabonnent ou répondent existent déjà dans les trois.',
  'languages.state': '{languages} ; repli : {fallback}.',
  'languages.stateNone': 'Pas encore choisies.',
  'languages.stateMissing': { one: '{n} texte manque.', other: '{n} textes manquent.' },
};
