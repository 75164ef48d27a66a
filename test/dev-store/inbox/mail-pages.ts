import { html } from 'hono/html';
import { count, type Html, page, pager, type Surroundings, time } from '../pages/layout.ts';
import type { Mail, MailSummary } from './mail.ts';
import type { MailPage } from './mailbox.ts';
import { inboxTabs } from './sms-page.ts';

export const listLimit = 50;

const tabs = { mail: 'Mail', text: 'Plain text', headers: 'Headers' } as const;
export type Tab = keyof typeof tabs;
export const isTab = (text: string | undefined): text is Tab => text !== undefined && text in tabs;

export interface InboxView {
  readonly around: Surroundings;
  readonly smtpPort: number;
  readonly lastId: number;
  readonly list: MailPage;
  readonly offset: number;
  readonly search: string;
  readonly unreadOnly: boolean;
  readonly open: Mail | null;
  readonly tab: Tab;
  /** HTTP status of the one-click unsubscribing just done; 0 when nobody answered. */
  readonly unsubscribed: number | null;
}

/** The list on the left, the opened mail on the right; on a phone one or the other. */
export function inboxPage(view: InboxView): Html {
  const title = view.open ? view.open.subject || '(no subject)' : 'Inbox';
  const body = html`<main class="inbox ${view.open ? 'reading' : ''}" data-last-id="${view.lastId}">
    <section class="mail-list" aria-label="Mails">
      ${inboxTabs('mail')} ${searchForm(view)} ${view.list.total > 0 ? listActions(view) : ''}
      ${view.list.mails.length > 0 ? mailList(view) : nothingFound(view)}
      ${pager({
        offset: view.offset,
        limit: listLimit,
        total: view.list.total,
        href: (offset) => `/inbox${query(view, { offset })}`,
      })}
    </section>
    <section class="mail-view" aria-label="Opened mail">
      ${view.open ? openedMail(view, view.open) : html`<p class="empty">Choose a mail to open it.</p>`}
    </section>
  </main>`;
  return page(view.around, { title, section: 'inbox', body, scripts: ['inbox.js'] });
}

function searchForm(view: InboxView): Html {
  return html`<form class="mail-search" action="/inbox">
    ${view.open ? html`<h2>${listTitle(view)}</h2>` : html`<h1>${listTitle(view)}</h1>`}
    <input
      type="search"
      name="q"
      value="${view.search}"
      placeholder="Search by address or subject"
      aria-label="Search by address or subject"
    />
    ${view.unreadOnly ? html`<input type="hidden" name="unread" value="1" />` : ''}
    <div class="filters" role="group" aria-label="Show">
      ${filterLink(view, 'All', false)} ${filterLink(view, 'Unread', true)}
    </div>
    <a class="new-mails" href="/inbox${query(view, { offset: 0 })}" hidden></a>
  </form>`;
}

const listTitle = (view: InboxView): Html =>
  html`Inbox <span class="quiet">${count(view.list.total)}</span>`;

function filterLink(view: InboxView, label: string, unreadOnly: boolean): Html {
  const current = view.unreadOnly === unreadOnly;
  return html`<a
    class="filter"
    href="/inbox${query({ ...view, unreadOnly }, { offset: 0 })}"
    aria-current="${current ? 'true' : 'false'}"
    >${label}</a
  >`;
}

/** Buttons that do what many readers would do, each mail for real: its pictures load, its link is followed. */
function listActions(view: InboxView): Html {
  return html`<div class="mail-actions" data-query="${query({ ...view, unreadOnly: true }, {})}">
    <button type="button" class="button small" data-open="shown">Open all shown</button>
    <button type="button" class="button small" data-open="20">Open 20 random</button>
    <button type="button" class="button small" data-click="10">Click in 10 random</button>
  </div>`;
}

function mailList(view: InboxView): Html {
  return html`<ol class="mails">
    ${view.list.mails.map((mail) => mailRow(view, mail))}
  </ol>`;
}

