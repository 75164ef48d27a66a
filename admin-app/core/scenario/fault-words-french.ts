import type { Language } from '../message/types.ts';
import type { FaultWords, NamedThing, NumberName } from './fault-words.ts';

const NUMBERS: Readonly<Record<NumberName, string>> = {
  hour: 'L’heure',
  weekday: 'Le jour de la semaine',
  'days before': 'Le nombre de jours avant',
  'inactive days': 'Le nombre de jours d’inactivité',
  'days from the due day': 'Le nombre de jours à partir de la date prévue',
  'days before the tier is lost': 'Le nombre de jours avant la perte du niveau',
  'days of absence': 'Le nombre de jours d’absence',
  'days before entering again': 'Le nombre de jours avant de pouvoir entrer à nouveau',
  'number of the order': 'Le numéro de la commande',
  'days of validity': 'Le nombre de jours de validité',
  'days on the page': 'Le nombre de jours d’affichage',
  'days of pause': 'Le nombre de jours de pause',
};

const THINGS: Readonly<Record<NamedThing, string>> = {
  message: 'au message',
  branch: 'à l’aiguillage',
  way: 'au chemin',
  split: 'à la répartition',
  coupon: 'au code promo',
};

const LANGUAGES: Readonly<Record<Language, string>> = {
  en: 'anglais',
  fr: 'français',
  pl: 'polonais',
};

