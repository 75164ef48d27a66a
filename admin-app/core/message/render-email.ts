import { emailHtml } from './email-html.ts';
import { emailText } from './email-text.ts';
import { resolveEmail, type TextProblem } from './resolve-email.ts';
import type {
  EmailContent,
  EmailFrame,
  EmailLinks,
  MessageFields,
  RenderedEmail,
} from './types.ts';

export interface EmailParts {
  readonly content: EmailContent;
  readonly fields: MessageFields;
  readonly frame: EmailFrame;
  readonly links: EmailLinks;
}

export type RenderResult =
  | { readonly ok: true; readonly email: RenderedEmail }
  | { readonly ok: false; readonly problem: TextProblem };

/** One customer's mail: subject, HTML and plain text; or which text could not be made, and why. */
export function renderEmail({ content, fields, frame, links }: EmailParts): RenderResult {
  const resolved = resolveEmail(content, fields, links);
  if (!resolved.ok) return resolved;
  return {
    ok: true,
    email: {
      subject: resolved.email.subject,
      html: emailHtml(resolved.email, frame, links),
      text: emailText(resolved.email, frame, links),
    },
  };
}
