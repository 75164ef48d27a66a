import type { PriorityTexts } from './texts.ts';

export const french: PriorityTexts = {
  'priorities.title': 'Plafonds et ordre',
  'priorities.lead':
    'Combien de messages un client peut recevoir, et lequel part quand plusieurs le pourraient. Chaque décision est gardée avec sa raison.',

  'priorities.caps': 'Combien un client peut en recevoir',
  'priorities.capsText':
    'E-mails, SMS et push comptent à l’envoi. Une campagne sur plusieurs canaux compte une fois. Les messages sur les pages de votre boutique ne dérangent personne et ne comptent pas.',
  'priorities.noCaps': 'Aucun plafond : chaque message part dès que possible',
  'priorities.noCapsText':
    'Un client présent dans plusieurs scénarios peut recevoir plusieurs messages à la fois.',
  'priorities.addCap': 'Ajouter un plafond',
  'priorities.editCap': 'Modifier : {cap}',
  'priorities.removeCap': 'Supprimer : {cap}',
  'priorities.done': 'Terminé',
  'priorities.change': 'Modifier',
  'priorities.max': 'Au plus',
  'priorities.messages': 'messages',
  'priorities.window': 'En',
  'priorities.windowUnit': 'Compté en',
  'priorities.unit.hours': 'heures',
  'priorities.unit.local days': 'jours du calendrier',
  'priorities.windowHint.hours': 'De minute à minute.',
  'priorities.windowHint.local days':
    'Jours du calendrier de votre boutique : le jour du message est le premier.',
  'priorities.over': 'De quoi',
  'priorities.letPast': 'Laisser passer',
  'priorities.letPastHint':
    'Ceux-ci partent quoi qu’il ait été envoyé. Une fois partis, ils comptent pour les autres.',
  'priorities.example': 'Exemple',
  'priorities.exampleText': 'Après des messages le {sent}, le suivant peut partir le {next}.',
  'priorities.exampleOne': 'Après un message le {sent}, le suivant peut partir le {next}.',

  'cap.messages': { one: 'Au plus {n} message', other: 'Au plus {n} messages' },
  'cap.hours': { one: 'en {n} heure', other: 'en {n} heures' },
  'cap.days': { one: 'en {n} jour du calendrier', other: 'en {n} jours du calendrier' },
  'cap.over.all': 'sur tous les canaux',
  'cap.over.email': 'par e-mail',
  'cap.over.sms': 'par SMS',
  'cap.over.push': 'par push',
  'cap.over.class': 'de la classe « {name} »',
  'cap.over.kind': 'du type « {name} »',
  'cap.passes': '{cap} ; {classes} passe',
  'cap.pass': '{cap} ; {classes} passent',

  'class.ad hoc': 'Ponctuel',
  'class.yearly': 'Une fois par an',
  'class.login return': 'Retour après absence',
  'class.lifecycle': 'Cycle de vie',
  'class.frequent': 'Fréquent',
  'classText.ad hoc': 'Lancements, soldes, ouvertures',
  'classText.yearly': 'Anniversaires',
  'classText.login return': 'Quelqu’un revient après longtemps',
  'classText.lifecycle': 'Reconquêtes, deuxièmes achats, niveaux',
  'classText.frequent': 'Ce que beaucoup reçoivent souvent',

  'kind.campaign': 'Campagne',
  'kind.win-back': 'Reconquête',
  'kind.tier-upgrade': 'Passage au niveau supérieur',
  'kind.keep-tier': 'Garder son niveau',
  'kind.second-purchase': 'Deuxième achat',
  'kind.birthday': 'Anniversaire',
  'kind.vip-due-soon': 'Meilleurs clients bientôt attendus',
  'kind.back-after-absence': 'De retour après une absence',
  'kind.from-nothing': 'Créé de zéro',

  'priorities.classes': 'Quelle classe passe d’abord',
  'priorities.classesText':
    'De plusieurs messages part celui de la classe la plus haute. Les autres attendent leur prochaine chance ; celui qui expire avant a été devancé.',
  'priorities.up': 'Monter : {name}',
  'priorities.down': 'Descendre : {name}',
  'priorities.movedTo': '{name} est maintenant numéro {place}',
  'priorities.classesReason': 'Pourquoi cet ordre',
  'priorities.classesReasonHint': 'Gardé avec chaque décision qu’il concerne.',
  'priorities.usualOrder': 'Revenir à l’ordre habituel',

  'priorities.order': 'Au sein d’une classe',
  'priorities.orderText':
    'De deux dans une classe, celui qui se termine plus tôt passe d’abord. Quand cela ne départage pas, cet ordre le fait.',
  'priorities.orderNone': 'Aucune classe n’a encore deux scénarios.',
  'priorities.inactive': 'inactif',

  'priorities.exceptions': 'Exceptions',
  'priorities.exceptionsText':
    'Un scénario, ou l’un de ses messages, qui appartient à une autre classe que celle pour laquelle il a été écrit.',
  'priorities.addException': 'Ajouter une exception',
  'priorities.noScenarios': 'Il n’y a pas encore de scénario.',
  'priorities.scenario': 'Scénario ou campagne',
  'priorities.message': 'Message',
  'priorities.allMessages': 'Tous ses messages',
  'priorities.class': 'Compte comme',
  'priorities.written': 'écrit comme {class}',
  'priorities.reason': 'Pourquoi',
  'priorities.reasonHint': 'Gardé et montré partout où cela décide.',
  'priorities.removeException': 'Supprimer l’exception pour {name}',
  'priorities.exceptionTitle': '{scenario} : {message}',

  'priorities.see': 'Voir les plafonds et l’ordre',
};
