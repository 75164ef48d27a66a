/**
 * An e-mail for one customer, before it is HTML or plain text: values put in, links wrapped. Both parts of the mail
 * are made from this, so that they say the same.
 */
import { formatMoney } from '../money.ts';
import type { TextProblem } from './text-problems.ts';
import { Texts } from './texts.ts';
import type {
  EmailBlock,
  EmailContent,
  EmailLinks,
  MessageFields,
  MessageProduct,
  ProductsBlock,
  TextFrame,
} from './types.ts';

export type ResolvedBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | {
      readonly kind: 'answers';
      readonly question: string;
      readonly answers: readonly { readonly label: string; readonly url: string }[];
    }
  | {
      readonly kind: 'products';
      readonly title: string;
      readonly products: readonly ResolvedProduct[];
    }
  | { readonly kind: 'divider' };

export interface ResolvedProduct {
  readonly title: string;
  readonly url: string;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  /** Empty when it is not known. */
  readonly price: string;
}

export interface ResolvedEmail {
  readonly subject: string;
  readonly preheader: string;
  readonly body: readonly ResolvedBlock[];
}

export type ResolveResult =
  | { readonly ok: true; readonly email: ResolvedEmail }
  | { readonly ok: false; readonly problem: TextProblem };

/** What a mail for one customer is made from. */
export interface EmailSource {
  readonly content: EmailContent;
  readonly fields: MessageFields;
  /** Of each products block, in the order of the body. */
  readonly products: readonly (readonly MessageProduct[])[];
  readonly frame: TextFrame;
  readonly links: EmailLinks;
}

export function resolveEmail(source: EmailSource): ResolveResult {
  const { content, fields, frame, links } = source;
  const texts = new Texts(fields, frame);
  const subject = texts.oneLine('subject', content.subject);
  const preheader = texts.oneLine('preheader', content.preheader);
  const products = source.products[Symbol.iterator]();
  const body = content.body.flatMap((block, index): readonly ResolvedBlock[] => {
    const field = `body.${index}`;
    if (block.kind !== 'products') return [resolveBlock(block, field, texts, links)];
    return resolveProducts(block, products.next().value ?? [], { field, texts, frame, links });
  });
  if (subject === '') texts.refuse('subject', { code: 'subject empty for customer' });
  if (texts.problem) return { ok: false, problem: texts.problem };
  return { ok: true, email: { subject, preheader, body } };
}

/** Without products the block is left out, its title included. */
function resolveProducts(
  block: ProductsBlock,
  products: readonly MessageProduct[],
  setting: {
    readonly field: string;
    readonly texts: Texts;
    readonly frame: TextFrame;
    readonly links: EmailLinks;
  },
): readonly ResolvedBlock[] {
  const { field, texts, frame, links } = setting;
  const title = texts.oneLine(`${field}.title`, block.title);
  if (products.length === 0) return [];
  return [
    {
      kind: 'products',
      title,
      products: products.map((product) => ({
        title: product.title,
        url: links.track(product.url),
        imageUrl: product.imageUrl,
        imageAlt: product.imageAlt || product.title,
        price: priceOf(product, frame),
      })),
    },
  ];
}

function priceOf({ priceMinor }: MessageProduct, { currency, language }: TextFrame): string {
  return priceMinor === null ? '' : formatMoney({ amountMinor: priceMinor, currency }, language);
}

function resolveBlock(
  block: Exclude<EmailBlock, ProductsBlock>,
  field: string,
  texts: Texts,
  links: EmailLinks,
): ResolvedBlock {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', text: texts.oneLine(`${field}.text`, block.text) };
    case 'text':
      return { kind: 'text', paragraphs: paragraphsOf(texts.render(`${field}.text`, block.text)) };
    case 'button':
      return {
        kind: 'button',
        label: texts.oneLine(`${field}.label`, block.label),
        url: resolveUrl(block.url, `${field}.url`, texts, links),
      };
    case 'answers':
      return {
        kind: 'answers',
        question: texts.oneLine(`${field}.question`, block.question),
        answers: block.answers.map((answer, index) => ({
          label: texts.oneLine(`${field}.answers.${index}.label`, answer.label),
          url: links.answer(answer.id),
        })),
      };
    case 'divider':
      return block;
  }
}

function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

function resolveUrl(text: string, field: string, texts: Texts, links: EmailLinks): string {
  const url = texts.webAddress(field, text);
  return url === '' ? '' : links.track(url);
}
