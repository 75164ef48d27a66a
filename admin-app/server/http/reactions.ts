/**
 * What the links of a mail lead to. Looking never changes anything but the record of having looked: unsubscribing and
 * answering take a POST, because scanners fetch every link of a mail before its reader does.
 */
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readComment } from '../../core/message/comment.ts';
import { languageOf } from '../../core/message/language.ts';
import type { Language } from '../../core/message/types.ts';
import type { ReactionToken, ReactionTokens } from '../channels/signed-token.ts';
import type { MailView, Reactions, Visitor } from '../jobs/scenario-reactions.ts';
import { type CustomerPage, customerPage, PAGE_WORDS } from './reaction-pages.ts';

export interface ReactionRoutesDeps {
  readonly tokens: Pick<ReactionTokens, 'read'>;
  readonly reactions: Reactions;
}

/** The smallest picture there is: one transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** More than a form with the longest comment takes. */
const LARGEST_FORM_BYTES = 32 * 1024;

/** Mounted at /r. */
export function reactionRoutes({ tokens, reactions }: ReactionRoutesDeps): Hono {
  const routes = new Hono();

  routes.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('referrer-policy', 'no-referrer');
    c.header('x-robots-tag', 'noindex');
  });

  routes.get('/o/:file', async (c) => {
    const token = readToken(tokens, c.req.param('file').replace(/\.gif$/, ''), 'open');
    if (token) await reactions.opened(token, visitorOf(c));
    return c.body(PIXEL, 200, { 'content-type': 'image/gif' });
  });

  routes.get('/c/:token', async (c) => {
    const token = readToken(tokens, c.req.param('token'), 'click');
    if (!token || !/^https?:\/\//i.test(token.url)) return gone(c);
    await reactions.clicked(token, token.url, visitorOf(c));
    return c.redirect(token.url, 302);
  });

  routes.get('/a/:token', async (c) => {
    const token = readToken(tokens, c.req.param('token'), 'answer');
    const view = token && (await reactions.view(token, token.answerId));
    if (!view) return gone(c);
    const words = PAGE_WORDS[languageFor(c, view)];
    return page(c, view, {
      title: words.answerTitle(view.answerLabel ?? ''),
      text: words.answerText,
      button: words.answerButton,
      postsItself: { nonce: randomBytes(16).toString('base64url') },
    });
  });

  routes.post('/a/:token', async (c) => {
    const token = readToken(tokens, c.req.param('token'), 'answer');
    const view = token && (await reactions.view(token, token.answerId));
    if (!view) return gone(c);
    await reactions.answered(token, token.answerId, visitorOf(c));
    const words = PAGE_WORDS[languageFor(c, view)];
    return page(c, view, {
      title: words.answeredTitle,
      text: words.answeredText,
      commentsTo: `${c.req.param('token')}/comment`,
    });
  });

  routes.post('/a/:token/comment', bodyLimit({ maxSize: LARGEST_FORM_BYTES }), async (c) => {
    const token = readToken(tokens, c.req.param('token'), 'answer');
    const view = token && (await reactions.view(token));
    if (!view) return gone(c);
    const { comment: written } = await c.req.parseBody();
    const comment = typeof written === 'string' ? readComment(written) : null;
    if (comment !== null) await reactions.commented(token, comment);
    const words = PAGE_WORDS[languageFor(c, view)];
    return page(c, view, { title: words.answeredTitle, text: words.commentedText });
  });

  routes.get('/u/:token', async (c) => {
    const token = readToken(tokens, c.req.param('token'), 'unsubscribe');
    const view = token && (await reactions.view(token));
    if (!view) return gone(c);
    const words = PAGE_WORDS[languageFor(c, view)];
    return page(c, view, {
      title: words.unsubscribeTitle,
      text: words.unsubscribeText(view.shop.name),
      button: words.unsubscribeButton,
    });
  });

  routes.post('/u/:token', async (c) => {
    const token = readToken(tokens, c.req.param('token'), 'unsubscribe');
    const view = token && (await reactions.view(token));
    if (!view) return gone(c);
    await reactions.unsubscribed(token);
    const words = PAGE_WORDS[languageFor(c, view)];
    return page(c, view, {
      title: words.unsubscribedTitle,
      text: words.unsubscribedText(view.shop.name),
    });
  });

  return routes;
}

function readToken<Kind extends ReactionToken['kind']>(
  tokens: Pick<ReactionTokens, 'read'>,
  text: string,
  kind: Kind,
): Extract<ReactionToken, { kind: Kind }> | null {
  const token = tokens.read(text);
  // Just compared: a token of this kind is of this member of the union.
  return token?.kind === kind ? (token as Extract<ReactionToken, { kind: Kind }>) : null;
}

function visitorOf(c: Context): Visitor {
  return {
    method: c.req.method,
    userAgent: c.req.header('user-agent') ?? null,
    purpose:
      c.req.header('sec-purpose') ?? c.req.header('purpose') ?? c.req.header('x-moz') ?? null,
  };
}

function page(
  c: Context,
  view: MailView | null,
  content: Omit<CustomerPage, 'language' | 'shop'>,
  status: 200 | 404 = 200,
): Response {
  const nonce = content.postsItself?.nonce;
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'unsafe-inline'; script-src ${nonce ? `'nonce-${nonce}'` : "'none'"}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  const shop = view?.shop ?? null;
  const html = customerPage({ ...content, language: languageFor(c, view), shop });
  return c.html(html, status) as Response;
}

/** The mail's language; without one the browser's first, or the shop's fallback. */
function languageFor(c: Context, view: MailView | null): Language {
  const preferred = c.req.header('accept-language')?.split(/[,;]/)[0] ?? null;
  return view?.language ?? languageOf(preferred) ?? view?.shop.languages.fallback ?? 'en';
}

function gone(c: Context): Response {
  const words = PAGE_WORDS[languageFor(c, null)];
  return page(c, null, { title: words.goneTitle, text: words.goneText }, 404);
}
