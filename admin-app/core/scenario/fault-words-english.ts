import type { Language } from '../message/types.ts';
import type { FaultWords, NamedThing, NumberName } from './fault-words.ts';

const NUMBERS: Readonly<Record<NumberName, string>> = {
  hour: 'The hour',
  weekday: 'The weekday',
  'days before': 'The number of days before',
  'inactive days': 'The number of days of inactivity',
  'days from the due day': 'The number of days from the due day',
  'days before the tier is lost': 'The number of days before the tier is lost',
  'days of absence': 'The number of days of absence',
  'days before entering again': 'The number of days before entering again',
  'number of the order': 'The number of the order',
  'days of validity': 'The number of days of validity',
  'days on the page': 'The number of days on the page',
  'days of pause': 'The number of days of pause',
};

const THINGS: Readonly<Record<NamedThing, string>> = {
  message: 'the message',
  branch: 'the branch',
  way: 'the way',
  split: 'the split',
  coupon: 'the coupon',
};

const LANGUAGES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'French',
  pl: 'Polish',
};

export const english: FaultWords = {
  language: 'en',
  number: (what, value, [least, most]) =>
    `${NUMBERS[what]} is ${value}; choose a whole number from ${least} to ${most}.`,
  nameMissing: (what) => `Give ${THINGS[what]} a name.`,

  noStart: 'The scenario has no start.',
  secondStart: 'The scenario has a second start; only one is possible.',
  sameBlockId: (id) => `Two blocks are called “${id}”; each needs its own name.`,
  backToStart: 'A way leads back to the start; customers enter only once.',
  leadsNowhere: (next) => `A way leads to “${next}”, which does not exist.`,
  unreached: 'No customer ever comes here.',
  noWayOut: 'From here on, no way leads out of the scenario.',
  endlessLoop: 'From here customers come round again without any wait; put a wait in between.',
  goalCategoryMissing: 'Name the category that the goal is about.',
  quietHoursEmpty: 'The quiet hours end when they begin; choose another end, or none.',
  alwaysQuiet: 'The quiet times leave no hour of the week in which a message could leave.',

  holdoutShare: (percent, most) => `The held-out share is ${percent} %; choose 0 to ${most} %.`,
  nobodyHeldOut:
    'Nobody is held out, so nothing will show what would have happened without this scenario.',
  ownRhythm: (times) =>
    `Inactive is set to ${times} times the usual gap; choose a number from 1 to 100.`,
  noTierChosen: 'Choose at least one value tier, or any.',
  orderCategoryMissing: 'Name the category, or choose any.',
  linkMissing: 'Say what the address of the link contains.',
  segmentGone: 'The segment does not exist (any more); choose another.',
  tierGone: (tier) => `There is no value tier “${tier}” (any more); choose another.`,
  audienceGone: 'The audience does not exist (any more); choose another.',
  scenarioGone: 'The scenario to start does not exist (any more); choose another.',
  startsItself: 'The scenario would start itself.',
  startLoop: (names) =>
    `${names.map((name) => `“${name}”`).join(' starts ')} starts this scenario again: customers would go round and round.`,

  inLanguage: (language, sentence) => `${LANGUAGES[language]}: ${sentence}`,
  fallbackMissing: (fallback) =>
    `There is no text in ${LANGUAGES[fallback]}, which everybody gets whose own language is missing.`,
  languageMissing: (missing, fallback) =>
    `There is no text in ${LANGUAGES[missing]}, one of the shop’s languages; customers who speak it get ${LANGUAGES[fallback]}.`,
  answersDiffer: (fallback) => `The answers are not the same as in ${LANGUAGES[fallback]}.`,
  optOutMissing:
    'The text does not say how to opt out; add “Reply STOP to opt out” or {{ links.unsubscribe }}.',
  leavesInQuietHour: (hour) =>
    `It is to leave at ${hour}:00, which lies in the scenario’s quiet hours.`,
  codeWithoutCoupon: (coupon) =>
    `It says the code of a coupon, but ${
      coupon === null
        ? 'the scenario gives none'
        : `customers can come here without having got “${coupon}”`
    }. Write it between {% if coupon.code != blank %} and {% endif %}, or give a coupon before.`,

  waitHours: (hours) => `The wait is ${hours} hours; choose 0 or more.`,
  limitHours: (hours) => `The limit is ${hours} hours; choose more than 0.`,
  noSuchMessage: (id) =>
    `It waits for a reaction to “${id}”, which is not a message of this scenario.`,
  notSentBefore: (message) =>
    `Customers can come here without having been sent “${message}”, so there may be nothing to react to.`,
  noQuestion: (message) => `It waits for an answer, but “${message}” asks no question.`,
  answerNotOffered: (answer, message) =>
    `It waits for the answer “${answer}”, which “${message}” does not offer.`,
  noCouponToUse: 'It waits for the use of a coupon, but the scenario gives none.',
  orderIsGoal: 'It waits for an order, but any order ends this scenario; choose another goal.',

  noCondition: 'Say at least one condition.',
  tooFewWays: 'A split needs two ways at least.',
  allWeightsZero: 'All weights are 0; give one way more than that.',
  weight: (weight) => `The weight is ${weight}; choose 0 or more.`,
  sameWayId: (id) => `Two ways are called “${id}”.`,
  winnerGone: 'The winner is not one of the ways (any more); choose another.',

  couponNeverExpires: 'The coupon never expires; say for how many days it is valid.',
  couponPercent: (percent) => `The discount is ${percent} %; choose more than 0 and at most 100.`,
  couponAmount: 'The discount must be more than 0.',
  couponMinimum: 'The least order value must be more than 0, or none.',
  couponPrefix: (prefix) => `“${prefix}” cannot begin a code; write 1–12 of A–Z and 0–9.`,

  noCodesNow: (problem) => `No codes at present: ${problem}.`,
  nothingToChange: 'Say what is to be changed.',
  noteMissing: 'Write what staff should know.',
  tagEmpty: 'The tag is empty.',
  tagWithComma: (tag) => `“${tag}” has a comma; a tag cannot.`,
  tagTooLong: (most) => `The tag is longer than ${most} characters.`,
  outcomeMissing: 'Say with which outcome customers leave.',
};
