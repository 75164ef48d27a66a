import { html } from 'hono/html';
import type { Installation } from '../installation.ts';
import type { Embed } from '../storefront/embeds.ts';
import { readHandle } from '../storefront/extension.ts';
import type { Html } from './layout.ts';

/** The theme that is live in the store. */
const themeId = 'gid://shopify/OnlineStoreTheme/1';

/** The embedded app in its frame, with the places where the admin shows what the app asks for. */
export function appFrame(launchUrl: string): Html {
  return html`<h1 class="out-of-sight">Rondo</h1>
    <div class="save-bar" data-save-bar hidden role="region" aria-label="Unsaved changes">
      <span>Unsaved changes</span>
      <button type="button" class="button small" data-save-bar-action="discard">Discard</button>
      <button type="button" class="button small primary" data-save-bar-action="save">Save</button>
    </div>
    <div class="loading-bar" data-loading hidden></div>
    <iframe class="app" title="Rondo" data-launch="${launchUrl}" allow="clipboard-write"></iframe>
    <div class="toasts" data-toasts aria-live="polite"></div>`;
}

/** What a merchant sees in place of an app that is not there yet: what it wants, and the button. */
export function installPage(installation: Installation): Html {
  return html`<div class="card consent">
    <h1>Install Rondo</h1>
    <p>Brings customers back at the right moment. The app will be able to:</p>
    <ul>
      ${installation.scopes.map((scope) => html`<li>${describeScope(scope)}</li>`)}
    </ul>
    <form data-api="/control/api/app/install" data-then="/admin/apps/rondo">
      <button class="button primary">Install</button>
      <a class="button" href="/admin">Not now</a>
    </form>
  </div>`;
}

function describeScope(scope: string): string {
  const [access, ...words] = scope.split('_');
  const what = words.join(' ');
  return `${access === 'write' ? 'View and change' : 'View'} ${what}`;
}

/** What `shopify.app.extensions()` resolves to: the theme extension and which of its embeds are on. */
export function describeExtensions(embeds: readonly Embed[]): readonly object[] {
  if (embeds.length === 0) return [];
  const activations = embeds.map(({ handle, schema, active }) => ({
    target: schema.target,
    handle,
    name: schema.name,
    status: active ? 'active' : 'available',
    activations: active ? [{ target: schema.target, themeId }] : [],
  }));
  return [{ handle: readHandle(), type: 'theme_app_extension', activations }];
}
