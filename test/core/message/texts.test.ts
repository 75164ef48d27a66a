import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  onSiteFaults,
  pushFaults,
  smsFaults,
} from '../../../admin-app/core/message/channel-faults.ts';
import { contentFaults } from '../../../admin-app/core/message/content-faults.ts';
import { EXAMPLE_FIELDS } from '../../../admin-app/core/message/example-fields.ts';
import { insertOf, MESSAGE_FIELDS } from '../../../admin-app/core/message/field-table.ts';
import { liquidFault, renderLiquid } from '../../../admin-app/core/message/liquid.ts';
import { FILTERS } from '../../../admin-app/core/message/liquid-filters.ts';
import { contentFaultInWords } from '../../../admin-app/core/message/problem-in-words.ts';
import { renderSms } from '../../../admin-app/core/message/render-sms.ts';
import type { ContentFault } from '../../../admin-app/core/message/text-problems.ts';
import {
  type EmailBlock,
  LANGUAGES,
  type Language,
  type MessageFields,
} from '../../../admin-app/core/message/types.ts';

function write(
  text: string,
  language: Language = 'en',
  fields: MessageFields = EXAMPLE_FIELDS,
): string {
  const result = renderLiquid(text, fields, { language, currency: 'EUR' });
  if (!result.ok) throw new Error(result.cause.code);
  // Narrow and wide spaces alike: which of them stands in an amount is Intl's business.
  return result.text.replace(/[\u00a0\u202f]/g, ' ');
}

describe('every field of the table', () => {
  it.each(MESSAGE_FIELDS.map((field) => [field.name, field] as const))(
    '%s has a value, an example that is true, and words in every language',
    (_, field) => {
      expect(liquidFault(insertOf(field))).toBeNull();
      expect(write(insertOf(field))).toBe(field.example);
      for (const language of LANGUAGES) {
        expect(field.description[language]).not.toBe('');
        expect(write(insertOf(field), language)).not.toBe('');
      }
    },
  );
});

describe('the page about messages', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/messages.md'), 'utf8');

  it('has every field and filter, and no other field', () => {
    const written = [...page.matchAll(/^\| `(\{\{ [^}]* \}\})` \|/gm)].map(([, text = '']) =>
      // A bar in a table's cell is escaped.
      text.replace('\\|', '|'),
    );
    expect(written).toEqual(MESSAGE_FIELDS.map(insertOf));
    for (const filter of Object.keys(FILTERS)) expect(page).toContain(`| \`${filter}\` |`);
  });
});

const WRITTEN: readonly { text: string; written: Readonly<Record<Language, string>> }[] = [
  {
    text: '{{ customer.spent | money }}',
    written: { en: '€412.50', fr: '412,50 €', pl: '412,50 €' },
  },
  {
    text: '{{ last_order.date | date }}',
    written: { en: 'August 22, 2026', fr: '22 août 2026', pl: '22 sierpnia 2026' },
  },
  {
    text: '{{ last_order.date | date: "weekday" }}',
    written: { en: 'Saturday, August 22', fr: 'samedi 22 août', pl: 'sobota, 22 sierpnia' },
  },
  {
    text: '{{ 12345.6 | number }}',
    written: { en: '12,345.6', fr: '12 345,6', pl: '12 345,6' },
  },
  {
    text: '{{ 22 | plural: "dzień", "dni", "dnia" }}',
    written: { en: 'dni', fr: 'dni', pl: 'dni' },
  },
];

describe('values in texts', () => {
  it.each(WRITTEN)('are written as the language writes them: $text', ({ text, written }) => {
    for (const language of LANGUAGES) expect(write(text, language)).toBe(written[language]);
  });

  it('are nothing where nothing is known', () => {
    const unknown: MessageFields = { ...EXAMPLE_FIELDS, prediction: null, last_order: null };

    expect(write('{{ prediction.due_date | date }}', 'en', unknown)).toBe('');
    expect(write('{% if last_order %}x{% else %}y{% endif %}', 'en', unknown)).toBe('y');
  });

  it('refuse to say a coupon that is not there, unless the text asks first', () => {
    const { coupon: _, ...none } = EXAMPLE_FIELDS;
    const frame = { language: 'en', currency: 'EUR' } as const;

    expect(renderLiquid('Use {{ coupon.code }}', none, frame)).toEqual({
      ok: false,
      cause: { code: 'no coupon' },
    });
    expect(write('{% if coupon %}Use {{ coupon.code }}{% endif %}', 'en', none)).toBe('');
  });

  it('never throw, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('{{', '{%', '| money', '| date: "x"'), (a, b) => {
        const result = renderLiquid(`{{ ${a} ${b}`, EXAMPLE_FIELDS, {
          language: 'en',
          currency: 'EUR',
        });
        expect(typeof result.ok).toBe('boolean');
      }),
    );
  });
});

