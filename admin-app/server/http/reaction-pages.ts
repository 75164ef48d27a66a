/** The few pages that customers see after a click in a mail: small, in their language, without anything loaded. */
import { LONGEST_COMMENT } from '../../core/message/comment.ts';
import { escapeHtml } from '../../core/message/escape-html.ts';
import type { Language } from '../../core/message/types.ts';

export interface CustomerPage {
  readonly language: Language;
  /** Null where it is not known any more. */
  readonly shop: { readonly name: string; readonly url: string } | null;
  readonly title: string;
  readonly text: string;
  /** A form that posts to the page's own address. */
  readonly button?: string;
  /** Posts by itself where scripts run; machines that only fetch pages do not get that far. */
  readonly postsItself?: { readonly nonce: string };
  /** Where a form posts what the customer likes to add, as `comment`. */
  readonly commentsTo?: string;
}

export const PAGE_WORDS = {
  en: {
    answerTitle: (label: string) => `“${label}”`,
    answerText: 'One moment, we are noting your answer.',
    answerButton: 'Send my answer',
    answeredTitle: 'Thank you',
    answeredText: 'Your answer helps us do better.',
    commentLabel: 'Would you like to tell us more? (optional)',
    commentButton: 'Send',
    commentedText: 'The shop has got what you wrote.',
    unsubscribeTitle: 'No more e-mails?',
    unsubscribeText: (shop: string) => `You will not get any more marketing e-mails from ${shop}.`,
    unsubscribeButton: 'Unsubscribe',
    unsubscribedTitle: 'You are unsubscribed',
    unsubscribedText: (shop: string) =>
      `${shop} will not write to you any more. You can subscribe again in the shop whenever you like.`,
    goneTitle: 'This link has expired',
    goneText: 'There is nothing behind it any more. You do not need to do anything.',
    toShop: (shop: string) => `To ${shop}`,
  },
  fr: {
    answerTitle: (label: string) => `« ${label} »`,
    answerText: 'Un instant, nous notons votre réponse.',
    answerButton: 'Envoyer ma réponse',
    answeredTitle: 'Merci',
    answeredText: 'Votre réponse nous aide à faire mieux.',
    commentLabel: 'Souhaitez-vous nous en dire plus ? (facultatif)',
    commentButton: 'Envoyer',
    commentedText: 'La boutique a bien reçu votre message.',
    unsubscribeTitle: 'Ne plus recevoir d’e-mails ?',
    unsubscribeText: (shop: string) => `Vous ne recevrez plus d’e-mails publicitaires de ${shop}.`,
    unsubscribeButton: 'Me désabonner',
    unsubscribedTitle: 'Vous êtes désabonné(e)',
    unsubscribedText: (shop: string) =>
      `${shop} ne vous écrira plus. Vous pourrez vous réabonner dans la boutique quand vous le souhaiterez.`,
    goneTitle: 'Ce lien a expiré',
    goneText: 'Il ne mène plus à rien. Vous n’avez rien à faire.',
    toShop: (shop: string) => `Vers ${shop}`,
  },
  pl: {
    answerTitle: (label: string) => `„${label}”`,
    answerText: 'Chwileczkę, zapisujemy odpowiedź.',
    answerButton: 'Wyślij odpowiedź',
    answeredTitle: 'Dziękujemy',
    answeredText: 'Ta odpowiedź pomoże nam być lepszymi.',
    commentLabel: 'Chcesz napisać coś więcej? (opcjonalnie)',
    commentButton: 'Wyślij',
    commentedText: 'Sklep otrzymał Twoją wiadomość.',
    unsubscribeTitle: 'Koniec z e-mailami?',
    unsubscribeText: (shop: string) => `Nie wyślemy już do Ciebie reklam od ${shop}.`,
    unsubscribeButton: 'Wypisz mnie',
    unsubscribedTitle: 'Gotowe, nie będziemy pisać',
    unsubscribedText: (shop: string) =>
      `Nie dostaniesz więcej wiadomości od ${shop}. W każdej chwili możesz zapisać się ponownie w sklepie.`,
    goneTitle: 'Ten link wygasł',
    goneText: 'Nic się już za nim nie kryje. Nie musisz nic robić.',
    toShop: (shop: string) => `Do ${shop}`,
  },
} as const satisfies Record<Language, unknown>;

const STYLE = `:root{color-scheme:light dark;--page:#f4f3ef;--card:#fff;--ink:#1d1d1b;--soft:#5f5f5a;--on-ink:#fff}
@media (prefers-color-scheme:dark){:root{--page:#161614;--card:#22221f;--ink:#f2f1ec;--soft:#a9a8a0;--on-ink:#161614}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:24px;background:var(--page);color:var(--ink);font:16px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}
main{width:100%;max-width:440px;padding:40px 36px;background:var(--card);border-radius:16px;text-align:center}
.shop{margin:0 0 28px;font-weight:700}
h1{margin:0 0 12px;font-size:1.6rem;line-height:1.25;text-wrap:balance}
p{margin:0 0 24px;color:var(--soft);text-wrap:pretty}
.shop{color:var(--ink)}
button{appearance:none;border:0;border-radius:10px;padding:14px 28px;background:var(--ink);color:var(--on-ink);font-family:inherit;font-size:1rem;font-weight:600;line-height:1.25;cursor:pointer}
button:focus-visible,textarea:focus-visible,a:focus-visible{outline:3px solid color-mix(in srgb,var(--ink) 45%,transparent);outline-offset:3px}
label{display:block;margin-bottom:8px;text-align:start;color:var(--soft)}
textarea{width:100%;min-height:7.5em;margin-bottom:16px;padding:12px 14px;border:1px solid var(--soft);border-radius:10px;background:transparent;color:var(--ink);font:inherit;resize:vertical}
a{color:var(--soft)}
nav{margin-top:28px}`;

export function customerPage(page: CustomerPage): string {
  const { language, shop, title, text, button, postsItself, commentsTo } = page;
  const words = PAGE_WORDS[language];
  const form = button
    ? `<form method="post"><button type="submit">${escapeHtml(button)}</button></form>`
    : '';
  const comment = commentsTo ? commentForm(language, commentsTo) : '';
  const script = postsItself
    ? `<script nonce="${postsItself.nonce}">document.forms[0].submit()</script>`
    : '';
  const link =
    shop && !button
      ? `<nav><a href="${escapeHtml(shop.url)}" rel="noreferrer">${escapeHtml(words.toShop(shop.name))}</a></nav>`
      : '';
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}${shop ? ` · ${escapeHtml(shop.name)}` : ''}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${shop ? `<p class="shop">${escapeHtml(shop.name)}</p>` : ''}
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${form}${comment}${link}
</main>
${script}
</body>
</html>`;
}

function commentForm(language: Language, action: string): string {
  const { commentLabel, commentButton } = PAGE_WORDS[language];
  return `<form method="post" action="${escapeHtml(action)}">
<label for="comment">${escapeHtml(commentLabel)}</label>
<textarea id="comment" name="comment" rows="4" maxlength="${LONGEST_COMMENT}"></textarea>
<button type="submit">${escapeHtml(commentButton)}</button>
</form>`;
}
