/** The snapshot that browsers answer queries from: whole, as a difference, or nothing when they have it already. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import { SNAPSHOT_TYPE } from '../../contract/segments.ts';
import type { ReceivedSnapshot } from '../../core/segment/snapshot.ts';
import { encodeSnapshot } from '../../core/segment/snapshot-bytes.ts';
import type * as Changes from '../database/segment-changes.ts';
import type * as Snapshots from '../database/segment-snapshot.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { misfit } from './parse-input.ts';
import type { ShopContext, ShopEnvironment } from './shop-context.ts';

export interface SnapshotDeps {
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly snapshots: Pick<typeof Changes, 'startTracking' | 'readTracking' | 'readChangedSince'> &
    Pick<typeof Snapshots, 'readCustomerColumns'>;
}

/** A difference with more customers is not worth joining. */
const MOST_CHANGED = 20_000;
/** Most of the gain for a fraction of the time. */
const GZIP_LEVEL = 3;
const compress = promisify(gzip);

export async function answerSnapshot(
  deps: SnapshotDeps,
  c: Context<ShopEnvironment>,
): Promise<Response> {
  const shop = c.get('shop');
  const since = versionOf(c.req.query('since'));
  const epoch = c.req.query('epoch');
  await deps.inShop(shop.shopId, deps.snapshots.startTracking);
  const known = c.req.header('if-none-match');
  const found = await deps.readShop(shop.shopId, (tx) =>
    readSnapshot(deps, tx, shop, { since, epoch, known }),
  );
  if (found === 'not modified') return c.body(null, 304);
  if (found === 'nothing new') return c.body(null, 204);
  const headers = {
    'content-type': SNAPSHOT_TYPE,
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding',
    etag: tagOf(found),
  };
  const bytes = encodeSnapshot(found);
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(bytes, 200, headers);
  const small = new Uint8Array(await compress(bytes, { level: GZIP_LEVEL }));
  return c.body(small, 200, { ...headers, 'content-encoding': 'gzip' });
}

async function readSnapshot(
  { snapshots }: SnapshotDeps,
  tx: ShopTransaction,
  { zone, currency }: ShopContext,
  asked: {
    readonly since: number | null;
    readonly epoch: string | undefined;
    readonly known: string | undefined;
  },
): Promise<ReceivedSnapshot | 'not modified' | 'nothing new'> {
  const tracking = await snapshots.readTracking(tx);
  const { version, oldestVersion, epoch } = tracking ?? { version: 0, oldestVersion: 0, epoch: '' };
  const since = asked.epoch === epoch ? asked.since : null;
  if (asked.since === null && asked.known === tagOf({ epoch, version })) return 'not modified';
  if (since === version) return 'nothing new';
  const shared = { epoch, version, zone, currency };
  if (since !== null && since >= oldestVersion && since < version) {
    const changed = await snapshots.readChangedSince(tx, since);
    if (changed.length <= MOST_CHANGED) {
      const read = await snapshots.readCustomerColumns(tx, zone, changed);
      const there = new Set(read.customerIds);
      const gone = Float64Array.from(changed.filter((id) => !there.has(id)));
      return { kind: 'difference', ...shared, since, gone, ...read };
    }
  }
  return { kind: 'whole', ...shared, ...(await snapshots.readCustomerColumns(tx, zone, null)) };
}

function tagOf({ epoch, version }: { readonly epoch: string; readonly version: number }): string {
  return `"${epoch}.${version}"`;
}

function versionOf(text: string | undefined): number | null {
  if (!text) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw misfit(text, 'since', 'a version of the snapshot');
}
