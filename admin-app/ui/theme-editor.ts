/** Shopify's deep links into the theme editor, with something of ours ready to save. */
import type { Host } from './host/host.ts';

type ShopHost = Pick<Host, 'shopDomain' | 'apiKey'>;

/** The list of app embeds, ours switched on. */
export function embedEditor({ shopDomain, apiKey }: ShopHost): string {
  return `${editorOf(shopDomain)}?context=apps&activateAppId=${apiKey}/rondo`;
}

/** The home page with the block for push sign-up added as a section; staff move it where they want it. */
export function pushBlockEditor({ shopDomain, apiKey }: ShopHost): string {
  return `${editorOf(shopDomain)}?template=index&addAppBlockId=${apiKey}/rondo-push&target=newAppsSection`;
}

function editorOf(shopDomain: string): string {
  return `https://${shopDomain}/admin/themes/current/editor`;
}
