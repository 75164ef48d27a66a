/** A message to one customer: what it begins with, filled from what is known of them, and the scenario that sends it. */
import type { EmailContent, SmsContent } from '../../message/types.ts';
import type { ExitBlock, MessageBlock, ScenarioDefinition, StartBlock } from '../types.ts';
import { QUIET } from './blocks.ts';
import type { ByLanguage } from './message-parts.ts';
import { GREETING } from './message-parts.ts';

export type SingleMessageDefinition = ScenarioDefinition & {
  readonly blocks: readonly [StartBlock, MessageBlock, ExitBlock];
};

const START: StartBlock = {
  kind: 'start',
  id: 'start',
  trigger: { kind: 'by hand' },
  condition: null,
  reentry: { kind: 'each time' },
  holdoutShare: 0,
  next: 'message',
};
const END: ExitBlock = { kind: 'exit', id: 'end', outcome: 'done' };

/** The message is always the second block. An order that comes before it goes makes it pointless. */
export function singleMessageDefinition(
  message: Pick<MessageBlock, 'channel' | 'content' | 'fallbackLanguage'>,
): SingleMessageDefinition {
  const block = {
    ...message,
    kind: 'message',
    id: 'message',
    // As blocks are called that nobody has named.
    name: message.channel === 'sms' ? 'SMS' : 'Message',
    priorityClass: 'ad hoc',
    sendTime: { kind: 'at once' },
    next: 'end',
    unreachable: null,
    outranked: null,
    // Channel and content come from one message and so belong together.
  } as MessageBlock;
  return { blocks: [START, block, END], goal: { kind: 'order' }, quiet: QUIET };
}

/** What the scenario's row holds: nothing of anybody's message. */
export function singleMessageDraft(): ScenarioDefinition {
  return singleMessageDefinition({ channel: 'email', content: {}, fallbackLanguage: 'en' });
}

export interface FirstWords {
  readonly subject: string;
  readonly text: string;
  readonly button: string;
  readonly sms: string;
}

/** With Liquid, to be filled for the customer before staff see it. */
export const FIRST_WORDS: ByLanguage<FirstWords> = {
  en: {
    subject:
      '{% if prediction %}{% if last_order.product != blank %}Your next order of {{ last_order.product }}{% else %}Your next order{% endif %}{% elsif last_order %}How have you been?{% else %}Is there anything we can help you with?{% endif %}',
    text: `${GREETING.en}

{% if prediction %}Your last order {% if last_order.product != blank %}of {{ last_order.product }} {% endif %}was on {{ last_order.date | date }}. Going by your usual rhythm, the next one {% if prediction.days_overdue > 0 %}was about due on {{ prediction.due_date | date }}{% else %}is about due around {{ prediction.due_date | date }}{% endif %}.{% elsif last_order %}Your last order {% if last_order.product != blank %}of {{ last_order.product }} {% endif %}was on {{ last_order.date | date }}, and we hope you are still happy with it.{% else %}Thank you for your interest in {{ shop.name }}.{% endif %}

Is there anything we can do for you?

{{ shop.name }}`,
    button: 'Have a look',
    sms: '{{ shop.name }}: {% if prediction and last_order.product != blank %}your next order of {{ last_order.product }} is about due.{% elsif prediction %}your next order is about due.{% else %}we would love to see you again.{% endif %} {{ shop.url }} Reply STOP to opt out',
  },
  fr: {
    subject:
      '{% if prediction %}Votre prochaine commande{% if last_order.product != blank %} : {{ last_order.product }}{% endif %}{% elsif last_order %}Comment allez-vous ?{% else %}Pouvons-nous vous aider ?{% endif %}',
    text: `${GREETING.fr}

{% if prediction %}Votre dernière commande{% if last_order.product != blank %} ({{ last_order.product }}){% endif %} date du {{ last_order.date | date }}. D’après vos habitudes, la prochaine {% if prediction.days_overdue > 0 %}était attendue vers le {{ prediction.due_date | date }}{% else %}est attendue vers le {{ prediction.due_date | date }}{% endif %}.{% elsif last_order %}Votre dernière commande{% if last_order.product != blank %} ({{ last_order.product }}){% endif %} date du {{ last_order.date | date }} ; nous espérons qu’elle vous plaît toujours.{% else %}Merci de votre intérêt pour {{ shop.name }}.{% endif %}

Pouvons-nous faire quelque chose pour vous ?

{{ shop.name }}`,
    button: 'Voir la boutique',
    sms: '{{ shop.name }} : {% if prediction and last_order.product != blank %}bientôt le moment de recommander {{ last_order.product }} ?{% elsif prediction %}bientôt le moment de votre prochaine commande ?{% else %}au plaisir de vous revoir.{% endif %} {{ shop.url }} STOP pour ne plus recevoir',
  },
  pl: {
    subject:
      '{% if prediction %}Następne zamówienie{% if last_order.product != blank %}: {{ last_order.product }}{% endif %}{% elsif last_order %}Co słychać?{% else %}Czy możemy w czymś pomóc?{% endif %}',
    text: `${GREETING.pl}

{% if prediction %}Ostatnie zamówienie{% if last_order.product != blank %} ({{ last_order.product }}){% endif %} było {{ last_order.date | date }}. Sądząc po dotychczasowym rytmie, następne {% if prediction.days_overdue > 0 %}wypadało około {{ prediction.due_date | date }}{% else %}wypada około {{ prediction.due_date | date }}{% endif %}.{% elsif last_order %}Ostatnie zamówienie{% if last_order.product != blank %} ({{ last_order.product }}){% endif %} było {{ last_order.date | date }}. Mamy nadzieję, że nadal cieszy.{% else %}Dziękujemy za zainteresowanie sklepem {{ shop.name }}.{% endif %}

Czy możemy coś dla Ciebie zrobić?

{{ shop.name }}`,
    button: 'Zajrzyj do sklepu',
    sms: '{{ shop.name }}: {% if prediction and last_order.product != blank %}czas na kolejne zamówienie: {{ last_order.product }}.{% elsif prediction %}czas na kolejne zamówienie.{% else %}milo bedzie znow Cie zobaczyc.{% endif %} {{ shop.url }} Odpisz STOP, aby zrezygnowac',
  },
};

export function singleEmail(words: Omit<FirstWords, 'sms'>): EmailContent {
  const { subject, text, button } = words;
  return {
    subject,
    preheader: '',
    body: [
      { kind: 'text', text },
      ...(button === '' ? [] : [{ kind: 'button', label: button, url: '{{ shop.url }}' } as const]),
    ],
  };
}

export function singleSms(text: string): SmsContent {
  return { text };
}

/** What was filled in is words from now on: braces of a product's name shall not be read as Liquid. */
export function asWords(text: string): string {
  return text.replace(/\{(?=[{%])/g, '{ ');
}
