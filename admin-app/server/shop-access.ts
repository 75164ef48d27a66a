/** The ways to the shops' rows and to background jobs, which nearly every side is handed. */
import { join } from 'node:path';
import type { Enqueue } from './background.ts';
import { createEnqueue } from './background-worker.ts';
import type { Config } from './config.ts';
import { connectDatabase, type Database } from './database/pool.ts';
import { type InShop, withReadOnlyShop, withShop } from './database/tenant.ts';

export interface ShopAccess {
  readonly db: Database;
  readonly inShop: InShop;
  /** For pages: refuses to write, and every statement sees the same moment. */
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  close(): Promise<void>;
}

const MOST_CONNECTIONS = 20;

/** Connects to the database that is configured, or starts one in the data folder; brings its tables up to date. */
export async function openShopAccess({
  databaseUrl,
  dataFolder,
}: Pick<Config, 'databaseUrl' | 'dataFolder'>): Promise<ShopAccess> {
  const db = await connectDatabase(
    databaseUrl ? { databaseUrl } : { dataDir: join(dataFolder, 'postgres') },
    { maxConnections: MOST_CONNECTIONS },
  );
  const { enqueue, end } = await createEnqueue(db.ownerPool);
  return {
    db,
    inShop: (shopId, run) => withShop(db, shopId, run),
    readShop: (shopId, run) => withReadOnlyShop(db, shopId, run),
    enqueue,
    close: async () => {
      await end();
      await db.close();
    },
  };
}
