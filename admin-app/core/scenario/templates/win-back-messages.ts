/** What the win-back scenario says, from the first hello to the farewell, in each trade's words. */
import type {
  Answer,
  EmailContent,
  Language,
  PushContent,
  SmsContent,
} from '../../message/types.ts';
import {
  BESTSELLERS,
  type ByLanguage,
  button,
  couponLine,
  forEach,
  GREETING,
  products,
} from './message-parts.ts';
import { TRADE_WORDS, type Trade } from './trades.ts';

/** The first mail: what is new for them, what they liked, a welcome-back coupon. */
export function hello(trade: Trade): ByLanguage<EmailContent> {
  return forEach((language) => {
    const words = TRADE_WORDS[language][trade];
    return {
      subject: words.hello,
      preheader: PREHEADER[language],
      body: [
        { kind: 'heading', text: HELLO_HEADING[language] },
        { kind: 'text', text: `${GREETING[language]}\n\n${words.opening}` },
        couponLine(language),
        products({ kind: 'last category' }, words.arrivals),
        button(language),
      ],
    };
  });
}

/** The same news under another subject, shorter, for those who did not open the first. */
export function reminder(trade: Trade): ByLanguage<EmailContent> {
  return forEach((language) => shorter(language, TRADE_WORDS[language][trade].reminder));
}

/** The other arm: the coupon in the subject. */
export function couponReminder(): ByLanguage<EmailContent> {
  return forEach((language) => shorter(language, COUPON_SUBJECT[language]));
}

function shorter(language: Language, subject: string): EmailContent {
  return {
    subject,
    preheader: SHORT_PREHEADER[language],
    body: [
      { kind: 'heading', text: SHORT_HEADING[language] },
      { kind: 'text', text: SHORT_TEXT[language] },
      couponLine(language),
      products({ kind: 'bestsellers' }, BESTSELLERS[language]),
      button(language),
    ],
  };
}

/** For those to whom it was too expensive. */
export function betterOffer(): ByLanguage<EmailContent> {
  return forEach((language) => ({
    subject: OFFER_SUBJECT[language],
    preheader: OFFER_PREHEADER[language],
    body: [
      { kind: 'heading', text: OFFER_HEADING[language] },
      { kind: 'text', text: `${GREETING[language]}\n\n${OFFER_TEXT[language]}` },
      couponLine(language),
      products({ kind: 'deal', of: { kind: 'tag', tag: 'deal' } }, DEAL[language]),
      button(language),
    ],
  }));
}

export const SMS: ByLanguage<SmsContent> = {
  en: {
    text: '{{ shop.name }}: we would love to see you again.{% if coupon.code != blank %} {{ coupon.amount }} with {{ coupon.code }} until {{ coupon.expires_on | date: "short" }}.{% endif %} {{ shop.url }} Reply STOP to opt out',
  },
  fr: {
    text: '{{ shop.name }} : au plaisir de vous revoir.{% if coupon.code != blank %} {{ coupon.amount }} avec {{ coupon.code }} jusqu\'au {{ coupon.expires_on | date: "short" }}.{% endif %} {shop.url } STOP pour ne plus recevoir',
  },
  pl: {
    text: '{{ shop.name }}: milo bedzie znow Cie zobaczyc.{% if coupon.code != blank %} {{ coupon.amount }} z kodem {{ coupon.code }} do {{ coupon.expires_on | date: "short" }}.{% endif %} {{ shop.url }} Odpisz STOP, aby zrezygnowac',
  },
};

export const PUSH: ByLanguage<PushContent> = {
  en: {
    title: 'There is something new for you',
    body: 'A few things have come in since your last visit.',
    url: '{{ shop.url }}',
  },
  fr: {
    title: 'Il y a du nouveau pour vous',
    body: 'Quelques nouveautés sont arrivées depuis votre dernière visite.',
    url: '{{ shop.url }}',
  },
  pl: {
    title: 'Mamy dla Ciebie coś nowego',
    body: 'Od Twojej ostatniej wizyty pojawiło się kilka nowości.',
    url: '{{ shop.url }}',
  },
};

