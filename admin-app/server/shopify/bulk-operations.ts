/** Starts bulk operations and asks how they are. */
import { z } from 'zod';
import type { LoyaltySource, SyncResource } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { AdminApi } from './admin-api.ts';
import { ShopifyRefusedError } from './errors.ts';
import { bulkQueryText, READ_BULK_OPERATION, START_BULK_OPERATION } from './operations.ts';
import { parseInstant } from './record-fields.ts';

export type BulkOperation =
  | { readonly state: 'running'; readonly id: string; readonly objects: number }
  | {
      readonly state: 'done';
      readonly id: string;
      /** Lines of the file, children included. */
      readonly objects: number;
      /** Everything before this is in the file. */
      readonly startedAt: Instant;
      /** Null when there was nothing to write. */
      readonly file: { readonly url: string; readonly size: number | null } | null;
    }
  | {
      readonly state: 'failed';
      readonly id: string;
      readonly reason: string;
      /** Another try would end the same way. */
      readonly final: boolean;
    };

/** `busy`: as many operations as Shopify allows are running. */
export type BulkStart = { readonly state: 'busy' } | BulkOperation;

export interface BulkOperations {
  start(shopId: number, resource: SyncResource, since: Instant | null): Promise<BulkStart>;
  /** Null when Shopify no longer knows the operation. */
  read(shopId: number, operationId: string): Promise<BulkOperation | null>;
}

const wholeNumber = z
  .union([z.string(), z.number()])
  .transform(Number)
  .pipe(z.number().int().nonnegative());

const operationShape = z.object({
  id: z.string(),
  status: z.enum(['CREATED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELING', 'CANCELED', 'EXPIRED']),
  errorCode: z.string().nullable(),
  createdAt: z.string(),
  objectCount: wholeNumber,
  fileSize: wholeNumber.nullable(),
  url: z.string().nullable(),
});
type OperationAnswer = z.infer<typeof operationShape>;

const START = {
  name: 'to start a bulk operation',
  text: START_BULK_OPERATION,
  data: z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: operationShape.nullable(),
      userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
    }),
  }),
};

const READ = {
  name: 'how a bulk operation is',
  text: READ_BULK_OPERATION,
  data: z.object({ bulkOperation: operationShape.nullable() }),
};

/** `loyaltyOf`: the metafield that a shop's loyalty programme keeps, to be read along; null for none. */
export function createBulkOperations(
  api: AdminApi,
  loyaltyOf: (shopId: number) => Promise<LoyaltySource | null>,
): BulkOperations {
  return {
    async start(shopId, resource, since) {
      const query = bulkQueryText(resource, since, await loyaltyOf(shopId));
      const answer = await api.run(shopId, START, { query });
      const { bulkOperation, userErrors } = answer.bulkOperationRunQuery;
      if (bulkOperation) return stateOf(bulkOperation);
      const [error] = userErrors;
      if (error?.code === 'OPERATION_IN_PROGRESS' || error?.code === 'LIMIT_REACHED') {
        return { state: 'busy' };
      }
      throw new ShopifyRefusedError(
        `Shopify refused to export the ${resource}: ${error?.message ?? 'no reason given'}`,
        error?.code ?? null,
      );
    },
    async read(shopId, operationId) {
      const { bulkOperation } = await api.run(shopId, READ, { id: operationId });
      return bulkOperation && stateOf(bulkOperation);
    },
  };
}

function stateOf(operation: OperationAnswer): BulkOperation {
  const { id, status, errorCode, objectCount, url } = operation;
  switch (status) {
    case 'CREATED':
    case 'RUNNING':
    case 'CANCELING':
      return { state: 'running', id, objects: objectCount };
    case 'COMPLETED':
      return {
        state: 'done',
        id,
        objects: objectCount,
        startedAt: parseInstant(operation.createdAt) ?? 0,
        file: url === null ? null : { url, size: operation.fileSize },
      };
    case 'FAILED':
    case 'CANCELED':
    case 'EXPIRED': {
      const reason = `${status.toLowerCase()}${errorCode ? `, ${errorCode}` : ''}`;
      return { state: 'failed', id, reason, final: errorCode === 'ACCESS_DENIED' };
    }
  }
}
