/** What the scenarios about value tiers say. */
import type { EmailContent, SmsContent } from '../../message/types.ts';
import { type ByLanguage, button, GREETING, products } from './message-parts.ts';

/** What staff wrote of the tier in the settings; nothing where they wrote nothing. */
const BENEFITS = '{% if tier and tier.benefits != "" %}\n\n{{ tier.benefits }}{% endif %}';

/** The order that keeps the tier, where it is known. */
const KEEPS = {
  en: '{% if tier and tier.keeps != "" and tier.until != "" %}{{ tier.keeps }} more by {{ tier.until | date }} keeps it.{% else %}An order in time can keep it.{% endif %}',
  fr: '{% if tier and tier.keeps != "" and tier.until != "" %}{{ tier.keeps }} de plus d’ici le {{ tier.until | date }} et il est gardé.{% else %}Une commande à temps peut le garder.{% endif %}',
  pl: '{% if tier and tier.keeps != "" and tier.until != "" %}Jeszcze {{ tier.keeps }} do {{ tier.until | date }} i go zachowasz.{% else %}Zamówienie na czas może go utrzymać.{% endif %}',
} as const;

export const NEW_TIER: ByLanguage<EmailContent> = {
  en: {
    subject: 'Welcome to {{ customer.tier }}',
    preheader: 'You earned it. Here is what it brings.',
    body: [
      { kind: 'heading', text: 'You are {{ customer.tier }} now' },
      {
        kind: 'text',
        text: `${GREETING.en}\n\nThank you for coming back to us so faithfully. From today you belong to {{ customer.tier }}.${BENEFITS}`,
      },
      { kind: 'button', label: 'See what’s new', url: '{{ shop.url }}' },
    ],
  },
  fr: {
    subject: 'Bienvenue au niveau {{ customer.tier }}',
    preheader: 'Vous l’avez mérité. Voici ce que cela vous apporte.',
    body: [
      { kind: 'heading', text: 'Vous passez au niveau {{ customer.tier }}' },
      {
        kind: 'text',
        text: `${GREETING.fr}\n\nmerci de revenir si fidèlement. À partir d’aujourd’hui, vous êtes au niveau {{ customer.tier }}.${BENEFITS}`,
      },
      { kind: 'button', label: 'Voir les nouveautés', url: '{{ shop.url }}' },
    ],
  },
  pl: {
    subject: 'Witamy na poziomie {{ customer.tier }}',
    preheader: 'To Twoja zasługa. Oto, co zyskujesz.',
    body: [
      { kind: 'heading', text: 'Masz teraz poziom {{ customer.tier }}' },
      {
        kind: 'text',
        text: `${GREETING.pl}\n\nDziękujemy, że tak wiernie do nas wracasz. Od dziś masz poziom {{ customer.tier }}.${BENEFITS}`,
      },
      { kind: 'button', label: 'Zobacz nowości', url: '{{ shop.url }}' },
    ],
  },
};

/** To those who read the congratulation. */
export const VIP_INVITATION: ByLanguage<EmailContent> = {
  en: {
    subject: 'What would make {{ shop.name }} better for you?',
    preheader: 'One click, from one of our best customers.',
    body: [
      { kind: 'heading', text: 'Your word counts' },
      {
        kind: 'text',
        text: `${GREETING.en}\n\nCustomers like you know us best. Tell us with one click what you would like more of; we read every answer.`,
      },
      {
        kind: 'answers',
        question: 'What would you like more of?',
        answers: [
          { id: 'early-access', label: 'Seeing new things first' },
          { id: 'offers', label: 'Personal offers' },
          { id: 'advice', label: 'Advice and ideas' },
          { id: 'nothing', label: 'All is well as it is' },
        ],
      },
    ],
  },
  fr: {
    subject: 'Comment {{ shop.name }} peut-elle vous plaire davantage ?',
    preheader: 'Un clic, de la part d’un de nos meilleurs clients.',
    body: [
      { kind: 'heading', text: 'Votre avis compte' },
      {
        kind: 'text',
        text: `${GREETING.fr}\n\nles clients comme vous nous connaissent le mieux. Dites-nous en un clic ce que vous aimeriez davantage ; nous lisons chaque réponse.`,
      },
      {
        kind: 'answers',
        question: 'Qu’aimeriez-vous davantage ?',
        answers: [
          { id: 'early-access', label: 'Voir les nouveautés en premier' },
          { id: 'offers', label: 'Des offres personnelles' },
          { id: 'advice', label: 'Des conseils et des idées' },
          { id: 'nothing', label: 'Tout est bien ainsi' },
        ],
      },
    ],
  },
  pl: {
    subject: 'Co moglibyśmy dla Ciebie poprawić?',
    preheader: 'Jedno kliknięcie kogoś, kto zna nas najlepiej.',
    body: [
      { kind: 'heading', text: 'Twoje zdanie się liczy' },
      {
        kind: 'text',
        text: `${GREETING.pl}\n\nTacy klienci jak Ty znają nas najlepiej. Powiedz nam jednym kliknięciem, czego chcesz więcej; czytamy każdą odpowiedź.`,
      },
      {
        kind: 'answers',
        question: 'Czego chcesz więcej?',
        answers: [
          { id: 'early-access', label: 'Nowości przed innymi' },
          { id: 'offers', label: 'Ofert tylko dla mnie' },
          { id: 'advice', label: 'Porad i pomysłów' },
          { id: 'nothing', label: 'Jest dobrze, jak jest' },
        ],
      },
    ],
  },
};

