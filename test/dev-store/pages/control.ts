import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { heading } from './admin-layout.ts';
import { controlApi } from './control-api.ts';
import { customerPanel } from './control-customer.ts';
import { webhooksCard } from './control-webhooks.ts';
import { type Html, page, time } from './layout.ts';
import type { PageParts } from './page-parts.ts';

/** `/control`: everything that happens in a store by itself, here by the press of a button. */
export function controlRoutes(parts: PageParts): Hono {
  const app = new Hono();
  app.get('/control', (c) => {
    const customerId = Number(c.req.query('customer'));
    const body = html`<main class="control">
      ${heading('Control panel', html`<span class="quiet">Make things happen in the store.</span>`)}
      <div class="columns">
        <div>${clockCard(parts)} ${randomOrdersCard(parts)} ${customerPanel(parts, customerId)}</div>
        <div>${appCard(parts)} ${embedsCard(parts)} ${mailCard(parts)}</div>
      </div>
      ${webhooksCard(parts, c.req.query('topic') ?? '')}
    </main>`;
    return c.html(
      page(parts.around, {
        title: 'Control panel',
        section: 'control',
        body,
        scripts: ['actions.js', 'control.js'],
      }),
    );
  });
  app.route('/control/api', controlApi(parts));
  return app;
}

function clockCard({ around, devStore }: PageParts): Html {
  const jumps: readonly [string, number][] = [
    ['+1 hour', 1],
    ['+24 hours', 24],
    ['+48 hours', 48],
    ['+7 days', 168],
  ];
  return html`<section class="card" aria-labelledby="clock-title">
    <h2 class="card-title" id="clock-title">Clock</h2>
    <p class="big-clock" data-clock>${time(around, devStore.clock.now(), 'clock')}</p>
    <p class="quiet">In the store's zone, ${around.timeZone}. It runs by itself and only goes forward.</p>
    <form class="row" data-api="/control/api/clock/advance">
      ${jumps.map(
        ([label, hours]) =>
          html`<button class="button" name="hours" value="${hours}" data-type="number">${label}</button>`,
      )}
    </form>
    <form class="row" data-api="/control/api/clock/advance">
      <label class="inline">Move by
        <input type="number" name="hours" data-type="number" min="0" max="8760" step="any" required value="72" /> hours</label>
      <button class="button">Move</button>
    </form>
  </section>`;
}

function randomOrdersCard({ mailbox }: PageParts): Html {
  return html`<section class="card" aria-labelledby="orders-title">
    <h2 class="card-title" id="orders-title">Orders at random</h2>
    <form class="row" data-api="/control/api/orders/random">
      <input type="number" name="count" data-type="number" min="1" max="500" value="5" required aria-label="How many" />
      <select name="among" aria-label="Among whom">
        <option value="mailed" ${raw(mailbox.count > 0 ? 'selected' : '')}>customers who got a mail</option>
        <option value="everyone" ${raw(mailbox.count > 0 ? '' : 'selected')}>customers of any kind</option>
      </select>
      <button class="button">Let them order</button>
    </form>
    <p class="quiet">Each buys again what they bought last. Whoever has ordered since the mail is left out.</p>
  </section>`;
}

function appCard({ devStore }: PageParts): Html {
  const installation = devStore.installation();
  const old = installation.hasScope('read_all_orders');
  return html`<section class="card" aria-labelledby="app-title">
    <h2 class="card-title" id="app-title">
      Rondo
      ${
        installation.installed
          ? html`<span class="badge good">Installed</span>`
          : html`<span class="badge bad">Not installed</span>`
      }
    </h2>
    <div class="row">
      ${
        installation.installed
          ? html`<a class="button" href="/admin/apps/rondo">Open</a>
              <form data-api="/control/api/app/uninstall" data-confirm="Uninstall Rondo? Its access ends at once.">
                <button class="button danger">Uninstall</button>
              </form>`
          : html`<form data-api="/control/api/app/install" data-then="/admin/apps/rondo">
              <button class="button primary">Install</button>
            </form>`
      }
    </div>
    <form data-api="/control/api/app/scopes">
      <button class="switch ${old ? 'on' : ''}" name="${old ? 'revoke' : 'grant'}" value="read_all_orders" data-type="list" role="switch" aria-checked="${String(old)}">
        <span class="knob"></span> Orders older than 60 days
      </button>
    </form>
    <details><summary>Access</summary><p class="quiet">${installation.scopes.join(', ') || 'none'}</p></details>
  </section>`;
}

function embedsCard({ embeds, around }: PageParts): Html {
  const all = embeds.all();
  return html`<section class="card" aria-labelledby="embeds-title">
    <h2 class="card-title" id="embeds-title">On the storefront</h2>
    ${
      all.length === 0
        ? html`<p class="quiet">The theme extension has no blocks.</p>`
        : html`<form data-api="/control/api/embeds">
            ${all.map(
              ({ handle, schema, active }) => html`<label class="switch ${active ? 'on' : ''}">
                <input type="checkbox" name="active" value="${handle}" data-type="list" data-submit-on-change ${raw(active ? 'checked' : '')} />
                <span class="knob"></span> ${schema.name}
              </label>`,
            )}
          </form>`
    }
    <p class="row"><a class="button" href="${around.storefrontUrl}" target="_blank">Open the storefront</a></p>
  </section>`;
}

function mailCard({ smtp, mailbox }: PageParts): Html {
  const { faults } = smtp;
  return html`<section class="card" aria-labelledby="mail-title">
    <h2 class="card-title" id="mail-title">Mail server</h2>
    <p class="quiet">127.0.0.1:${smtp.port} · <a href="/inbox">${mailbox.count} mails</a></p>
    <form class="fields" data-api="/inbox/api/faults">
      <label><span>Mailboxes that do not exist (550)</span>
        <input name="refuse" data-type="list" value="${faults.refuse.join(', ')}" placeholder="ada@example.com, @example.org" /></label>
      <label><span>Greylisted at the first attempt (451)</span>
        <input name="greylist" data-type="list" value="${faults.greylist.join(', ')}" /></label>
      <label><span>Answers after (ms)</span>
        <input type="number" name="delayMs" data-type="number" min="0" max="600000" value="${faults.delayMs}" /></label>
      <label><span>Connections to break after the next mails</span>
        <input type="number" name="dropAnswers" data-type="number" min="0" value="${faults.dropAnswers}" /></label>
      <button class="button">Set</button>
    </form>
  </section>`;
}
