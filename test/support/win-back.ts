/** A small win-back, as tests run it: three mails in three languages, no coupon, no quiet hours. */
import type { EmailContent, Language } from '../../admin-app/core/message/types.ts';
import { WHAT_KEPT_YOU } from '../../admin-app/core/scenario/templates/win-back-messages.ts';
import type { ScenarioDefinition } from '../../admin-app/core/scenario/types.ts';

type Content = Readonly<Record<Language, EmailContent>>;

/** A friendly word, the last product, the way back. */
const HELLO_AGAIN: Content = {
  en: {
    subject:
      'It’s been a while{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}',
    preheader: 'A quick hello from {{ shop.name }}, and an easy way back.',
    body: [
      { kind: 'heading', text: 'We’d love to see you again' },
      {
        kind: 'text',
        text: 'Hello{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},\n\n{% if last_order.product != blank %}Your last order with us was “{{ last_order.product }}”. We hope it has been everything you wanted.{% else %}We haven’t heard from each other for some time.{% endif %}\n\nThe shelves have changed since then. Have a look when you have a quiet minute; your next favourite may already be there.',
      },
      { kind: 'button', label: 'See what’s new', url: '{{ shop.url }}' },
    ],
  },
  fr: {
    subject:
      '{% if customer.first_name != blank %}{{ customer.first_name }}, cela{% else %}Cela{% endif %} fait un moment',
    preheader: 'Un petit bonjour de {{ shop.name }}, et le chemin pour revenir.',
    body: [
      { kind: 'heading', text: 'Au plaisir de vous revoir' },
      {
        kind: 'text',
        text: 'Bonjour{% if customer.first_name != blank %} {{ customer.first_name }}{% endif %},\n\n{% if last_order.product != blank %}votre dernière commande chez nous : « {{ last_order.product }} ». Nous espérons que vous en profitez pleinement.{% else %}voilà quelque temps que nous n’avons pas eu de vos nouvelles.{% endif %}\n\nDepuis, nos rayons ont bien changé. Venez y faire un tour quand vous aurez un moment : votre prochain coup de cœur vous y attend peut-être.',
      },
      { kind: 'button', label: 'Voir les nouveautés', url: '{{ shop.url }}' },
    ],
  },
  pl: {
    subject:
      '{% if customer.first_name != blank %}{{ customer.first_name }}, dawno{% else %}Dawno{% endif %} Cię u nas nie było',
    preheader: 'Małe „dzień dobry” od {{ shop.name }} i prosta droga z powrotem.',
    body: [
      { kind: 'heading', text: 'Chętnie znów Cię zobaczymy' },
      {
        kind: 'text',
        text: 'Dzień dobry{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}!\n\n{% if last_order.product != blank %}Twoje ostatnie zamówienie u nas to „{{ last_order.product }}”. Mamy nadzieję, że dobrze Ci służy.{% else %}Dawno nie mieliśmy od Ciebie wieści.{% endif %}\n\nOd tamtej pory na naszych półkach sporo się zmieniło. Zajrzyj w wolnej chwili: może Twój kolejny ulubieniec już tu czeka.',
      },
      { kind: 'button', label: 'Zobacz nowości', url: '{{ shop.url }}' },
    ],
  },
};