export const french: FaultWords = {
  language: 'fr',
  number: (what, value, [least, most]) =>
    `${NUMBERS[what]} est ${value} ; choisissez un nombre entier de ${least} à ${most}.`,
  nameMissing: (what) => `Donnez un nom ${THINGS[what]}.`,

  noStart: 'Le scénario n’a pas de départ.',
  secondStart: 'Le scénario a un second départ ; il ne peut y en avoir qu’un.',
  sameBlockId: (id) => `Deux blocs s’appellent « ${id} » ; chacun doit avoir son propre nom.`,
  backToStart: 'Un chemin ramène au départ ; les clients n’entrent qu’une fois.',
  leadsNowhere: (next) => `Un chemin mène à « ${next} », qui n’existe pas.`,
  unreached: 'Aucun client n’arrive jamais ici.',
  noWayOut: 'À partir d’ici, aucun chemin ne mène hors du scénario.',
  endlessLoop:
    'À partir d’ici, les clients tournent en rond sans aucune attente ; placez-en une en chemin.',
  goalCategoryMissing: 'Indiquez la catégorie visée par l’objectif.',
  quietHoursEmpty:
    'Les heures calmes finissent quand elles commencent ; choisissez une autre fin, ou aucune.',
  alwaysQuiet:
    'Les plages calmes ne laissent aucune heure de la semaine où un message pourrait partir.',

  holdoutShare: (percent, most) =>
    `La part du groupe témoin est de ${percent} % ; choisissez de 0 à ${most} %.`,
  nobodyHeldOut:
    'Il n’y a pas de groupe témoin : rien ne montrera ce qui se serait passé sans ce scénario.',
  ownRhythm: (times) =>
    `L’inactivité est fixée à ${times} fois l’intervalle habituel ; choisissez un nombre de 1 à 100.`,
  noTierChosen: 'Choisissez au moins un niveau, ou tous.',
  orderCategoryMissing: 'Indiquez la catégorie, ou choisissez toutes.',
  linkMissing: 'Indiquez ce que contient l’adresse du lien.',
  segmentGone: 'Ce segment n’existe pas (ou plus) ; choisissez-en un autre.',
  tierGone: (tier) => `Le niveau « ${tier} » n’existe pas (ou plus) ; choisissez-en un autre.`,
  audienceGone: 'Cette audience n’existe pas (ou plus) ; choisissez-en une autre.',
  scenarioGone: 'Le scénario à démarrer n’existe pas (ou plus) ; choisissez-en un autre.',
  startsItself: 'Le scénario se démarrerait lui-même.',
  startLoop: (names) =>
    `${names.map((name) => `« ${name} »`).join(' démarre ')} démarre à nouveau ce scénario : les clients tourneraient en rond.`,

  inLanguage: (language, sentence) => `En ${LANGUAGES[language]} : ${sentence}`,
  fallbackMissing: (fallback) =>
    `Il n’y a pas de texte en ${LANGUAGES[fallback]}, que reçoivent tous ceux dont la langue manque.`,
  languageMissing: (missing, fallback) =>
    `Il n’y a pas de texte en ${LANGUAGES[missing]}, une des langues de la boutique ; les clients qui la parlent le reçoivent en ${LANGUAGES[fallback]}.`,
  answersDiffer: (fallback) => `Les réponses ne sont pas les mêmes qu’en ${LANGUAGES[fallback]}.`,
  optOutMissing:
    'Le texte ne dit pas comment se désabonner ; ajoutez « STOP pour ne plus recevoir » ou {{ links.unsubscribe }}.',
  leavesInQuietHour: (hour) => `Il doit partir à ${hour} h, pendant les heures calmes du scénario.`,
  codeWithoutCoupon: (coupon) =>
    `Il cite un code promo, mais ${
      coupon === null
        ? 'le scénario n’en donne aucun'
        : `des clients peuvent arriver ici sans avoir reçu « ${coupon} »`
    }. Écrivez-le entre {% if coupon.code != blank %} et {% endif %}, ou donnez un code promo auparavant.`,

  waitHours: (hours) => `L’attente est de ${hours} heures ; choisissez 0 ou plus.`,
  limitHours: (hours) => `La limite est de ${hours} heures ; choisissez plus de 0.`,
  noSuchMessage: (id) =>
    `Une réaction à « ${id} » est attendue, qui n’est pas un message de ce scénario.`,
  notSentBefore: (message) =>
    `Des clients peuvent arriver ici sans avoir reçu « ${message} » : il n’y aurait rien à quoi réagir.`,
  noQuestion: (message) => `Une réponse est attendue, mais « ${message} » ne pose aucune question.`,
  answerNotOffered: (answer, message) =>
    `La réponse « ${answer} » est attendue, que « ${message} » ne propose pas.`,
  noCouponToUse: 'L’utilisation d’un code promo est attendue, mais le scénario n’en donne aucun.',
  orderIsGoal:
    'Une commande est attendue, mais toute commande termine ce scénario ; choisissez un autre objectif.',

  noCondition: 'Indiquez au moins une condition.',
  tooFewWays: 'Une répartition a besoin d’au moins deux chemins.',
  allWeightsZero: 'Tous les poids sont à 0 ; donnez davantage à un chemin.',
  weight: (weight) => `Le poids est ${weight} ; choisissez 0 ou plus.`,
  sameWayId: (id) => `Deux chemins s’appellent « ${id} ».`,
  winnerGone: 'Le gagnant ne fait pas (ou plus) partie des chemins ; choisissez-en un autre.',

  couponNeverExpires: 'Le code promo n’expire jamais ; indiquez combien de jours il est valable.',
  couponPercent: (percent) =>
    `La remise est de ${percent} % ; choisissez plus de 0 et 100 au maximum.`,
  couponAmount: 'La remise doit être supérieure à 0.',
  couponMinimum: 'Le montant minimal de commande doit être supérieur à 0, ou absent.',
  couponPrefix: (prefix) =>
    `« ${prefix} » ne peut pas commencer un code ; écrivez 1 à 12 caractères de A–Z et 0–9.`,

  noCodesNow: (problem) => `Pas de codes pour le moment : ${problem}.`,
  nothingToChange: 'Indiquez ce qui doit changer.',
  noteMissing: 'Écrivez ce que l’équipe doit savoir.',
  tagEmpty: 'Le tag est vide.',
  tagWithComma: (tag) => `« ${tag} » contient une virgule ; un tag ne le peut pas.`,
  tagTooLong: (most) => `Le tag dépasse ${most} caractères.`,
  outcomeMissing: 'Indiquez avec quel résultat les clients sortent.',
};
