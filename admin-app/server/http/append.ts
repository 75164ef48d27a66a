/** Files to third parties and back: whom they are asked about, what they answer, and what is to be feared of addresses. */
import { Hono } from 'hono';
import { type AppendView, appendFileQuestion } from '../../contract/append.ts';
import { CLASS_NAME } from '../../core/append/types.ts';
import type * as Imports from '../database/append-imports.ts';
import type * as Rows from '../database/append-rows.ts';
import { type AddressRoutesDeps, addressRoutes } from './append-addresses.ts';
import { type AppendFileDeps, appendFileLines } from './append-file.ts';
import { type ImportRoutesDeps, importRoutes, knownSegments } from './append-imports.ts';
import { importView } from './append-view.ts';
import { parseQuery } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { streamOf } from './stream-of.ts';

export interface AppendRoutesDeps extends ImportRoutesDeps, AddressRoutesDeps {
  readonly store: ImportRoutesDeps['store'] &
    AddressRoutesDeps['store'] &
    Pick<typeof Imports, 'listImports'> &
    Pick<typeof Rows, 'readMembersToSend'>;
  readonly hashKey: AppendFileDeps['hashKey'];
}

const AT_WORK = ['checking', 'importing', 'undoing'];

/** Mounted at /api/append. */
export function appendRoutes(deps: AppendRoutesDeps): ShopRoutes {
  const { readShop, store, enqueue } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const { shopId } = c.get('shop');
    const stored = await readShop(shopId, store.listImports);
    if (stored.some(({ state }) => AT_WORK.includes(state)))
      await enqueue('append imports', { shopId });
    return c.json<AppendView>({ imports: stored.map(importView), attributes: knownOf(stored) });
  });

  routes.get('/customers.csv', async (c) => {
    const { segments, addresses } = parseQuery(c, appendFileQuestion);
    const { shopId } = c.get('shop');
    await readShop(shopId, (tx) => knownSegments(store, tx, segments));
    const lines = appendFileLines(
      {
        hashKey: deps.hashKey,
        readPage: (after, limit) =>
          readShop(shopId, (tx) => store.readMembersToSend(tx, segments, { after, limit })),
      },
      addresses,
    );
    return c.body(streamOf(lines), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rondo-customers.csv"',
    });
  });

  routes.route('/imports', importRoutes(deps));
  routes.route('/', addressRoutes(deps));
  return routes;
}

/** What segments can ask for, by the mappings of what was imported. */
function knownOf(imports: readonly Imports.StoredImport[]): AppendView['attributes'] {
  const known = new Map<string, AppendView['attributes'][number]>();
  for (const { state, mapping } of imports) {
    if (state !== 'done' || mapping === null) continue;
    if (mapping.classes) known.set(CLASS_NAME, { name: CLASS_NAME, type: 'class' });
    for (const { name, type } of mapping.attributes)
      if (!known.has(name)) known.set(name, { name, type });
  }
  return [...known.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}
