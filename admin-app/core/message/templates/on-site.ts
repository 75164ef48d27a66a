import type { AuthoredMessage } from '../../priority/authored-message.ts';

const SHARED = {
  moved: null,
  ownerRank: 0,
  from: null,
  until: null,
  form: 'corner card',
  fallbackLanguage: 'en',
  segment: null,
  pages: [],
  visitors: 'all',
  versionB: null,
  holdout: 0,
} as const;

/** The on-site messages every shop begins with: written, and switched off until staff have read them. */
export const ON_SITE_TEMPLATES: readonly AuthoredMessage[] = [
  {
    ...SHARED,
    kind: 'launch',
    countdown: false,
    form: 'bar',
    texts: {
      en: {
        title: 'The new collection is here',
        body: 'Fresh in today, and yours to look at first.',
        buttonLabel: 'Have a look',
        buttonUrl: '/collections/all',
      },
      fr: {
        title: 'La nouvelle collection est là',
        body: 'Arrivée aujourd’hui : à vous de la découvrir en premier.',
        buttonLabel: 'La découvrir',
        buttonUrl: '/collections/all',
      },
      pl: {
        title: 'Nowa kolekcja już jest',
        body: 'Dotarła dzisiaj. Zobacz ją przed innymi.',
        buttonLabel: 'Zobacz',
        buttonUrl: '/collections/all',
      },
    },
  },
  {
    ...SHARED,
    kind: 'birthday',
    daysBefore: 0,
    daysAfter: 3,
    texts: {
      en: {
        title: 'Happy birthday!',
        body: 'Lovely that you are spending a moment of it here. Treat yourself to something good.',
        buttonLabel: 'Choose a treat',
        buttonUrl: '/collections/all',
      },
      fr: {
        title: 'Joyeux anniversaire !',
        body: 'Merci d’en passer un instant ici. Faites-vous plaisir.',
        buttonLabel: 'Choisir un plaisir',
        buttonUrl: '/collections/all',
      },
      pl: {
        title: 'Wszystkiego najlepszego!',
        body: 'Miło, że spędzasz tu chwilę w tym dniu. Zrób sobie przyjemność.',
        buttonLabel: 'Wybierz coś dla siebie',
        buttonUrl: '/collections/all',
      },
    },
  },
  {
    ...SHARED,
    kind: 'login return',
    absentDays: 60,
    texts: {
      en: {
        title: 'Good to see you again',
        body: 'A few things are new since your last visit.',
        buttonLabel: 'What is new',
        buttonUrl: '/collections/all',
      },
      fr: {
        title: 'Ravis de vous revoir',
        body: 'Il y a du nouveau depuis votre dernière visite.',
        buttonLabel: 'Voir les nouveautés',
        buttonUrl: '/collections/all',
      },
      pl: {
        title: 'Miło znów Cię widzieć',
        body: 'Od Twojej ostatniej wizyty pojawiło się kilka nowości.',
        buttonLabel: 'Zobacz nowości',
        buttonUrl: '/collections/all',
      },
    },
  },
];
