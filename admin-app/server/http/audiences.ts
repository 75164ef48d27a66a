import { type Context, Hono } from 'hono';
import {
  AUDIENCE_FILE_COLUMNS,
  type AudienceDetails,
  type AudiencesView,
  type AudienceView,
  newAudience,
} from '../../contract/audiences.ts';
import { normaliseEmail, normalisePhone } from '../../core/consent/audience-keys.ts';
import type { Language } from '../../core/message/types.ts';
import { problemInWords } from '../../core/scenario/channel-problems.ts';
import type { Enqueue } from '../background.ts';
import type { AudienceAccount, AudienceChannel } from '../channels/audience.ts';
import type { Clock } from '../clock.ts';
import type * as AudienceSyncs from '../database/audience-syncs.ts';
import type * as Audiences from '../database/audiences.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { csvLine } from './csv.ts';
import { parseBody, parseId } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { notFound, wordedRefusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct, told } from './staff-log.ts';
import { streamOf } from './stream-of.ts';

export interface AudienceRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof Audiences, 'listAudiences' | 'insertAudience'> &
    Pick<
      typeof AudienceSyncs,
      'archiveAudience' | 'listSyncs' | 'forgiveSyncErrors' | 'readFileMembers'
    >;
  readonly channel: Pick<AudienceChannel, 'make'>;
  readonly accountOf: (tx: ShopTransaction) => Promise<AudienceAccount | null>;
  readonly hashKey: (normalised: string) => string;
  readonly noAccount: string;
  readonly enqueue: Enqueue;
}

const SYNCS_SHOWN = 20;
const MEMBERS_AT_A_TIME = 5_000;

export function audienceRoutes(deps: AudienceRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  const { clock, inShop, store, enqueue } = deps;
  const shopIdOf = (c: Context<ShopEnvironment>) => c.get('shop').shopId;
  const idOf = (c: Context<ShopEnvironment>) => parseId(c, 'audienceId', 'audience');

  async function findAudience(tx: ShopTransaction, audienceId: number): Promise<AudienceView> {
    const found = (await store.listAudiences(tx)).find((it) => it.audienceId === audienceId);
    if (!found) throw notFound('audience');
    return found;
  }

  routes.get('/', async (c) =>
    c.json<AudiencesView>(
      await inShop(shopIdOf(c), async (tx) => ({
        audiences: (await store.listAudiences(tx)).map((it) => inWords(it, readerLanguage(c))),
        networkProblem:
          (await deps.accountOf(tx)) === null
            ? problemInWords(deps.noAccount, readerLanguage(c))
            : null,
      })),
    ),
  );

  routes.post('/', async (c) => {
    const given = await parseBody(c, newAudience);
    const externalId = given.target === 'http' ? await externalIdOf(deps, c, given) : null;
    const audience = { ...given, externalId, at: clock.now() };
    const view = await inShop(shopIdOf(c), async (tx) => {
      const created = await findAudience(tx, await store.insertAudience(tx, audience));
      const act = { kind: 'settings.audienceCreated', subject: created.name } as const;
      await noteStaffAct(c, tx, act);
      return created;
    });
    return c.json<AudienceView>(view, 201);
  });

  routes.get('/:audienceId', async (c) =>
    c.json<AudienceDetails>(
      await inShop(shopIdOf(c), async (tx) => ({
        audience: inWords(await findAudience(tx, idOf(c)), readerLanguage(c)),
        syncs: (await store.listSyncs(tx, idOf(c), SYNCS_SHOWN)).map(({ error, ...sync }) => ({
          ...sync,
          error: error && problemInWords(error, readerLanguage(c)),
        })),
      })),
    ),
  );

  routes.post('/:audienceId/sync', async (c) => {
    const shopId = shopIdOf(c);
    const view = await inShop(shopId, async (tx) => {
      const { name } = await findAudience(tx, idOf(c));
      await store.forgiveSyncErrors(tx);
      await noteStaffAct(c, tx, { kind: 'settings.audienceSynced', subject: name });
      return await findAudience(tx, idOf(c));
    });
    await enqueue('sync audiences', { shopId });
    return c.json<AudienceView>(view, 202);
  });

  routes.delete('/:audienceId', async (c) => {
    await inShop(shopIdOf(c), async (tx) => {
      const { name } = await findAudience(tx, idOf(c));
      if (!(await store.archiveAudience(tx, idOf(c), clock.now()))) throw notFound('audience');
      await noteStaffAct(c, tx, { kind: 'settings.audienceArchived', subject: name });
    });
    return c.body(null, 204);
  });

  routes.get('/:audienceId/members.csv', async (c) => {
    const shopId = shopIdOf(c);
    const audienceId = idOf(c);
    await inShop(shopId, async (tx) => {
      const { name, members } = await findAudience(tx, audienceId);
      const changes = told('count', members);
      await noteStaffAct(c, tx, { kind: 'data.audienceExported', subject: name, changes });
    });
    return c.body(streamOf(readLines(deps, shopId, audienceId)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="rondo-audience-${audienceId}.csv"`,
    });
  });

  return routes;
}

function inWords(audience: AudienceView, language: Language): AudienceView {
  const { syncError } = audience;
  return { ...audience, syncError: syncError && problemInWords(syncError, language) };
}

/** Of one that exists at the network, or of a new one. */
async function externalIdOf(
  { inShop, accountOf, channel, noAccount }: AudienceRoutesDeps,
  c: Context<ShopEnvironment>,
  { name, externalId }: { readonly name: string; readonly externalId: string | null },
): Promise<string> {
  if (externalId !== null) return externalId;
  const account = await inShop(c.get('shop').shopId, accountOf);
  if (account === null) throw wordedRefusal(409, problemInWords(noAccount, readerLanguage(c)));
  const made = await channel.make(account, name);
  if (made.kind === 'refused') throw wordedRefusal(409, made.reason);
  return made.externalId;
}

/** Page by page in a transaction each; nobody is in it twice. */
async function* readLines(
  { inShop, store, hashKey }: AudienceRoutesDeps,
  shopId: number,
  audienceId: number,
): AsyncGenerator<string> {
  yield csvLine(AUDIENCE_FILE_COLUMNS);
  for (let after = 0; ; ) {
    const page = await inShop(shopId, (tx) =>
      store.readFileMembers(tx, { audienceId, after, limit: MEMBERS_AT_A_TIME }),
    );
    const last = page.at(-1);
    if (!last) return;
    yield page
      .map(({ email, phone }) => [hashKey(normaliseEmail(email)), hashKey(normalisePhone(phone))])
      .filter((keys) => keys.some((key) => key !== ''))
      .map(csvLine)
      .join('');
    after = last.customerId;
  }
}
