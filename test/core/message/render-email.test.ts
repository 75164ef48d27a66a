import { describe, expect, it } from 'vitest';
import { EXAMPLE_FIELDS } from '../../../admin-app/core/message/example-fields.ts';
import { type RenderResult, renderEmail } from '../../../admin-app/core/message/render-email.ts';
import {
  type EmailContent,
  LANGUAGES,
  type MessageFields,
  type RenderedEmail,
} from '../../../admin-app/core/message/types.ts';
import { winBack } from '../../support/win-back.ts';

const fields: MessageFields = {
  ...EXAMPLE_FIELDS,
  customer: { ...EXAMPLE_FIELDS.customer, first_name: 'Zoë', last_name: 'Ng' },
};

/** The example's, by another name. */
function called(first_name: string): MessageFields {
  return { ...fields, customer: { ...fields.customer, first_name, last_name: '' } };
}

const content: EmailContent = {
  subject: 'Hello {{ customer.first_name }}',
  preheader: 'A word',
  body: [
    { kind: 'heading', text: 'Hi' },
    { kind: 'text', text: 'One\nline\n\nTwo' },
    { kind: 'button', label: 'Go', url: '{{ shop.url }}/new?a=1&b=2' },
    {
      kind: 'answers',
      question: 'Why?',
      answers: [
        { id: 'gift', label: 'A gift' },
        { id: 'other', label: 'Other' },
      ],
    },
    { kind: 'divider' },
  ],
};

const SETTING = {
  frame: {
    language: 'fr',
    currency: 'EUR',
    senderName: 'North & Pine',
    shopUrl: 'https://north.example',
    postalAddress: '1 Harbour Street\nBristol',
  },
  links: {
    track: (url: string) => `https://app.example/r/c/${encodeURIComponent(url)}`,
    answer: (answerId: string) => `https://app.example/r/a/${answerId}`,
    unsubscribe: 'https://app.example/r/u/1',
    pixel: 'https://app.example/r/o/1.gif',
  },
} as const;

function render(changes: Partial<EmailContent>, values: MessageFields = fields): RenderResult {
  return renderEmail({
    content: { ...content, ...changes },
    fields: values,
    products: [],
    ...SETTING,
  });
}

function rendered(changes: Partial<EmailContent> = {}, values?: MessageFields): RenderedEmail {
  const result = render(changes, values);
  if (!result.ok) throw new Error(`${result.problem.field}: ${result.problem.cause.code}`);
  return result.email;
}

