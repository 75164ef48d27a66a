import { describe, expect, it } from 'vitest';
import type { EmailContent } from '../../../admin-app/core/message/types.ts';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import * as build from './build.ts';
import { MAIL_CONTENT, WIN_BACK } from './build.ts';

const content = MAIL_CONTENT;
const start = build.start('mail');
const mail = build.email('mail', 'reaction', { name: 'Mail' });
const reaction = build.waitFor('reaction', 'mail', [], 'out');
const out = build.exit('out', 'over');
const wait = build.wait('wait', 24, 'out');

/** The sound scenario start → mail → reaction → out, with some of its blocks changed or added. */
function definition(...changed: readonly Block[]): ScenarioDefinition {
  const changedIds = new Set(changed.map(({ id }) => id));
  const kept = [start, mail, reaction, out].filter(({ id }) => !changedIds.has(id));
  return build.scenario([...kept, ...changed]);
}

function withContent(changes: Partial<EmailContent>): ScenarioDefinition {
  return definition({ ...mail, content: { en: { ...content, ...changes } } });
}

interface Case {
  readonly what: string;
  readonly definition: ScenarioDefinition;
  readonly blockId: string | null;
  readonly field: string | null;
  readonly says: RegExp;
}

const FAULTY: readonly Case[] = [
  {
    what: 'an empty subject',
    definition: withContent({ subject: '  ' }),
    blockId: 'mail',
    field: 'content.en.subject',
    says: /^English: The subject is empty\.$/,
  },
  {
    what: 'an empty body',
    definition: withContent({ body: [{ kind: 'divider' }] }),
    blockId: 'mail',
    field: 'content.en.body',
    says: /no text/,
  },
  {
    what: 'an empty text in the body',
    definition: withContent({
      body: [
        { kind: 'heading', text: 'Hi' },
        { kind: 'text', text: '' },
      ],
    }),
    blockId: 'mail',
    field: 'content.en.body.1.text',
    says: /A text is empty/,
  },
  {
    what: 'Liquid that is not closed',
    definition: withContent({ subject: 'Hello {{ customer.first_name }' }),
    blockId: 'mail',
    field: 'content.en.subject',
    says: /cannot be read: .*not closed/,
  },
  {
    what: 'a field that does not exist',
    definition: withContent({ preheader: '{{ customer.fist_name }}' }),
    blockId: 'mail',
    field: 'content.en.preheader',
    says: /no field “customer\.fist_name”/,
  },
  {
    what: 'a filter that does not exist',
    definition: withContent({ subject: '{{ shop.name | shout }}' }),
    blockId: 'mail',
    field: 'content.en.subject',
    says: /no filter “shout”/,
  },
  {
    what: 'a button that leads nowhere',
    definition: withContent({ body: [{ kind: 'button', label: 'Go', url: 'www.example.com' }] }),
    blockId: 'mail',
    field: 'content.en.body.0.url',
    says: /“www\.example\.com”.*https:/,
  },
  {
    what: 'a question without answers',
    definition: withContent({ body: [{ kind: 'answers', question: 'Why?', answers: [] }] }),
    blockId: 'mail',
    field: 'content.en.body.0.answers',
    says: /no answers/,
  },
  {
    what: 'two answers with one id',
    definition: withContent({
      body: [
        {
          kind: 'answers',
          question: 'Why?',
          answers: [
            { id: 'gift', label: 'Gift' },
            { id: 'gift', label: 'Present' },
          ],
        },
      ],
    }),
    blockId: 'mail',
    field: 'content.en.body.0.answers.1.id',
    says: /“gift”/,
  },
  {
    what: 'answers that differ between languages',
    definition: definition({
      ...mail,
      content: {
        en: content,
        pl: {
          ...content,
          body: [{ kind: 'answers', question: 'Co?', answers: [{ id: 'nic', label: 'Nic' }] }],
        },
      },
    }),
    blockId: 'mail',
    field: 'content.pl.body',
    says: /Polish: The answers are not the same as in English/,
  },
  {
    what: 'a missing fallback language',
    definition: definition({ ...mail, content: { pl: content } }),
    blockId: 'mail',
    field: 'content.en',
    says: /no text in English/,
  },
  {
    what: 'an exit to a block that does not exist',
    definition: definition({ ...mail, next: 'nowhere' }),
    blockId: 'mail',
    field: 'next',
    says: /leads to “nowhere”, which does not exist/,
  },
  {
    what: 'an exit back to the start',
    definition: definition({ ...reaction, otherwise: 'start' }),
    blockId: 'reaction',
    field: 'otherwise',
    says: /back to the start/,
  },
  {
    what: 'a block that nobody comes to',
    definition: definition({ ...wait, id: 'island' }),
    blockId: 'island',
    field: null,
    says: /No customer ever comes here/,
  },
  {
    what: 'a ring without a wait',
    definition: definition(
      { ...mail, next: 'again' },
      { ...mail, id: 'again', name: 'Again', next: 'mail' },
    ),
    blockId: 'mail',
    field: null,
    says: /round again without any wait/,
  },
  {
    what: 'a ring whose only wait takes 0 hours',
    definition: definition({ ...mail, next: 'wait' }, build.wait('wait', 0, 'mail')),
    blockId: 'mail',
    field: null,
    says: /without any wait/,
  },
  {
    what: 'a ring through a limit that is long over the second time',
    definition: definition({
      ...reaction,
      exits: [{ reaction: 'opened', answer: null, when: 'at the limit', next: 'reaction' }],
    }),
    blockId: 'reaction',
    field: null,
    says: /without any wait/,
  },
  {
    what: 'no way out',
    definition: definition({ ...reaction, otherwise: 'wait' }, { ...wait, next: 'wait' }),
    blockId: 'start',
    field: null,
    says: /no way leads out/,
  },
  {
    what: 'too large a held-out share',
    definition: definition({ ...start, holdoutShare: 0.6 }),
    blockId: 'start',
    field: 'holdoutShare',
    says: /is 60 %; choose 0 to 50 %/,
  },
  {
    what: 'a negative number of days',
    definition: definition({
      ...start,
      trigger: { kind: 'inactive', by: { kind: 'no order', days: 0 } },
    }),
    blockId: 'start',
    field: 'trigger.by.days',
    says: /from 1 to 3650/,
  },
  {
    what: 'waiting for a reaction to a block that is no message',
    definition: definition({ ...reaction, messageBlock: 'out' }),
    blockId: 'reaction',
    field: 'messageBlock',
    says: /“out”, which is not a message/,
  },
  {
    what: 'waiting for a reaction to a message that comes later',
    definition: definition(
      { ...start, next: 'reaction' },
      { ...reaction, otherwise: 'mail' },
      {
        ...mail,
        next: 'out',
      },
    ),
    blockId: 'reaction',
    field: 'messageBlock',
    says: /without having been sent “Mail”/,
  },
  {
    what: 'waiting for a reaction to a message that some customers did not get',
    definition: definition(
      { ...start, next: 'first' },
      { ...mail, id: 'first', name: 'First', next: 'choice' },
      {
        ...reaction,
        id: 'choice',
        messageBlock: 'first',
        exits: [{ reaction: 'opened', answer: null, when: 'at once', next: 'reaction' }],
        otherwise: 'mail',
      },
    ),
    blockId: 'reaction',
    field: 'messageBlock',
    says: /without having been sent “Mail”/,
  },
  {
    what: 'waiting for an answer to a message without a question',
    definition: definition({
      ...reaction,
      exits: [{ reaction: 'answered', answer: null, when: 'at once', next: 'out' }],
    }),
    blockId: 'reaction',
    field: 'exits.0.reaction',
    says: /“Mail” asks no question/,
  },
  {
    what: 'two blocks with one id',
    definition: build.scenario([start, mail, reaction, out, { ...out, outcome: 'other' }]),
    blockId: 'out',
    field: 'id',
    says: /Two blocks are called “out”/,
  },
  {
    what: 'no start',
    definition: build.scenario([mail, reaction, out]),
    blockId: null,
    field: 'blocks',
    says: /no start/,
  },
  {
    what: 'two starts',
    definition: definition({ ...start, id: 'second' }),
    blockId: 'second',
    field: null,
    says: /second start/,
  },
];

describe('the faults of a definition', () => {
  it('are none in a sound one', () => {
    expect(faultsOf(definition())).toEqual([]);
  });

  it('are none in the template', () => {
    expect(faultsOf(WIN_BACK)).toEqual([]);
  });

  it.each(FAULTY)('name $what at its block and field', ({ definition: faulty, says, ...where }) => {
    const { blockId, field } = where;
    const found = faultsOf(faulty).find((it) => it.blockId === blockId && it.field === field);

    expect(found?.message).toMatch(says);
  });

  it('are none where a ring sends its message again in every round', () => {
    const ring = definition({
      ...reaction,
      exits: [{ reaction: 'opened', answer: null, when: 'at the limit', next: 'out' }],
      otherwise: 'mail',
    });

    expect(faultsOf(ring)).toEqual([]);
  });

  it('are none where a ring has a wait in it', () => {
    const ring = definition(
      {
        ...reaction,
        exits: [{ reaction: 'opened', answer: null, when: 'at the limit', next: 'out' }],
        otherwise: 'wait',
      },
      { ...wait, next: 'mail' },
    );

    expect(faultsOf(ring)).toEqual([]);
  });
});
