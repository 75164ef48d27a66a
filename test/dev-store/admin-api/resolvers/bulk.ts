/** Bulk operations as the Admin API shows and starts them. */
import type { BulkOperation } from '../../bulk/operations.ts';
import { type Connection, connect } from '../connection.ts';
import type { AdminContext, Arguments } from '../context.ts';
import { matcherFor, type SearchIndex } from '../search/match.ts';
import { pageArguments } from './lists.ts';
import { userError } from './user-errors.ts';

export const bulkOperationResolvers = {
  id: (operation: BulkOperation) => operation.id,
  status: (operation: BulkOperation) => operation.status,
  errorCode: (operation: BulkOperation) => operation.errorCode,
  type: () => 'QUERY',
  query: (operation: BulkOperation) => operation.query,
  createdAt: (operation: BulkOperation) => operation.createdAt,
  completedAt: (operation: BulkOperation) => operation.completedAt,
  objectCount: (operation: BulkOperation) => operation.objectCount,
  rootObjectCount: (operation: BulkOperation) => operation.rootObjectCount,
  fileSize: (operation: BulkOperation) => operation.fileSize,
  url: (operation: BulkOperation) => operation.url,
  partialDataUrl: (operation: BulkOperation) => operation.partialDataUrl,
};

const INDEX: SearchIndex<BulkOperation> = {
  words: () => [],
  fields: {
    id: (operation) => ({ kind: 'text', value: String(operation.number) }),
    status: (operation) => ({ kind: 'text', value: operation.status }),
    operation_type: () => ({ kind: 'text', value: 'QUERY' }),
    created_at: (operation) => ({ kind: 'instant', value: operation.createdAt }),
  },
};

export function bulkOperationList(
  context: AdminContext,
  args: Arguments,
): Connection<BulkOperation> {
  const matcher = matcherFor(typeof args.query === 'string' ? args.query : null, INDEX);
  const found = context.bulk.all().filter(matcher.matches);
  const byCompletion = args.sortKey === 'COMPLETED_AT';
  return connect(
    found,
    {
      value: (operation) => (byCompletion ? (operation.completedAt ?? 0) : operation.createdAt),
      id: (operation) => operation.number,
    },
    pageArguments(args),
  );
}

export function bulkOperationRunQuery(args: Arguments, context: AdminContext) {
  const started = context.bulk.start(String(args.query), {
    context,
    groupObjects: args.groupObjects === true,
  });
  if ('operation' in started) return { bulkOperation: started.operation, userErrors: [] };
  const { field, message, code } = started.problem;
  return { bulkOperation: null, userErrors: [userError(field, message, code)] };
}

export function bulkOperationCancel(args: Arguments, context: AdminContext) {
  const id = String(args.id);
  const operation = context.bulk.get(id);
  if (!operation)
    return {
      bulkOperation: null,
      userErrors: [userError(['id'], 'Bulk operation does not exist')],
    };
  if (!context.bulk.cancel(id))
    return {
      bulkOperation: operation,
      userErrors: [
        userError(
          null,
          `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`,
        ),
      ],
    };
  return { bulkOperation: context.bulk.get(id), userErrors: [] };
}
