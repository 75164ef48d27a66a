/** What the shorter scenarios say. */
import type { EmailContent } from '../../message/types.ts';
import {
  BESTSELLERS,
  type ByLanguage,
  button,
  couponLine,
  forEach,
  GREETING,
  products,
} from './message-parts.ts';

export const THANKS_FOR_THE_FIRST: ByLanguage<EmailContent> = forEach((language) => ({
  subject: { en: 'How do you like it?', fr: 'Alors, cela vous plaît ?', pl: 'I jak się podoba?' }[
    language
  ],
  preheader: {
    en: 'And what goes well with it.',
    fr: 'Et ce qui va bien avec.',
    pl: 'I co do tego pasuje.',
  }[language],
  body: [
    {
      kind: 'heading',
      text: {
        en: 'Thank you for your first order',
        fr: 'Merci pour votre première commande',
        pl: 'Dziękujemy za pierwsze zamówienie',
      }[language],
    },
    {
      kind: 'text',
      text: `${GREETING[language]}\n\n${
        {
          en: '{% if last_order.product != blank %}We hope “{{ last_order.product }}” is everything you wanted.{% else %}We hope everything is as you wanted it.{% endif %} If anything is not right, just reply to this e-mail.',
          fr: '{% if last_order.product != blank %}nous espérons que « {{ last_order.product }} » vous plaît.{% else %}nous espérons que tout est comme vous le souhaitiez.{% endif %} Si quelque chose ne va pas, répondez simplement à cet e-mail.',
          pl: '{% if last_order.product != blank %}Mamy nadzieję, że „{{ last_order.product }}” dobrze Ci służy.{% else %}Mamy nadzieję, że wszystko jest w porządku.{% endif %} Jeśli coś jest nie tak, po prostu odpowiedz na ten e-mail.',
        }[language]
      }`,
    },
    products(
      { kind: 'last category' },
      { en: 'Goes well with it', fr: 'Va bien avec', pl: 'Dobrze pasuje' }[language],
    ),
    button(language),
  ],
}));

export const SECOND_ORDER_OFFER: ByLanguage<EmailContent> = forEach((language) => ({
  subject: {
    en: 'A little thank-you for your second order',
    fr: 'Un petit merci pour votre deuxième commande',
    pl: 'Małe podziękowanie za drugie zamówienie',
  }[language],
  preheader: {
    en: 'Yours for a few days.',
    fr: 'À vous pour quelques jours.',
    pl: 'Twoje przez kilka dni.',
  }[language],
  body: [
    {
      kind: 'text',
      text: `${GREETING[language]}\n\n${{ en: 'Many of our regulars found their favourite with the second order. Here is a little help for yours.', fr: 'beaucoup de nos habitués ont trouvé leur préféré à la deuxième commande. Voici un petit coup de pouce pour la vôtre.', pl: 'Wielu stałych klientów trafiło na ulubioną rzecz przy drugim zamówieniu. Oto mała pomoc przy Twoim.' }[language]}`,
    },
    couponLine(language),
    products({ kind: 'bestsellers' }, BESTSELLERS[language]),
    button(language),
  ],
}));

export const HAPPY_BIRTHDAY: ByLanguage<EmailContent> = forEach((language) => ({
  subject: {
    en: 'Happy birthday{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}!',
    fr: 'Joyeux anniversaire{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %} !',
    pl: 'Wszystkiego najlepszego{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}!',
  }[language],
  preheader: {
    en: 'Something small from {{ shop.name }}.',
    fr: 'Une petite attention de {{ shop.name }}.',
    pl: 'Drobiazg od {{ shop.name }}.',
  }[language],
  body: [
    {
      kind: 'heading',
      text: {
        en: 'All the best on your day',
        fr: 'Belle journée à vous',
        pl: 'Najlepsze życzenia',
      }[language],
    },
    {
      kind: 'text',
      text: {
        en: 'We wish you a wonderful day, and hope something good is waiting at the end of it.',
        fr: 'Nous vous souhaitons une merveilleuse journée, et quelque chose de bon pour la finir.',
        pl: 'Życzymy cudownego dnia i czegoś dobrego na jego koniec.',
      }[language],
    },
    couponLine(language),
    {
      kind: 'button',
      label: { en: 'Choose a treat', fr: 'Choisir un plaisir', pl: 'Wybierz coś dla siebie' }[
        language
      ],
      url: '{{ shop.url }}',
    },
  ],
}));

export const DUE_SOON: ByLanguage<EmailContent> = forEach((language) => ({
  subject: {
    en: 'Ready when you are',
    fr: 'Prêts quand vous le serez',
    pl: 'Gotowe, kiedy zechcesz',
  }[language],
  preheader: {
    en: 'What you like, in one place.',
    fr: 'Ce que vous aimez, au même endroit.',
    pl: 'To, co lubisz, w jednym miejscu.',
  }[language],
  body: [
    {
      kind: 'text',
      text: `${GREETING[language]}\n\n${{ en: 'You usually drop by about now. We put together what you may be looking for, so that it takes you a minute only.', fr: 'vous passez d’habitude à peu près maintenant. Nous avons réuni ce que vous cherchez peut-être, pour que cela ne vous prenne qu’une minute.', pl: 'Zwykle zaglądasz mniej więcej teraz. Zebraliśmy to, czego możesz szukać, żeby zajęło Ci to tylko chwilę.' }[language]}`,
    },
    products(
      { kind: 'last category' },
      { en: 'For you', fr: 'Pour vous', pl: 'Dla Ciebie' }[language],
    ),
    button(language),
  ],
}));

export const WHAT_IS_NEW: ByLanguage<EmailContent> = forEach((language) => ({
  subject: {
    en: 'Lovely that you dropped by',
    fr: 'Merci de votre visite',
    pl: 'Miło, że wpadasz',
  }[language],
  preheader: {
    en: 'What is new since last time.',
    fr: 'Les nouveautés depuis la dernière fois.',
    pl: 'Co nowego od ostatniego razu.',
  }[language],
  body: [
    {
      kind: 'text',
      text: `${GREETING[language]}\n\n${{ en: 'It was good to see you again. Here is what has come in since your last visit.', fr: 'quel plaisir de vous revoir. Voici ce qui est arrivé depuis votre dernière visite.', pl: 'Dobrze było znów Cię widzieć. Oto, co pojawiło się od Twojej ostatniej wizyty.' }[language]}`,
    },
    products(
      { kind: 'new since last visit' },
      {
        en: 'New since last time',
        fr: 'Nouveau depuis la dernière fois',
        pl: 'Nowości od ostatniego razu',
      }[language],
    ),
    button(language),
  ],
}));
