import type { DryRunWords } from './words.ts';

export const french: DryRunWords = {
  always: [
    'Les commandes sont celles réellement passées : ce que les messages y auraient changé n’est pas prévu. Celles annulées depuis n’ont jamais existé, et les montants sont ce qu’il en reste aujourd’hui.',
    'Le consentement et les adresses sont ceux d’aujourd’hui. Branches et conditions portent sur le jour où le client y arrive.',
    'Avant la dernière commande, l’écart habituel de chaque client tient lieu de date attendue, car les anciennes prédictions ne sont pas conservées.',
    'Chaque message part à son heure, quoi que le client aurait reçu d’autre.',
  ],
  standing:
    'Tout commence comme si le scénario avait été activé le premier jour : qui répondait déjà au départ entre ce jour-là.',
  tiers:
    'Les niveaux que donnent les commandes sont calculés d’après celles-ci avec les règles d’aujourd’hui : les niveaux donnés à la main sont laissés de côté, et les parts de clients restent celles d’aujourd’hui. Ceux d’un programme de fidélité sont ceux notés depuis que Rondo le lit.',
  activities:
    'Les clics et visites sont ceux qui ont été notés : avant l’envoi de messages, ou avant l’accord des visiteurs, il n’y en a pas.',
  segments:
    'Qui était dans le segment est calculé pour chaque jour passé, avec sa requête d’aujourd’hui. Qui l’a rejoint et quitté le même jour n’est pas vu.',
  byHand:
    'Personne ne sait qui vous ajouterez : tous ceux qui remplissent la condition et peuvent être joints sont pris comme ajoutés le premier jour.',
  asToday: (names) =>
    `Pour ceci, seule la valeur d’aujourd’hui est connue ; elle vaut pour tous les jours : ${names}.`,
  askedToday: (queries) =>
    `Ceci ne peut être demandé au passé et reçoit la réponse d’aujourd’hui : ${queries}.`,
  callers: (names) =>
    `Les clients envoyés ici par ${names} sont comptés, comme ces scénarios actifs se seraient déroulés.`,
  unfollowed: (names) =>
    `Ce qui est conservé du passé ne dit pas qui entre dans ${names} : personne n’en est envoyé ici.`,
  whyNot: {
    'no start':
      'Le départ nomme quelque chose qui n’existe pas : ce qu’il demande est introuvable.',
    returns:
      'On sait qu’un article d’une commande a été retourné, mais pas quand : le passé ne dit pas quel jour un client serait entré.',
    'no tiers': 'Il n’y a pas encore de niveaux de valeur : personne n’a pu monter ni descendre.',
    'no loyalty changes':
      'Ce que le programme de fidélité disait avant que Rondo le lise n’est pas conservé, et il n’a changé le niveau de personne depuis.',
    'loyalty has no end':
      'Un niveau d’un programme de fidélité n’a pas de dernier jour connu d’avance : personne n’entrerait par ce départ.',
    'time of day':
      'Le segment demande ce que le passé ne peut dire jour par jour, par exemple une heure de la journée.',
    'no callers':
      'Aucun scénario actif n’envoie de clients dans celui-ci : personne ne serait entré.',
    campaign: 'Une campagne part une seule fois, à son heure : il n’y a rien à parcourir.',
  },
};
