import { html, raw } from 'hono/html';
import type { Embed } from '../storefront/embeds.ts';
import { heading } from './admin-layout.ts';
import type { Html } from './layout.ts';

/**
 * The app embeds of the theme with their switches beside a preview of the shop. An address with
 * `activateAppId={client id}/{block}` opens it with that switch already on and only to be saved.
 */
export function themeEditorPage(view: {
  readonly embeds: readonly Embed[];
  readonly activateHandle: string | null;
  readonly storefrontUrl: string;
}): Html {
  return html`${heading('Theme: app embeds')}
    <div class="theme-editor">
      <form class="card" data-api="/control/api/embeds" data-then="/admin/themes/current/editor">
        ${
          view.embeds.length === 0
            ? html`<p class="quiet">No installed app brings an embed.</p>`
            : view.embeds.map((embed) => embedSwitch(embed, embed.handle === view.activateHandle))
        }
        ${view.embeds.length > 0 ? html`<button class="button primary">Save</button>` : ''}
      </form>
      <iframe class="card" src="${view.storefrontUrl}/?design_mode=1" title="Preview of the storefront"></iframe>
    </div>`;
}

function embedSwitch(embed: Embed, preset: boolean): Html {
  const on = embed.active || preset;
  return html`<label class="switch-row">
    <input type="checkbox" name="active" value="${embed.handle}" data-type="list" ${raw(on ? 'checked' : '')} />
    <span>
      <strong>${embed.schema.name}</strong>
      <span class="quiet">Rondo · ${embed.schema.target}${preset && !embed.active ? ' · not saved yet' : ''}</span>
    </span>
  </label>`;
}
