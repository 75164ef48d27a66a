/** Which languages the shop writes to its customers in. */
import { Hono } from 'hono';
import { type LanguagesView, languagesEdit, type WrittenText } from '../../contract/languages.ts';
import { inOrder, type LanguageChoice } from '../../core/message/language.ts';
import { type AuthoredMessage, titleOf } from '../../core/priority/authored-message.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Languages from '../database/languages.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type * as Tiers from '../database/tiers.ts';
import { parseBody } from './parse-input.ts';
import { overtaken } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { type ShopLanguagesDeps, suggestLanguages } from './shop-languages.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';

export interface LanguageRoutesDeps extends ShopLanguagesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: ShopLanguagesDeps['store'] &
    Pick<typeof Languages, 'writeLanguages' | 'readMessageLanguages'> &
    Pick<typeof OnSiteMessages, 'readOnSiteMessages'> &
    Pick<typeof Tiers, 'readTiers'>;
  readonly enqueue: Enqueue;
}

/** Mounted at /api/settings/languages. */
export function languageRoutes(deps: LanguageRoutesDeps): ShopRoutes {
  const { clock, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) =>
    c.json<LanguagesView>(await deps.readShop(c.get('shop').shopId, (tx) => viewOf(deps, tx))),
  );

  routes.put('/', async (c) => {
    const { shopId } = c.get('shop');
    const { version, ...given } = await parseBody(c, languagesEdit);
    const choice = { ...given, languages: inOrder(given.languages) };
    const view = await deps.inShop(shopId, async (tx) => {
      const before = await store.readLanguages(tx);
      if (!(await store.writeLanguages(tx, choice, { version, at: clock.now() })))
        throw overtaken('languages');
      const told = before.version === 0 ? {} : inWords(before.choice);
      const changes = changesBetween(told, inWords(choice));
      await noteStaffAct(c, tx, { kind: 'settings.languages', changes });
      return await viewOf(deps, tx);
    });
    await deps.enqueue('publish on-site', { shopId });
    return c.json<LanguagesView>(view);
  });

  return routes;
}

function inWords({ languages, fallback }: LanguageChoice) {
  return { languages: languages.join(', '), fallback };
}

async function viewOf(deps: LanguageRoutesDeps, tx: ShopTransaction): Promise<LanguagesView> {
  const { choice, version } = await deps.store.readLanguages(tx);
  const counted = await deps.readLanguageCounts(tx);
  return {
    choice: version > 0 ? choice : suggestLanguages(counted, choice),
    version,
    customers: counted?.counts ?? null,
    countedAt: counted?.countedAt ?? null,
    texts: await textsOf(deps, tx),
  };
}

async function textsOf(
  { store }: LanguageRoutesDeps,
  tx: ShopTransaction,
): Promise<readonly WrittenText[]> {
  const onSite = await store.readOnSiteMessages(tx);
  const { definition } = await store.readTiers(tx);
  return [
    ...(await store.readMessageLanguages(tx)),
    ...onSite.map(({ messageId, active, message }) => ({
      ...{ kind: 'on-site' as const, messageId },
      status: active ? ('active' as const) : ('paused' as const),
      title: titleOf(message),
      languages: languagesOf(message),
    })),
    // A tier that gives nothing lacks nothing.
    ...(definition?.tiers ?? [])
      .map(({ id: tierId, name, benefits }) => ({
        ...{ kind: 'tier' as const, tierId, name, status: 'active' as const },
        languages: inOrder(Object.keys(benefits)),
      }))
      .filter(({ languages }) => languages.length > 0),
  ];
}

/** Those that every version of it is written in. */
function languagesOf({ texts, versionB }: AuthoredMessage): WrittenText['languages'] {
  const isInBoth = (tag: string) => !versionB || tag in versionB.texts;
  return inOrder(Object.keys(texts).filter(isInBoth));
}