export const TIER_REMINDER: ByLanguage<EmailContent> = {
  en: {
    subject: 'Your {{ customer.tier }} benefits are waiting',
    preheader: 'In case our congratulations got lost.',
    body: [
      {
        kind: 'text',
        text: `${GREETING.en}\n\nIn case you missed it: you belong to {{ customer.tier }} now.${BENEFITS}`,
      },
      { kind: 'button', label: 'Use my benefits', url: '{{ shop.url }}' },
    ],
  },
  fr: {
    subject: 'Vos avantages {{ customer.tier }} vous attendent',
    preheader: 'Au cas où nos félicitations se seraient perdues.',
    body: [
      {
        kind: 'text',
        text: `${GREETING.fr}\n\nau cas où cela vous aurait échappé : vous êtes désormais au niveau {{ customer.tier }}.${BENEFITS}`,
      },
      { kind: 'button', label: 'Profiter de mes avantages', url: '{{ shop.url }}' },
    ],
  },
  pl: {
    subject: 'Korzyści poziomu {{ customer.tier }} czekają',
    preheader: 'Gdyby nasze gratulacje zaginęły.',
    body: [
      {
        kind: 'text',
        text: `${GREETING.pl}\n\nGdyby Ci to umknęło: masz teraz poziom {{ customer.tier }}.${BENEFITS}`,
      },
      { kind: 'button', label: 'Skorzystaj', url: '{{ shop.url }}' },
    ],
  },
};

export const TIER_REMINDER_SMS: ByLanguage<SmsContent> = {
  en: {
    text: '{{ shop.name }}: you are {{ customer.tier }} now. Your benefits are waiting: {{ shop.url }} Reply STOP to opt out',
  },
  fr: {
    text: '{{ shop.name }} : vous voici au niveau {{ customer.tier }}. Vos avantages vous attendent : {{ shop.url }} STOP pour ne plus recevoir',
  },
  pl: {
    text: '{{ shop.name }}: masz teraz poziom {{ customer.tier }}. Korzysci czekaja: {{ shop.url }} Odpisz STOP, aby zrezygnowac',
  },
};

export const ABOUT_TO_LOSE: ByLanguage<EmailContent> = {
  en: {
    subject: 'Keep {{ customer.tier }}',
    preheader: 'What keeps it, and until when.',
    body: [
      { kind: 'heading', text: 'We would like to keep you in {{ customer.tier }}' },
      {
        kind: 'text',
        text: `${GREETING.en}\n\nSoon your older orders stop counting, and {{ customer.tier }} would end. ${KEEPS.en}`,
      },
      products({ kind: 'last category' }, 'From what you like'),
      button('en'),
    ],
  },
  fr: {
    subject: 'Gardez {{ customer.tier }}',
    preheader: 'Ce qui le garde, et jusqu’à quand.',
    body: [
      { kind: 'heading', text: 'Restez au niveau {{ customer.tier }}' },
      {
        kind: 'text',
        text: `${GREETING.fr}\n\nbientôt, vos commandes les plus anciennes ne compteront plus et le niveau {{ customer.tier }} prendrait fin. ${KEEPS.fr}`,
      },
      products({ kind: 'last category' }, 'Parmi ce que vous aimez'),
      button('fr'),
    ],
  },
  pl: {
    subject: 'Zachowaj poziom {{ customer.tier }}',
    preheader: 'Co go zachowa i do kiedy.',
    body: [
      { kind: 'heading', text: 'Zostań na poziomie {{ customer.tier }}' },
      {
        kind: 'text',
        text: `${GREETING.pl}\n\nWkrótce starsze zamówienia przestaną się liczyć i poziom {{ customer.tier }} by się skończył. ${KEEPS.pl}`,
      },
      products({ kind: 'last category' }, 'Z tego, co lubisz'),
      button('pl'),
    ],
  },
};
