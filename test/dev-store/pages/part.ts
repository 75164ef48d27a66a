import type { DevStore, DevStoreOptions } from '../dev-store.ts';
import { Mailbox } from '../inbox/mailbox.ts';
import { inboxRoutes } from '../inbox/routes.ts';
import { startSmtp } from '../inbox/smtp.ts';
import { listen } from '../listen.ts';
import { storefrontApp } from '../storefront/app.ts';
import { Embeds } from '../storefront/embeds.ts';
import { adminRoutes } from './admin.ts';
import { assetRoutes } from './assets.ts';
import { controlRoutes } from './control.ts';
import type { Surroundings } from './layout.ts';
import type { PageParts } from './page-parts.ts';

/** What a person sees of the dev store: admin, control panel and inbox beside the API, the storefront on its own port. */
export interface StartedPages extends PageParts {
  readonly storefrontOrigin: string;
  stop(): Promise<void>;
}

const started = new WeakMap<DevStore, StartedPages>();

/** The pages of a running dev store, for tests and the demo: mailbox, mail port, storefront. */
export function pagesOf(devStore: DevStore): StartedPages {
  const pages = started.get(devStore);
  if (!pages) throw new Error('This dev store was started without its pages');
  return pages;
}

/** Starts the mail server and the storefront and adds the pages to the dev store's HTTP side. */
export async function startPages(
  devStore: DevStore,
  options: DevStoreOptions,
): Promise<StartedPages> {
  const mailbox = new Mailbox({ now: () => devStore.clock.now() });
  const smtp = await startSmtp({ port: options.smtpPort ?? 0, mailbox });
  const embeds = new Embeds(options.dataFile === undefined ? null : `${options.dataFile}.embeds`);
  // Uninstalling takes the app's blocks out of the theme.
  devStore.installation().onEvent(({ kind }) => {
    if (kind === 'uninstalled') embeds.setActive([]);
  });
  const storefront = storefrontApp({
    store: () => devStore.shop(),
    embeds,
    appUrl: devStore.appUrl,
    apiSecret: devStore.apiSecret,
    proxy: devStore.config.proxy,
  });
  const served = await listen(storefront, options.storefrontPort ?? 0, Promise.resolve());
  devStore.shop().serveStorefrontAt(served.origin);
  const parts: PageParts = {
    devStore,
    around: surroundingsOf(devStore, served.origin),
    embeds,
    mailbox,
    smtp,
  };
  for (const routes of [
    assetRoutes(),
    adminRoutes(parts),
    inboxRoutes(parts),
    controlRoutes(parts),
  ])
    devStore.http.route('/', routes);
  const pages: StartedPages = {
    ...parts,
    storefrontOrigin: served.origin,
    stop: async () => {
      await served.close();
      await smtp.close();
    },
  };
  started.set(devStore, pages);
  return pages;
}

/** Name and zone are asked anew for each page: the shop may change them. */
function surroundingsOf(devStore: DevStore, storefrontUrl: string): Surroundings {
  return {
    get shopName() {
      return devStore.shop().shop.name;
    },
    get timeZone() {
      return devStore.shop().shop.ianaTimezone;
    },
    now: () => devStore.clock.now(),
    storefrontUrl,
  };
}
