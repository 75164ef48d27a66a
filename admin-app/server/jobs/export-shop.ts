/**
 * Makes the file with everything of a shop. Each transaction writes one part and how far it has come: a job that was
 * killed goes on after the last part, and nobody is in the file twice.
 */
import { crc32, deflateRawSync } from 'node:zlib';
import type { Clock } from '../clock.ts';
import type * as ShopExport from '../database/shop-export.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface ExportShopDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: typeof ShopExport;
  /** Everything held about each of the customers, as JSON text. */
  readonly readEverythingOf: (
    tx: ShopTransaction,
    customerIds: readonly number[],
  ) => Promise<readonly string[]>;
}

const CUSTOMERS_IN_A_PART = 200;

export function createExportShop(deps: ExportShopDeps) {
  return async (shopId: number): Promise<void> => {
    while (await deps.inShop(shopId, (tx) => writeNextPart(deps, tx)));
  };
}

/** False when there is nothing left to do. */
async function writeNextPart(deps: ExportShopDeps, tx: ShopTransaction): Promise<boolean> {
  const { store, clock } = deps;
  const running = await store.holdRunningExport(tx);
  if (!running) return false;
  const { exportId, through, customers } = running;
  if (through === 0) await writeShop(deps, tx, exportId);
  const ids = await store.listCustomersAfter(tx, through, CUSTOMERS_IN_A_PART);
  const last = ids.at(-1);
  if (last === undefined) {
    await store.endExport(tx, exportId, { error: null, at: clock.now() });
    return false;
  }
  const records = await deps.readEverythingOf(tx, ids);
  const nth = String(Math.floor(customers / CUSTOMERS_IN_A_PART) + 1).padStart(6, '0');
  const part = partOf(`customers/customers-${nth}.json`, `[\n${records.join(',\n')}\n]\n`);
  await store.insertExportPart(tx, exportId, part);
  await store.noteExported(tx, exportId, { through: last, customers: ids.length });
  return true;
}

async function writeShop(
  { store }: ExportShopDeps,
  tx: ShopTransaction,
  exportId: number,
): Promise<void> {
  for (const { name, json } of await store.readShopTables(tx)) {
    await store.insertExportPart(tx, exportId, partOf(`${name}.json`, json));
  }
  const segments = await store.readSegmentLines(tx);
  const lines = [
    ['name', 'query', 'members'],
    ...segments.map(({ name, query, members }) => [name, query, String(members)]),
  ].map((fields) => `${fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`);
  await store.insertExportPart(tx, exportId, partOf('segments.csv', lines.join('')));
}

function partOf(name: string, text: string): ShopExport.ExportPart {
  const plain = Buffer.from(text, 'utf8');
  return { name, crc: crc32(plain), plainSize: plain.length, content: deflateRawSync(plain) };
}