function mailRow(view: InboxView, mail: MailSummary): Html {
  const current = view.open?.id === mail.id;
  // Opening a mail changes it from unread to read while the list around it was read before that.
  const state = mail.read || current ? 'read' : 'unread';
  return html`<li>
    <a
      class="mail ${state}"
      href="/inbox/mails/${mail.id}${query(view, {})}"
      data-mail="${mail.id}"
      aria-current="${current ? 'true' : 'false'}"
    >
      <span class="mail-to">${mail.to.join(', ')}</span>
      <span class="mail-time">${time(view.around, mail.receivedAt, 'recent')}</span>
      <span class="mail-subject">${mail.subject || '(no subject)'}</span>
      ${state === 'unread' ? html`<span class="unread-dot" title="Unread"></span>` : ''}
    </a>
  </li>`;
}

function nothingFound(view: InboxView): Html {
  if (view.search || view.unreadOnly) return html`<p class="empty">No mail matches.</p>`;
  return html`<div class="empty">
    <p>No mail yet.</p>
    <p class="quiet">
      Everything the app sends arrives here, whoever it is addressed to. The mail server listens on
      <code>127.0.0.1:${view.smtpPort}</code>.
    </p>
  </div>`;
}

function openedMail(view: InboxView, mail: Mail): Html {
  return html`<article>
    <header class="mail-head">
      <a class="back" href="/inbox${query(view, {})}">‹ Inbox</a>
      <h1>${mail.subject || '(no subject)'}</h1>
      <dl>
        <dt>From</dt><dd>${mail.from}</dd>
        <dt>To</dt><dd>${mail.to.join(', ')}</dd>
        <dt>Arrived</dt><dd>${time(view.around, mail.receivedAt, 'second')}</dd>
      </dl>
      ${unsubscribing(view, mail)}
      <nav class="tabs" aria-label="View of the mail">
        ${Object.entries(tabs).map(
          ([tab, label]) =>
            html`<a
              href="/inbox/mails/${mail.id}${query(view, { tab })}"
              aria-current="${tab === view.tab ? 'true' : 'false'}"
              >${label}</a
            >`,
        )}
        <a class="raw" href="/inbox/mails/${mail.id}/raw" target="_blank">Source</a>
      </nav>
    </header>
    ${tabContent(view.tab, mail)}
  </article>`;
}

function unsubscribing(view: InboxView, mail: Mail): Html {
  if (!mail.oneClickUrl) return html``;
  return html`<form
    class="one-click"
    method="post"
    action="/inbox/mails/${mail.id}/unsubscribe${query(view, {})}"
  >
    <button class="button small">Unsubscribe</button>
    ${
      view.unsubscribed === null
        ? html`<span class="quiet">in one click, as the mail's headers offer</span>`
        : html`<span role="status" class="${succeeded(view.unsubscribed) ? 'good' : 'bad'}"
            >${unsubscribeOutcome(view.unsubscribed)}</span
          >`
    }
  </form>`;
}

const succeeded = (status: number) => status >= 200 && status < 300;

function unsubscribeOutcome(status: number): string {
  if (status === 0) return 'Nobody answered at the unsubscribe address.';
  return succeeded(status)
    ? `Unsubscribed: the sender answered ${status}.`
    : `Not unsubscribed: the sender answered ${status}.`;
}

function tabContent(tab: Tab, mail: Mail): Html {
  if (tab === 'headers')
    return html`<table class="headers">
      ${mail.headers.map(({ name, value }) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
    </table>`;
  if (tab === 'text')
    return mail.text === null
      ? html`<p class="empty">This mail has no plain-text part.</p>`
      : html`<pre class="mail-text">${mail.text}</pre>`;
  return html`<iframe
    class="mail-body"
    src="/inbox/mails/${mail.id}/body"
    title="The mail"
    sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
  ></iframe>`;
}

/** The list's state as a query, so that reading one mail keeps the search, the filter and the page. */
function query(view: InboxView, changes: { offset?: number; tab?: string }): string {
  const offset = changes.offset ?? view.offset;
  const search = new URLSearchParams();
  if (view.search) search.set('q', view.search);
  if (view.unreadOnly) search.set('unread', '1');
  if (offset > 0) search.set('offset', String(offset));
  if (changes.tab && changes.tab !== 'mail') search.set('tab', changes.tab);
  const text = search.toString();
  return text ? `?${text}` : '';
}
