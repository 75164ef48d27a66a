/**
 * The HTML part. Mail clients are not browsers: Outlook on Windows draws with Word, Gmail drops what it does not know.
 * So: nested tables, 600 pixels, styles on each element, no pictures needed to read it. Clients that understand
 * `prefers-color-scheme` get the dark colours, which is why those places carry a class as well.
 */
import { CARD, INK, LINE, PAGE, SOFT, text } from './email-look.ts';
import { escapeHtml } from './escape-html.ts';
import { FOOTER_WORDS } from './footer-words.ts';
import { PRODUCTS_STYLE, productsHtml } from './products-html.ts';
import type { ResolvedBlock, ResolvedEmail } from './resolve-email.ts';
import type { EmailFrame, EmailLinks } from './types.ts';

const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0}
a{text-decoration:none}
@media (max-width:620px){.inner{padding-left:24px!important;padding-right:24px!important}${PRODUCTS_STYLE}}
@media (prefers-color-scheme:dark){
.page{background:#161614!important}.card{background:#22221f!important}
.ink{color:#f2f1ec!important}.soft{color:#a9a8a0!important}.line{border-color:#42413b!important}
.button{background:#f2f1ec!important}.button-label{color:#161614!important}}`;

export function emailHtml(email: ResolvedEmail, frame: EmailFrame, links: EmailLinks): string {
  return `<!DOCTYPE html>
<html lang="${frame.language}" dir="ltr" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(email.subject)}</title>
<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${PAGE}">
${preheaderHtml(email.preheader)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:${PAGE}"><tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto">
${row(senderHtml(frame, links), '8px 40px 20px')}
${cardHtml(email.body)}
${row(footerHtml(frame, links), '24px 40px')}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
${pixelHtml(links.pixel)}</body>
</html>`;
}

/** Hidden, and padded with invisible characters so that clients do not go on with the body's first words. */
function preheaderHtml(preheader: string): string {
  if (preheader === '') return '';
  const padding = '&#847;&zwnj;&nbsp;'.repeat(60);
  return `<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">${escapeHtml(preheader)}${padding}</div>`;
}

function row(html: string, padding: string): string {
  return `<tr><td class="inner" style="padding:${padding}">${html}</td></tr>`;
}

function senderHtml({ senderName, shopUrl }: EmailFrame, links: EmailLinks): string {
  return `<a href="${escapeHtml(links.track(shopUrl))}" class="ink" style="${text(16, 24)};font-weight:700;color:${INK};text-decoration:none">${escapeHtml(senderName)}</a>`;
}

function cardHtml(body: readonly ResolvedBlock[]): string {
  const blocks = body.map(
    (block) => `<tr><td style="padding:0 0 20px">${blockHtml(block)}</td></tr>`,
  );
  return `<tr><td class="card inner" style="padding:36px 40px 16px;background:${CARD};border-radius:12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${blocks.join('\n')}
</table></td></tr>`;
}

function blockHtml(block: ResolvedBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h1 class="ink" style="margin:0;${text(26, 32)};font-weight:700;color:${INK}">${escapeHtml(block.text)}</h1>`;
    case 'text':
      return block.paragraphs.map(paragraphHtml).join('');
    case 'button':
      return buttonHtml(block.label, block.url);
    case 'answers':
      return answersHtml(block);
    case 'products':
      return productsHtml(block);
    case 'divider':
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="line" style="border-top:1px solid ${LINE};font-size:0;line-height:0">&nbsp;</td></tr></table>`;
  }
}

function paragraphHtml(paragraph: string, index: number): string {
  const html = escapeHtml(paragraph).replace(/\r?\n/g, '<br>');
  return `<p class="ink" style="margin:${index === 0 ? '0' : '12px 0 0'};${text(16, 25)};color:${INK}">${html}</p>`;
}

/** The cell carries the colour, so that Outlook, which ignores the padding of links, still shows a button. */
function buttonHtml(label: string, url: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0"><tr><td class="button" align="center" bgcolor="${INK}" style="background:${INK};border-radius:8px"><a href="${escapeHtml(url)}" class="button-label" style="display:inline-block;padding:14px 28px;${text(16, 20)};font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></td></tr></table>`;
}

function answersHtml(block: Extract<ResolvedBlock, { kind: 'answers' }>): string {
  const answers = block.answers.map(
    ({ label, url }) =>
      `<tr><td style="padding:0 0 8px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="line" style="border:1px solid ${LINE};border-radius:8px"><a href="${escapeHtml(url)}" class="ink" style="display:block;padding:13px 18px;${text(16, 22)};color:${INK};text-decoration:none">${escapeHtml(label)}</a></td></tr></table></td></tr>`,
  );
  return `<p class="ink" style="margin:0 0 14px;${text(18, 26)};font-weight:600;color:${INK}">${escapeHtml(block.question)}</p><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${answers.join('')}</table>`;
}

function footerHtml(frame: EmailFrame, links: EmailLinks): string {
  const words = FOOTER_WORDS[frame.language];
  const style = `margin:0 0 8px;${text(13, 19)};color:${SOFT}`;
  const address = frame.postalAddress
    ? `<p class="soft" style="${style}">${escapeHtml(frame.postalAddress).replace(/\r?\n/g, '<br>')}</p>`
    : '';
  return `<p class="soft" style="${style}">${escapeHtml(words.reason(frame.senderName))}</p>${address}<p class="soft" style="${style}"><a href="${escapeHtml(links.unsubscribe)}" class="soft" style="color:${SOFT};text-decoration:underline">${escapeHtml(words.unsubscribe)}</a></p>`;
}

function pixelHtml(url: string | null): string {
  if (url === null) return '';
  return `<img src="${escapeHtml(url)}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">\n`;
}
