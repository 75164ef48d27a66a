import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Surroundings } from '../pages/layout.ts';
import { offsetFrom } from '../pages/layout.ts';
import type { Mail, MailSummary } from './mail.ts';
import { bodyDocument, bodyPolicy } from './mail-body.ts';
import { inboxPage, isTab, listLimit } from './mail-pages.ts';
import type { Mailbox, MailFilter } from './mailbox.ts';
import type { Smtp } from './smtp.ts';
import { unsubscribeInOneClick } from './unsubscribe.ts';

export interface InboxParts {
  readonly mailbox: Mailbox;
  readonly smtp: Smtp;
  readonly around: Surroundings;
}

/** Everything under `/inbox`: the pages people read mails in, and the JSON that tests ask. */
export function inboxRoutes(parts: InboxParts): Hono {
  const app = new Hono();
  app.get('/inbox', (c) => showList(c, parts, null));
  app.get('/inbox/mails/:id', async (c) => {
    const mail = await parts.mailbox.read(idOf(c));
    if (!mail) return c.text(noSuchMail(c), 404);
    parts.mailbox.markRead(mail.id);
    return showList(c, parts, mail);
  });
  app.get('/inbox/mails/:id/body', async (c) => {
    const mail = await parts.mailbox.read(idOf(c));
    if (!mail) return c.text(noSuchMail(c), 404);
    parts.mailbox.markRead(mail.id);
    c.header('Content-Security-Policy', bodyPolicy);
    c.header('Referrer-Policy', 'no-referrer');
    return c.html(bodyDocument(mail));
  });
  app.get('/inbox/mails/:id/raw', (c) => {
    const raw = parts.mailbox.raw(idOf(c));
    return raw ? c.text(Buffer.from(raw).toString('utf8')) : c.text(noSuchMail(c), 404);
  });
  app.post('/inbox/mails/:id/unsubscribe', async (c) => {
    const mail = await parts.mailbox.read(idOf(c));
    if (!mail?.oneClickUrl) return c.text('This mail offers no one-click unsubscribing', 404);
    const status = await unsubscribeInOneClick(mail.oneClickUrl);
    const query = new URL(c.req.url).searchParams;
    query.set('unsubscribed', String(status));
    return c.redirect(`/inbox/mails/${mail.id}?${query}`, 303);
  });
  app.route('/inbox/api', inboxApi(parts));
  return app;
}

function inboxApi({ mailbox, smtp }: InboxParts): Hono {
  const api = new Hono();
  api.get('/status', (c) =>
    c.json({ count: mailbox.count, lastId: mailbox.lastId, smtpPort: smtp.port }),
  );
  /** `to`, `q`, `unread=1`, `after` (a mail's number or an ISO instant), `limit`, `offset`, `sample` (so many at random). */
  api.get('/mails', (c) => {
    const filter = filterOf(c);
    const sample = Number(c.req.query('sample') ?? 0);
    if (sample > 0) {
      const mails = mailbox.sample(filter, sample);
      return c.json({ total: mails.length, mails: mails.map(toJson) });
    }
    const limit = Number(c.req.query('limit') ?? 100);
    const { mails, total } = mailbox.list(filter, {
      offset: offsetFrom(c.req.query('offset')),
      limit,
    });
    return c.json({ total, mails: mails.map(toJson) });
  });
  api.get('/mails/:id', async (c) => {
    const mail = await mailbox.read(idOf(c));
    return mail ? c.json({ ...mail, ...toJson(mail) }) : c.json({ error: noSuchMail(c) }, 404);
  });
  api.delete('/mails', (c) => {
    mailbox.clear();
    return c.json({ count: 0 });
  });
  api.get('/faults', (c) => c.json(smtp.faults));
  /** Replaces all faults; those left out are none. */
  api.post('/faults', async (c) => {
    const parsed = faultsShape.safeParse(await c.req.json());
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    smtp.faults = parsed.data;
    const { refuse, greylist, delayMs, dropAnswers } = parsed.data;
    const sound = refuse.length + greylist.length + delayMs + dropAnswers === 0;
    const message = sound ? 'The mail server is well again.' : 'The mail server misbehaves now.';
    return c.json({ ...smtp.faults, message });
  });
  return api;
}

const faultsShape = z.strictObject({
  refuse: z.array(z.string()).default([]),
  greylist: z.array(z.string()).default([]),
  delayMs: z.int().min(0).max(600_000).default(0),
  dropAnswers: z.int().min(0).default(0),
});

function showList(c: Context, { mailbox, smtp, around }: InboxParts, open: Mail | null) {
  const filter = filterOf(c);
  const offset = offsetFrom(c.req.query('offset'));
  const tab = c.req.query('tab');
  const unsubscribed = c.req.query('unsubscribed');
  return c.html(
    inboxPage({
      around,
      smtpPort: smtp.port,
      lastId: mailbox.lastId,
      list: mailbox.list(filter, { offset, limit: listLimit }),
      offset,
      search: c.req.query('q') ?? c.req.query('to') ?? '',
      unreadOnly: filter.unread ?? false,
      open,
      tab: isTab(tab) ? tab : 'mail',
      unsubscribed: unsubscribed === undefined ? null : Number(unsubscribed),
    }),
  );
}

function filterOf(c: Context): MailFilter {
  const { to, q, unread, after } = c.req.query();
  return {
    ...(to ? { to } : {}),
    ...(q ? { text: q } : {}),
    ...(unread ? { unread: true } : {}),
    ...(after ? arrivedAfter(after) : {}),
  };
}

function arrivedAfter(text: string): MailFilter {
  if (/^\d+$/.test(text)) return { afterId: Number(text) };
  const after = Date.parse(text);
  return Number.isNaN(after) ? {} : { after };
}

const toJson = (mail: MailSummary) => ({
  ...mail,
  receivedAt: new Date(mail.receivedAt).toISOString(),
});

const idOf = (c: Context): number => Number(c.req.param('id'));

const noSuchMail = (c: Context) =>
  `There is no mail ${c.req.param('id')} in the inbox; it may have been emptied or the store restarted`;
