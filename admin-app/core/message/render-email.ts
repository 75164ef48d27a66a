import { emailHtml } from './email-html.ts';
import { emailText } from './email-text.ts';
import { type EmailSource, resolveEmail } from './resolve-email.ts';
import type { TextProblem } from './texts.ts';
import type { EmailFrame, RenderedEmail } from './types.ts';

export interface EmailParts extends Omit<EmailSource, 'products' | 'frame'> {
  readonly frame: Omit<EmailFrame, 'currency'> & { readonly currency?: string };
  /** Of each products block, in the order of the body; absent for a body without any. */
  readonly products?: EmailSource['products'];
}

export type RenderResult =
  | { readonly ok: true; readonly email: RenderedEmail }
  | { readonly ok: false; readonly problem: TextProblem };

/** One customer's mail: subject, HTML and plain text; or which text could not be made, and why. */
export function renderEmail(parts: EmailParts): RenderResult {
  const { links, products = [] } = parts;
  const frame = { ...parts.frame, currency: parts.frame.currency ?? 'EUR' };
  const resolved = resolveEmail({ ...parts, frame, products });
  if (!resolved.ok) return resolved;
  return {
    ok: true,
    email: {
      subject: resolved.email.subject,
      preheader: resolved.email.preheader,
      html: emailHtml(resolved.email, frame, links),
      text: emailText(resolved.email, frame, links),
    },
  };
}
