import { emailHtml } from './email-html.ts';
import { emailText } from './email-text.ts';
import { type EmailSource, resolveEmail } from './resolve-email.ts';
import type { TextProblem } from './text-problems.ts';
import type { EmailFrame, RenderedEmail } from './types.ts';

export interface EmailParts extends EmailSource {
  readonly frame: EmailFrame;
}

export type RenderResult =
  | { readonly ok: true; readonly email: RenderedEmail }
  | { readonly ok: false; readonly problem: TextProblem };

/** One customer's mail: subject, HTML and plain text; or which text could not be made, and why. */
export function renderEmail(parts: EmailParts): RenderResult {
  const { frame, links } = parts;
  const resolved = resolveEmail(parts);
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
