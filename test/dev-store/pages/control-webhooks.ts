import { html, raw } from 'hono/html';
import type { Delivery, DeliveryState } from '../webhooks/sender.ts';
import { count, type Html, time } from './layout.ts';
import type { PageParts } from './page-parts.ts';

const shownAtMost = 50;

/** What was told to the app and how that went, newest first, with the ways to disturb it. */
export function webhooksCard(parts: PageParts, topic: string): Html {
  const { webhooks } = parts.devStore;
  const all = webhooks.deliveries();
  const topics = [...new Set(all.map((each) => each.topic))].sort();
  const matching = topic === '' ? all : all.filter((each) => each.topic === topic);
  const shown = matching.slice(-shownAtMost).reverse();
  return html`<section class="card list" id="webhooks" aria-labelledby="webhooks-title">
    <h2 class="card-title" id="webhooks-title">
      Webhooks <span class="quiet">${count(matching.length)}</span>
      ${webhooks.holds ? html`<span class="badge warn">held back</span>` : ''}
      ${webhooks.deliversTwice ? html`<span class="badge warn">sent twice</span>` : ''}
    </h2>
    <div class="row webhook-actions">
      ${disturbances(parts)}
      <form action="/control#webhooks" class="topics">
        <select name="topic" aria-label="Topic" onchange="this.form.submit()">
          <option value="">every topic</option>
          ${topics.map((each) => html`<option ${raw(each === topic ? 'selected' : '')}>${each}</option>`)}
        </select>
      </form>
    </div>
    ${
      shown.length > 0
        ? html`<div class="scroll"><table class="rows">
            <thead><tr><th>Topic</th><th>Event</th><th>State</th><th>Answers</th><th></th></tr></thead>
            <tbody>${shown.map((each) => deliveryRow(parts, each))}</tbody>
          </table></div>`
        : html`<p class="empty">Nothing has been sent yet.</p>`
    }
  </section>`;
}

function disturbances({ devStore: { webhooks } }: PageParts): Html {
  const held = webhooks.holds
    ? html`<form data-api="/control/api/webhooks/release">
          <button class="button small" name="order" value="first come">Release in order</button>
          <button class="button small" name="order" value="reversed">Release backwards</button>
        </form>`
    : html`<form data-api="/control/api/webhooks/hold"><button class="button small">Hold back</button></form>`;
  const twice = String(!webhooks.deliversTwice);
  return html`${held}
    <form data-api="/control/api/webhooks/twice">
      <button class="button small" name="on" value="${twice}" data-type="boolean">
        ${webhooks.deliversTwice ? 'Send once' : 'Send all twice'}
      </button>
    </form>
    <form data-api="/control/api/webhooks/drop-next"><button class="button small">Lose the next</button></form>`;
}

const tones: Readonly<Record<DeliveryState, string>> = {
  delivered: 'good',
  waiting: '',
  sending: '',
  held: 'warn',
  'to be retried': 'warn',
  'given up': 'bad',
  dropped: 'bad',
};

function deliveryRow({ around }: PageParts, delivery: Delivery): Html {
  const answers = delivery.attempts.map(({ status, error }) => status ?? error ?? 'no answer');
  return html`<tr>
    <td>
      <details class="payload">
        <summary>${delivery.topic}</summary>
        <pre>${pretty(delivery.body)}</pre>
      </details>
    </td>
    <td class="nowrap">${time(around, delivery.triggeredAt, 'second')}</td>
    <td><span class="badge ${tones[delivery.state]}">${delivery.state}</span></td>
    <td class="quiet">${answers.join(', ')}</td>
    <td class="number">
      <form data-api="/control/api/webhooks/${delivery.webhookId}/redeliver">
        <button class="button small">Send again</button>
      </form>
    </td>
  </tr>`;
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
