/** A shop with customers and segments, its Append page over HTTP, and the jobs that do what is asked there. */
import { createHash } from 'node:crypto';
import type { ImportDetails, ImportView } from '../../../admin-app/contract/append.ts';
import type { AppendMapping } from '../../../admin-app/core/append/types.ts';
import { readUpload } from '../../../admin-app/server/append-file/read-upload.ts';
import type { DomainRecords } from '../../../admin-app/server/channels/domain-records.ts';
import * as Risks from '../../../admin-app/server/database/address-risks.ts';
import * as Imports from '../../../admin-app/server/database/append-imports.ts';
import * as Rows from '../../../admin-app/server/database/append-rows.ts';
import * as Values from '../../../admin-app/server/database/appended-values.ts';
import * as Inactive from '../../../admin-app/server/database/inactive.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { appendRoutes } from '../../../admin-app/server/http/append.ts';
import { createAppendImports } from '../../../admin-app/server/jobs/append-imports.ts';
import { createCheckAddresses } from '../../../admin-app/server/jobs/check-addresses.ts';
import { staffSession } from '../../support/staff-session.ts';
import { createSegmentWorld } from '../segments/segment-world.ts';

export type AppendWorld = Awaited<ReturnType<typeof createAppendWorld>>;

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export async function createAppendWorld(
  db: Database,
  options: {
    readonly batchSize?: number;
    readonly acceptsMail?: DomainRecords['acceptsMail'];
  } = {},
) {
  const world = await createSegmentWorld(db);
  const clock = { now: () => world.clock.at, onMove: () => () => {} };
  const shop = <T>(id: number, run: Parameters<typeof withShop<T>>[2]) => withShop(db, id, run);
  const gone: number[] = [];
  /** The next batches do their work, and die before it is committed. */
  const dying = { batches: 0 };
  const imports = createAppendImports({
    clock,
    inShop: (id, run) =>
      shop(id, async (tx) => {
        const result = await run(tx);
        if (dying.batches-- > 0) throw new Error('killed');
        return result;
      }),
    store: { ...Imports, ...Rows, ...Values },
    customersGone: async (_, customerIds) => void gone.push(...customerIds),
    ...(options.batchSize && { batchSize: options.batchSize }),
  });
  const checkAddresses = createCheckAddresses({
    clock,
    inShop: shop,
    store: Risks,
    records: { acceptsMail: options.acceptsMail ?? (async () => null) },
  });
  const app = staffSession({ shopId: world.shopId });
  app.route(
    '/',
    appendRoutes({
      clock,
      inShop: shop,
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      store: { ...Imports, ...Rows, ...Values, ...Risks, ...Inactive },
      readUpload,
      hashKey: (key) => (key === '' ? '' : sha256(key)),
      enqueue: async () => {},
    }),
  );

  async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await app.request(path, { method, ...sent });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    // The caller names the contract of the address it asks.
    return (await answer.json()) as T;
  }

  const uploadAnswer = async (file: string | Uint8Array<ArrayBuffer>, segments = '1') =>
    await app.request(`/imports?name=file.csv&segments=${segments}&set=inactives`, {
      method: 'POST',
      body: file,
    });

  async function upload(
    file: string | Uint8Array<ArrayBuffer>,
    segmentId: number,
  ): Promise<number> {
    const answer = await uploadAnswer(file, String(segmentId));
    if (answer.status !== 201) throw new Error(await answer.text());
    return ((await answer.json()) as ImportView).importId;
  }

  return {
    ...world,
    gone,
    dying,
    imports,
    checkAddresses: () => checkAddresses(world.shopId),
    request: async (path: string, method = 'GET') => await app.request(path, { method }),
    ask,
    uploadAnswer,
    upload,
    /** Uploads a file and says what its columns mean; what the check found. */
    async check(
      file: string | Uint8Array<ArrayBuffer>,
      segmentId: number,
      mapping: AppendMapping,
    ): Promise<ImportDetails> {
      const importId = await upload(file, segmentId);
      await ask(`/imports/${importId}/mapping`, 'PUT', { mapping });
      await imports.catchUp(world.shopId);
      return await ask<ImportDetails>(`/imports/${importId}`);
    },
    async change(importId: number, how: 'start' | 'undo'): Promise<ImportView> {
      await ask(`/imports/${importId}/${how}`, 'POST');
      await imports.catchUp(world.shopId);
      return await ask<ImportView>(`/imports/${importId}`);
    },
    /** Everything known of customers now, as "3 income 50000". */
    async known(): Promise<readonly string[]> {
      const rows = await world.sql(
        `select concat_ws(' ', customer_id, name, text, number, date, yes) as known
           from segment_appended order by customer_id, name`,
      );
      return rows.map((row) => String(row.known));
    },
    /** As "email deceased", of one customer's addresses. */
    async suppressions(): Promise<readonly string[]> {
      const rows = await world.sql(
        `select concat_ws(' ', s.channel, s.reason, c.customer_id) as said from suppressions s
           left join customers c on sha256(convert_to(lower(case s.channel when 'email' then c.email
             when 'sms' then c.phone else 'customer ' || c.customer_id end), 'UTF8')) = s.address_hash
          order by 1`,
      );
      return rows.map((row) => String(row.said));
    },
  };
}