/** The last one: only who answers goes on getting mails. */
export const FAREWELL: ByLanguage<EmailContent> = {
  en: {
    subject: 'Shall we stop writing to you?',
    preheader: 'One click keeps you; no answer is an answer too.',
    body: [
      { kind: 'heading', text: 'Before we say goodbye' },
      {
        kind: 'text',
        text: `${GREETING.en}\n\nWe have not heard from each other for a long time, and we do not want to fill your inbox with mails you no longer care for. So this is the last one, unless you tell us to stay.`,
      },
      {
        kind: 'answers',
        question: 'Would you like to go on hearing from us?',
        answers: [{ id: 'keep-me', label: 'Yes, keep me' }],
      },
      {
        kind: 'text',
        text: 'If you do nothing, you will not hear from us again. Thank you for the time we had, and all the best.',
      },
    ],
  },
  fr: {
    subject: 'Faut-il cesser de vous écrire ?',
    preheader: 'Un clic et vous restez ; ne pas répondre est aussi une réponse.',
    body: [
      { kind: 'heading', text: 'Avant de nous dire au revoir' },
      {
        kind: 'text',
        text: `${GREETING.fr}\n\nvoilà longtemps que nous n’avons pas eu de vos nouvelles, et nous ne voulons pas encombrer votre boîte de messages qui ne vous intéressent plus. Celui-ci est donc le dernier, à moins que vous ne nous disiez de rester.`,
      },
      {
        kind: 'answers',
        question: 'Souhaitez-vous continuer à recevoir de nos nouvelles ?',
        answers: [{ id: 'keep-me', label: 'Oui, gardez-moi' }],
      },
      {
        kind: 'text',
        text: 'Si vous ne faites rien, vous n’aurez plus de nos nouvelles. Merci pour ce temps passé ensemble, et bonne continuation.',
      },
    ],
  },
  pl: {
    subject: 'Czy mamy przestać do Ciebie pisać?',
    preheader: 'Jedno kliknięcie i zostajesz z nami; brak odpowiedzi to też odpowiedź.',
    body: [
      { kind: 'heading', text: 'Zanim się pożegnamy' },
      {
        kind: 'text',
        text: `${GREETING.pl}\n\nDawno nie mieliśmy od Ciebie wieści, a nie chcemy zapełniać Twojej skrzynki wiadomościami, które Cię już nie interesują. Dlatego ta jest ostatnia, chyba że powiesz nam, żebyśmy zostali.`,
      },
      {
        kind: 'answers',
        question: 'Czy chcesz dalej dostawać od nas wiadomości?',
        answers: [{ id: 'keep-me', label: 'Tak, zostaję' }],
      },
      {
        kind: 'text',
        text: 'Jeśli nic nie zrobisz, nie napiszemy już więcej. Dziękujemy za wspólny czas i wszystkiego dobrego.',
      },
    ],
  },
};

const PREHEADER: ByLanguage<string> = {
  en: 'A quick hello from {{ shop.name }}, and an easy way back.',
  fr: 'Un petit bonjour de {{ shop.name }}, et le chemin pour revenir.',
  pl: 'Małe „dzień dobry” od {{ shop.name }} i prosta droga z powrotem.',
};
const HELLO_HEADING: ByLanguage<string> = {
  en: 'We’d love to see you again',
  fr: 'Au plaisir de vous revoir',
  pl: 'Chętnie znów Cię zobaczymy',
};
const COUPON_SUBJECT: ByLanguage<string> = {
  en: '{% if coupon.amount != blank %}{{ coupon.amount }}, if you like{% else %}A few good reasons to drop by{% endif %}',
  fr: '{% if coupon.amount != blank %}{{ coupon.amount }}, si le cœur vous en dit{% else %}Quelques bonnes raisons de repasser{% endif %}',
  pl: '{% if coupon.amount != blank %}{{ coupon.amount }}, jeśli masz ochotę{% else %}Kilka dobrych powodów, by zajrzeć{% endif %}',
};
const SHORT_PREHEADER: ByLanguage<string> = {
  en: 'The short version, in case our last note got lost.',
  fr: 'En deux mots, au cas où notre dernier message se serait perdu.',
  pl: 'W skrócie, gdyby nasza poprzednia wiadomość zaginęła.',
};
const SHORT_HEADING: ByLanguage<string> = { en: 'In short', fr: 'En deux mots', pl: 'W skrócie' };
const SHORT_TEXT: ByLanguage<string> = {
  en: 'Our last note may have got lost among all the others, so here is the short version.\n\nLooking for something you can’t find? Just reply to this e-mail. We are happy to help.',
  fr: 'Notre dernier message s’est peut-être perdu parmi les autres, alors en deux mots.\n\nVous cherchez quelque chose sans le trouver ? Répondez simplement à cet e-mail, nous vous aiderons avec plaisir.',
  pl: 'Nasza poprzednia wiadomość mogła zaginąć wśród innych, więc krótko.\n\nSzukasz czegoś i nie możesz znaleźć? Po prostu odpowiedz na ten e-mail, chętnie pomożemy.',
};
const OFFER_SUBJECT: ByLanguage<string> = {
  en: 'Let us meet you halfway',
  fr: 'Faisons chacun la moitié du chemin',
  pl: 'Spotkajmy się w pół drogi',
};
const OFFER_PREHEADER: ByLanguage<string> = {
  en: 'You said it was too expensive. We listened.',
  fr: 'Vous trouviez cela trop cher : nous vous avons entendu.',
  pl: 'Twoim zdaniem było za drogo. Słuchamy.',
};
const OFFER_HEADING: ByLanguage<string> = {
  en: 'A better price, for you',
  fr: 'Un meilleur prix, pour vous',
  pl: 'Lepsza cena, dla Ciebie',
};
const OFFER_TEXT: ByLanguage<string> = {
  en: 'Thank you for your honest answer. We cannot change every price, but we can change yours.',
  fr: 'merci pour votre réponse franche. Nous ne pouvons pas changer tous les prix, mais le vôtre, oui.',
  pl: 'Dziękujemy za szczerą odpowiedź. Wszystkich cen nie zmienimy, ale Twoją możemy.',
};
const DEAL: ByLanguage<string> = { en: 'Today’s deal', fr: 'L’offre du jour', pl: 'Okazja dnia' };

