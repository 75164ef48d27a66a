import { startAudienceProvider } from '../audience-provider/provider.ts';
import type { DevStore, DevStoreOptions } from '../dev-store.ts';
import { Mailbox } from '../inbox/mailbox.ts';
import { inboxRoutes } from '../inbox/routes.ts';
import { smsRoutes } from '../inbox/sms-routes.ts';
import { startSmtp } from '../inbox/smtp.ts';
import { listen } from '../listen.ts';
import { startNameServer } from '../name-server.ts';
import { PhoneNetwork } from '../sms-provider/phone-network.ts';
import { startSmsProvider } from '../sms-provider/provider.ts';
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
  /** What an app beside this dev store needs in its environment to reach the providers on this machine. */
  readonly providerEnvironment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Known to everybody, good for providers that exist on one machine only. */
const SMS_ACCOUNT = {
  sid: 'AC00000000000000000000000000000010',
  token: 'dev-store-sms-token',
  number: '+33700000010',
} as const;
const AUDIENCE_ACCOUNT = {
  accessToken: 'dev-store-audience-token',
  adAccountId: 'act_1010',
} as const;
/** What the domain of the shop says of its mail: all but a key, so that staff see what a gap looks like. */
const ZONE = new Map([
  ['morning-harbour.example', ['v=spf1 include:relay.example ~all']],
  [
    '_dmarc.morning-harbour.example',
    ['v=DMARC1; p=none; rua=mailto:dmarc@morning-harbour.example'],
  ],
]);
/** Whose mail the inbox takes: the shop's and its customers'. */
const MAIL_DOMAINS = ['morning-harbour.example', 'example.com'] as const;
/** As long as a phone takes. */
const SMS_DELIVERY_MS = 800;

const started = new WeakMap<DevStore, StartedPages>();

/** The pages of a running dev store, for tests and the demo: mailbox, mail port, storefront. */
export function pagesOf(devStore: DevStore): StartedPages {
  const pages = started.get(devStore);
  if (!pages) throw new Error('This dev store was started without its pages');
  return pages;
}

/** Starts the mail server, the other providers and the storefront, and adds the pages to the dev store's HTTP side. */
export async function startPages(
  devStore: DevStore,
  options: DevStoreOptions,
): Promise<StartedPages> {
  const mailbox = new Mailbox({ now: () => devStore.clock.now() });
  const smtp = await startSmtp({ port: options.smtpPort ?? 0, mailbox });
  const sms = await startSmsProvider({
    network: new PhoneNetwork(() => devStore.clock.now()),
    account: { ...SMS_ACCOUNT, inboundUrl: new URL('/sms/inbound', devStore.appUrl).href },
    deliveryMs: SMS_DELIVERY_MS,
  });
  const audiences = await startAudienceProvider(AUDIENCE_ACCOUNT);
  const nameServer = await startNameServer(ZONE);
  for (const domain of MAIL_DOMAINS) nameServer.mail.set(domain, [`inbox.${domain}`]);
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
    sms,
    audiences,
  };
  for (const routes of [
    assetRoutes(),
    adminRoutes(parts),
    smsRoutes(parts),
    inboxRoutes(parts),
    controlRoutes(parts),
  ])
    devStore.http.route('/', routes);
  const pages: StartedPages = {
    ...parts,
    storefrontOrigin: served.origin,
    providerEnvironment: {
      SMS_PROVIDER_URL: sms.origin,
      SMS_ACCOUNT_SID: SMS_ACCOUNT.sid,
      SMS_AUTH_TOKEN: SMS_ACCOUNT.token,
      SMS_FROM: SMS_ACCOUNT.number,
      AUDIENCE_PROVIDER_URL: audiences.baseUrl,
      AUDIENCE_ACCESS_TOKEN: AUDIENCE_ACCOUNT.accessToken,
      AUDIENCE_AD_ACCOUNT: AUDIENCE_ACCOUNT.adAccountId,
      DNS_SERVERS: nameServer.address,
    },
    stop: async () => {
      await served.close();
      await sms.close();
      await audiences.close();
      await nameServer.close();
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