describe('a rendered e-mail', () => {
  it('leads every link through us, in both parts', () => {
    const { html, text } = rendered();
    const tracked = 'https://app.example/r/c/https%3A%2F%2Fnorth.example%2Fnew%3Fa%3D1%26b%3D2';

    expect(html).toContain(`href="${tracked}"`);
    expect(text).toContain(tracked);
    expect(html).toContain('href="https://app.example/r/a/gift"');
    expect(text).toContain('https://app.example/r/a/other');
  });

  it('says who writes, from where, and how to stop it', () => {
    const { html, text } = rendered();

    for (const part of [html.replace(/<br>/g, '\n'), text]) {
      expect(part).toContain('1 Harbour Street\nBristol');
      expect(part).toContain('https://app.example/r/u/1');
      expect(part).toContain('Se désabonner');
    }
  });

  it('shows products in both parts, each leading through us, and nothing where there are none', () => {
    const products = { kind: 'products', title: 'For {{ customer.first_name }}' } as const;
    const block = {
      ...products,
      source: { kind: 'bestsellers' },
      fallback: null,
      count: 2,
    } as const;
    const tea = {
      productId: 1,
      title: 'Tea <i>No. 1</i>',
      url: 'https://north.example/products/tea',
      imageUrl: 'https://cdn.shopify.com/tea.jpg?v=1',
      imageAlt: '',
      priceMinor: 1250,
    };
    const parts = { content: { ...content, body: [block] }, fields, ...SETTING };
    const shown = renderEmail({ ...parts, products: [[tea]] });
    const empty = renderEmail({ ...parts, products: [[]] });
    if (!shown.ok || !empty.ok) throw new Error('The mail could not be made');

    const tracked = 'https://app.example/r/c/https%3A%2F%2Fnorth.example%2Fproducts%2Ftea';
    expect(shown.email.text).toContain(`For Zoë\n* Tea <i>No. 1</i> – 12,50\u00a0€\n  ${tracked}`);
    expect(shown.email.html).toContain('Tea &lt;i&gt;No. 1&lt;/i&gt;');
    expect(shown.email.html).toContain('alt="Tea &lt;i&gt;No. 1&lt;/i&gt;"');
    expect(shown.email.html).toContain('src="https://cdn.shopify.com/tea.jpg?v=1&amp;width=1040"');
    expect(shown.email.html).toContain(`href="${tracked}"`);
    expect(empty.email.html + empty.email.text).not.toContain('For Zoë');
  });

  it('names its language, fits 600 pixels, and ends with the pixel', () => {
    const { html } = rendered();

    expect(html).toContain('<html lang="fr" dir="ltr"');
    expect(html).toContain('max-width:600px');
    expect(html).toMatch(/<img src="https:\/\/app\.example\/r\/o\/1\.gif"[^>]*>\s*<\/body>/);
  });

  it('breaks paragraphs and lines where the text does', () => {
    const { html } = rendered();

    expect(html).toMatch(/<p [^>]*>One<br>line<\/p><p [^>]*>Two<\/p>/);
  });

  const HOSTILE = '<script>alert(1)</script>"\'&{{ shop.name }}';

  it.each(['raw', ''])(
    'shows a hostile name as text, through the filter "%s" as well',
    (filter) => {
      const { html } = rendered(
        {
          body: [{ kind: 'text', text: `Hi {{ customer.first_name ${filter && `| ${filter}`} }}` }],
        },
        called(HOSTILE),
      );

      expect(html).not.toContain('<script>');
      expect(html).toContain(
        'Hi &lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{{ shop.name }}',
      );
    },
  );

  it('shows markup in the text itself as text', () => {
    expect(rendered({ body: [{ kind: 'text', text: '<b>5 < 6</b>' }] }).html).toContain(
      '&lt;b&gt;5 &lt; 6&lt;/b&gt;',
    );
  });

  it('keeps line breaks out of the subject', () => {
    expect(rendered({}, called('A\r\nBcc: all@example.com')).subject).toBe(
      'Hello A Bcc: all@example.com',
    );
  });

  const UNUSABLE: readonly { what: string; changes: Partial<EmailContent>; field: string }[] = [
    {
      what: 'a subject that comes out empty',
      changes: { subject: '{% if last_order == nil %}x{% endif %}' },
      field: 'subject',
    },
    {
      what: 'a button that leads to a script',
      changes: { body: [{ kind: 'button', label: 'Go', url: 'javascript:alert(1)' }] },
      field: 'body.0.url',
    },
    {
      what: 'broken Liquid',
      changes: { body: [{ kind: 'divider' }, { kind: 'text', text: '{% if x %}' }] },
      field: 'body.1.text',
    },
    {
      what: 'a loop without end',
      changes: { body: [{ kind: 'text', text: '{% for i in (1..99999999) %}x{% endfor %}' }] },
      field: 'body.0.text',
    },
    {
      what: 'a file to be included',
      changes: { preheader: '{% include "/etc/passwd" %}' },
      field: 'preheader',
    },
  ];

  it.each(UNUSABLE)('is refused for $what, naming the field', ({ changes, field }) => {
    const result = render(changes);

    expect(result).toMatchObject({ ok: false, problem: { field } });
  });

  it('can be made from every text of the template, for customers with and without a past', () => {
    const strangers = { ...called(''), last_order: null };
    for (const block of winBack.blocks) {
      if (block.kind !== 'message' || block.channel !== 'email') continue;
      for (const language of LANGUAGES) {
        const texts = block.content[language];
        expect(texts, `${block.id} in ${language}`).toBeDefined();
        for (const values of [fields, strangers]) {
          const { subject, html, text } = rendered(texts, values);
          expect(subject).not.toBe('');
          expect(html + text).not.toMatch(/\{\{|\{%|undefined|null/);
        }
      }
    }
  });
});