const UNREADABLE: readonly [text: string, fault: RegExp][] = [
  ['{{ customer.firstname }}', /did you mean “customer.first_name”/],
  ['{{ nonsense }}', /there is no field “nonsense”; there are customer\.first_name/],
  ['{{ customer.spent | dollars }}', /no filter “dollars” \(line 1, character 1\)/],
  ['{{ last_order.date | date: "%Y" }}', /no way “%Y” to write dates; there are long, short/],
  ['{% if customer.tier %}', /not closed/],
];

describe('a text', () => {
  it.each(UNREADABLE)('that says %s is refused', (text, fault) => {
    const [found] = smsFaults({ text });
    expect(found && contentFaultInWords(found.cause, 'en')).toMatch(fault);
  });
});

const push = { title: 'New in', body: 'Come and see', url: '/collections/new' };
const onSite = { title: 'Welcome back', body: '', buttonLabel: '', buttonUrl: '' };
const products: EmailBlock = {
  kind: 'products',
  title: '',
  source: { kind: 'deal', of: { kind: 'tag', tag: ' ' } },
  fallback: { kind: 'bestsellers' },
  count: 7,
};

const FAULTS: readonly {
  readonly what: string;
  readonly faults: readonly ContentFault[];
  readonly fields: readonly string[];
}[] = [
  {
    what: 'a text message',
    faults: smsFaults({ text: 'Hi {{ customer.first_name }}' }),
    fields: [],
  },
  { what: 'an empty text message', faults: smsFaults({ text: ' ' }), fields: ['text'] },
  {
    what: 'a text message of eight parts',
    faults: smsFaults({ text: 'x'.repeat(1_200) }),
    fields: ['text'],
  },
  { what: 'a notification', faults: pushFaults(push), fields: [] },
  {
    what: 'a notification without words',
    faults: pushFaults({ title: '', body: '', url: '' }),
    fields: ['title', 'body', 'url'],
  },
  {
    what: 'a notification that leads to http',
    faults: pushFaults({ ...push, url: 'http://shop.example' }),
    fields: ['url'],
  },
  {
    what: 'a notification that leads to another site in disguise',
    faults: pushFaults({ ...push, url: '//evil.example' }),
    fields: ['url'],
  },
  {
    what: 'a notification with too long a title',
    faults: pushFaults({ ...push, title: 'x'.repeat(81) }),
    fields: ['title'],
  },
  { what: 'an on-site message without a button', faults: onSiteFaults(onSite), fields: [] },
  {
    what: 'an on-site message with half a button',
    faults: onSiteFaults({ ...onSite, buttonLabel: 'See' }),
    fields: ['buttonUrl'],
  },
  {
    what: 'a mail with products from nowhere, and too many',
    faults: contentFaults({ subject: 'x', preheader: '', body: [products] }),
    fields: ['body.0.source', 'body.0.count'],
  },
];

describe('what is wrong', () => {
  it.each(FAULTS)('with $what is named at its field', ({ faults, fields }) => {
    expect(faults.map(({ field }) => field)).toEqual(fields);
  });
});

describe('a text message', () => {
  it('leads its links through us, and leaves the sentence around them', () => {
    const result = renderSms({
      content: { text: 'Look: {{ shop.url }}/new. Reply STOP to opt out' },
      fields: EXAMPLE_FIELDS,
      frame: { language: 'en', currency: 'EUR' },
      track: (url) => `https://t.example/${url.length}`,
    });

    expect(result).toMatchObject({
      ok: true,
      text: 'Look: https://t.example/25. Reply STOP to opt out',
      size: { parts: 1 },
    });
  });
});
