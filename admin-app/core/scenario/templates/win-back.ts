import type { ScenarioDefinition } from '../types.ts';
import { HELLO_AGAIN, IN_CASE_YOU_MISSED, WHAT_KEPT_YOU } from './win-back-content.ts';

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
