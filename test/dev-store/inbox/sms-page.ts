import { html } from 'hono/html';
import { count, type Html, page, type Surroundings, time } from '../pages/layout.ts';
import type { TextMessage } from '../sms-provider/phone-network.ts';

export interface SmsView {
  readonly around: Surroundings;
  /** Newest first. */
  readonly messages: readonly TextMessage[];
  readonly total: number;
  readonly search: string;
  /** What the sender's address answered when a customer's reply was told to it; 0 when nobody answered. */
  readonly replied: number | null;
}

/** The phones of everybody: what they were sent and what they answered. */
export function smsPage(view: SmsView): Html {
  const body = html`<main class="phones">
    ${inboxTabs('sms')}
    <form class="mail-search" action="/inbox/sms">
      <h1>SMS <span class="quiet">${count(view.total)}</span></h1>
      <input
        type="search"
        name="q"
        value="${view.search}"
        placeholder="Search by number"
        aria-label="Search by number"
      />
    </form>
    ${view.replied === null ? '' : repliedNote(view.replied)}
    ${
      view.messages.length === 0
        ? html`<p class="empty">${view.search ? 'No SMS to or from this number.' : 'No SMS yet.'}</p>`
        : html`<ol class="texts">${view.messages.map((message) => textRow(view, message))}</ol>`
    }
  </main>`;
  return page(view.around, { title: 'SMS', section: 'inbox', body });
}

/** Between what arrives by mail and what arrives by phone. */
export function inboxTabs(current: 'mail' | 'sms'): Html {
  const link = (name: 'mail' | 'sms', href: string, label: string) =>
    html`<a href="${href}" aria-current="${name === current ? 'true' : 'false'}">${label}</a>`;
  return html`<nav class="tabs inbox-tabs" aria-label="Kind of message">
    ${link('mail', '/inbox', 'Mails')} ${link('sms', '/inbox/sms', 'SMS')}
  </nav>`;
}

function textRow({ around }: SmsView, message: TextMessage): Html {
  const incoming = message.direction === 'outbound';
  const phone = incoming ? message.to : message.from;
  return html`<li class="text ${incoming ? 'got' : 'written'}">
    <p class="text-head">
      <a href="/inbox/sms?q=${encodeURIComponent(phone)}">${phone}</a>
      <span>${incoming ? '' : 'answered'}</span>
      ${time(around, message.at, 'recent')}
      ${message.status === 'undelivered' ? html`<span class="bad">not delivered</span>` : ''}
    </p>
    <p class="text-words">${withLinks(message.text)}</p>
    ${
      incoming
        ? html`<form class="text-reply" method="post" action="/inbox/sms/${message.id}/reply">
            <input name="text" required maxlength="300" placeholder="Answer, such as STOP" aria-label="Answer" />
            <button class="button small">Answer</button>
          </form>`
        : ''
    }
  </li>`;
}

function repliedNote(status: number): Html {
  const good = status >= 200 && status < 300;
  const words = good
    ? `Answered: the sender took it (${status}).`
    : `The answer did not reach the sender (${status || 'nobody there'}).`;
  return html`<p role="status" class="${good ? 'good' : 'bad'}">${words}</p>`;
}

/** Addresses as phones show them: to be tapped. */
function withLinks(text: string): readonly (string | Html)[] {
  return text
    .split(/(https?:\/\/[^\s]+)/)
    .map((part) =>
      /^https?:/.test(part) ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part,
    );
}
