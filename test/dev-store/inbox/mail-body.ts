import type { Mail } from './mail.ts';

/**
 * A mail may load pictures (that is how openings are noticed) and styles, and its links open new tabs; scripts, frames
 * and forms are dead, as in a mail client. Same origin without scripts only lets the page around it measure its height.
 */
export const bodyPolicy = [
  "default-src 'none'",
  'img-src http: https: data:',
  "style-src 'unsafe-inline' http: https:",
  'font-src http: https: data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** The mail as a document of its own: its HTML, or its text where it has none. */
export function bodyDocument(mail: Mail): string {
  const html = mail.html ?? textAsHtml(mail.text ?? '');
  // Links leave the frame; whatever the mail says about targets, a later <base> has no effect.
  const base = '<base target="_blank">';
  return /<head\b[^>]*>/i.test(html)
    ? html.replace(/<head\b[^>]*>/i, (head) => head + base)
    : `<!doctype html><meta charset="utf-8">${base}${html}`;
}

function textAsHtml(text: string): string {
  const safe = text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const linked = safe.replace(
    /https?:\/\/[^\s<>&]+(?:&#38;[^\s<>&]+)*/g,
    (url) => `<a href="${url}">${url}</a>`,
  );
  return `<pre style="white-space:pre-wrap;font:14px/1.5 system-ui,sans-serif;margin:24px">${linked}</pre>`;
}