/** What customers can answer; the ids are the same in every language, so that the results add them up. */
function answers(labels: readonly [string, string, string, string, string, string]): Answer[] {
  const ids = ['not-needed', 'gift', 'too-expensive', 'bad-experience', 'not-now', 'other'];
  return labels.map((label, index) => ({ id: ids[index] ?? 'other', label }));
}

/** One question, answered with one click. */
export const WHAT_KEPT_YOU: ByLanguage<EmailContent> = {
  en: {
    subject: 'May we ask you one question?',
    preheader: 'One click, and you help us do better.',
    body: [
      { kind: 'heading', text: 'One question, one click' },
      {
        kind: 'text',
        text: 'Hello{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},\n\nYou haven’t ordered for a while, and that is perfectly fine. We would still love to know why: an honest answer helps us more than any sale.',
      },
      {
        kind: 'answers',
        question: 'What kept you?',
        answers: answers([
          'I don’t need it any more',
          'It was a gift',
          'Too expensive for me',
          'I had a bad experience',
          'Not now, maybe later',
          'Something else',
        ]),
      },
      { kind: 'text', text: 'That’s all. Thank you for taking a second.' },
    ],
  },
  fr: {
    subject: 'Une seule question, si vous le voulez bien',
    preheader: 'Un clic suffit pour nous aider à faire mieux.',
    body: [
      { kind: 'heading', text: 'Une question, un clic' },
      {
        kind: 'text',
        text: 'Bonjour{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},\n\nvous n’avez pas commandé depuis un moment, et c’est bien normal. Nous aimerions tout de même savoir pourquoi : une réponse franche nous aide plus que n’importe quelle vente.',
      },
      {
        kind: 'answers',
        question: 'Qu’est-ce qui vous a retenu ?',
        answers: answers([
          'Je n’en ai plus besoin',
          'C’était un cadeau',
          'Trop cher pour moi',
          'J’ai eu une mauvaise expérience',
          'Pas maintenant, plus tard peut-être',
          'Une autre raison',
        ]),
      },
      { kind: 'text', text: 'C’est tout. Merci d’avoir pris une seconde.' },
    ],
  },
  pl: {
    subject: 'Czy możemy o coś zapytać?',
    preheader: 'Jedno kliknięcie, dzięki któremu będziemy lepsi.',
    body: [
      { kind: 'heading', text: 'Jedno pytanie, jedno kliknięcie' },
      {
        kind: 'text',
        text: 'Dzień dobry{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}!\n\nOd dłuższego czasu nie było od Ciebie zamówienia i to zupełnie w porządku. Chcielibyśmy tylko wiedzieć dlaczego: szczera odpowiedź pomoże nam bardziej niż niejedna sprzedaż.',
      },
      {
        kind: 'answers',
        question: 'Co Cię zatrzymało?',
        answers: answers([
          'Już tego nie potrzebuję',
          'To był prezent',
          'Za drogo jak dla mnie',
          'Złe doświadczenie',
          'Nie teraz, może później',
          'Coś innego',
        ]),
      },
      { kind: 'text', text: 'To wszystko. Dziękujemy za tę chwilę.' },
    ],
  },
};
