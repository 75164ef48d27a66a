/** The plain-text part: the same words and the same links, for readers and filters that want no HTML. */
import { FOOTER_WORDS } from './footer-words.ts';
import type { ResolvedBlock, ResolvedEmail } from './resolve-email.ts';
import type { EmailFrame, EmailLinks } from './types.ts';

export function emailText(email: ResolvedEmail, frame: EmailFrame, links: EmailLinks): string {
  const words = FOOTER_WORDS[frame.language];
  const footer = [
    '-- ',
    words.reason(frame.senderName),
    `${words.unsubscribe}\n${links.unsubscribe}`,
    ...(frame.postalAddress ? ['', frame.postalAddress] : []),
  ];
  return [...email.body.map(blockText), footer.join('\n')].join('\n\n');
}

function blockText(block: ResolvedBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${block.text}\n${'='.repeat(Math.min([...block.text].length, 60))}`;
    case 'text':
      return block.paragraphs.join('\n\n');
    case 'button':
      return `${block.label}\n${block.url}`;
    case 'answers':
      return [
        block.question,
        ...block.answers.map(({ label, url }) => `* ${label}\n  ${url}`),
      ].join('\n');
    case 'products':
      return productsText(block);
    case 'divider':
      return '* * *';
  }
}

function productsText({ title, products }: Extract<ResolvedBlock, { kind: 'products' }>): string {
  const lines = products.map((product) => {
    const price = product.price && ` – ${product.price}`;
    return `* ${product.title}${price}\n  ${product.url}`;
  });
  return [...(title ? [title] : []), ...lines].join('\n');
}