/** For those who did not open the first: another subject, and shorter. */
const IN_CASE_YOU_MISSED: Content = {
  en: {
    subject: 'A few good reasons to drop by {{ shop.name }}',
    preheader: 'The short version, in case our last note got lost.',
    body: [
      { kind: 'heading', text: 'In short' },
      {
        kind: 'text',
        text: 'Our last note may have got lost among all the others, so here is the short version: new things have arrived, and what you liked before is one click away.\n\nLooking for something you can’t find? Just reply to this e-mail. We are happy to help.',
      },
      { kind: 'button', label: 'Take me to the shop', url: '{{ shop.url }}' },
    ],
  },
  fr: {
    subject: 'Quelques bonnes raisons de repasser chez {{ shop.name }}',
    preheader: 'En deux mots, au cas où notre dernier message se serait perdu.',
    body: [
      { kind: 'heading', text: 'En deux mots' },
      {
        kind: 'text',
        text: 'Notre dernier message s’est peut-être perdu parmi les autres, alors en deux mots : des nouveautés sont arrivées, et ce que vous aimiez est à portée de clic.\n\nVous cherchez quelque chose sans le trouver ? Répondez simplement à cet e-mail, nous vous aiderons avec plaisir.',
      },
      { kind: 'button', label: 'Aller à la boutique', url: '{{ shop.url }}' },
    ],
  },
  pl: {
    subject: 'Kilka dobrych powodów, by zajrzeć do {{ shop.name }}',
    preheader: 'W skrócie, gdyby nasza poprzednia wiadomość zaginęła.',
    body: [
      { kind: 'heading', text: 'W skrócie' },
      {
        kind: 'text',
        text: 'Nasza poprzednia wiadomość mogła zaginąć wśród innych, więc krótko: są nowości, a to, co podobało Ci się wcześniej, jest o jedno kliknięcie stąd.\n\nSzukasz czegoś i nie możesz znaleźć? Po prostu odpowiedz na ten e-mail, chętnie pomożemy.',
      },
      { kind: 'button', label: 'Przejdź do sklepu', url: '{{ shop.url }}' },
    ],
  },
};

/**
 * Win back inactive customers. One week past the due day: a friendly mail. After 48 hours: whoever did not open it gets
 * a second one under another subject, whoever opened but did not order is asked what kept them. An order ends it at
 * once, wherever the customer is.
 */
export const winBack: ScenarioDefinition = {
  blocks: [
    {
      kind: 'start',
      id: 'start',
      trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
      condition: null,
      reentry: { kind: 'each time' },
      holdoutShare: 0.1,
      next: 'email-1',
    },
    {
      kind: 'message',
      id: 'email-1',
      name: 'E-mail 1: hello again',
      channel: 'email',
      priorityClass: 'lifecycle',
      content: HELLO_AGAIN,
      fallbackLanguage: 'en',
      sendTime: { kind: 'at once' },
      unreachable: null,
      outranked: null,
      next: 'reaction-1',
    },
    {
      kind: 'wait for reaction',
      id: 'reaction-1',
      messageBlock: 'email-1',
      limitHours: 48,
      exits: [{ reaction: 'opened', answer: null, when: 'at the limit', next: 'question' }],
      otherwise: 'email-2',
    },
    {
      kind: 'message',
      id: 'email-2',
      name: 'E-mail 2: in short',
      channel: 'email',
      priorityClass: 'lifecycle',
      content: IN_CASE_YOU_MISSED,
      fallbackLanguage: 'en',
      sendTime: { kind: 'at once' },
      unreachable: null,
      outranked: null,
      next: 'reaction-2',
    },
    {
      kind: 'wait for reaction',
      id: 'reaction-2',
      messageBlock: 'email-2',
      limitHours: 48,
      exits: [{ reaction: 'opened', answer: null, when: 'at the limit', next: 'question' }],
      otherwise: 'silent',
    },
    {
      kind: 'message',
      id: 'question',
      name: 'What kept you?',
      channel: 'email',
      priorityClass: 'lifecycle',
      content: WHAT_KEPT_YOU,
      fallbackLanguage: 'en',
      sendTime: { kind: 'at once' },
      unreachable: null,
      outranked: null,
      next: 'answer',
    },
    {
      kind: 'wait for reaction',
      id: 'answer',
      messageBlock: 'question',
      limitHours: 168,
      exits: [{ reaction: 'answered', answer: null, when: 'at once', next: 'answered' }],
      otherwise: 'no-answer',
    },
    { kind: 'exit', id: 'answered', outcome: 'answered' },
    { kind: 'exit', id: 'no-answer', outcome: 'no answer' },
    { kind: 'exit', id: 'silent', outcome: 'not opened' },
  ],
  goal: { kind: 'order' },
  quiet: null,
};
