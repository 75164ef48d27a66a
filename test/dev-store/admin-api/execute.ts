/** Runs one GraphQL request as the Admin API does: checked, paid for, answered with its cost. */
import {
  type DocumentNode,
  execute,
  GraphQLError,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { AdminContext, SearchWarning } from './context.ts';
import { actualCost, requestedCost } from './cost.ts';
import { type CostBucket, MAX_QUERY_COST } from './cost-bucket.ts';
import { adminSchema } from './schema.ts';
import { checkLiterals, checkVariables } from './variables.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly object[];
  readonly extensions?: object;
}

export async function executeRequest(
  request: GraphqlRequest,
  context: AdminContext,
  { bucket, throttled }: { readonly bucket: CostBucket; readonly throttled: boolean },
): Promise<GraphqlAnswer> {
  const schema = adminSchema();
  const document = parseDocument(request.query);
  if (document instanceof GraphQLError) return { errors: [document.toJSON()] };
  const invalid = [...validate(schema, document), ...checkLiterals(schema, document)];
  if (invalid.length > 0) return { errors: invalid.map((error) => error.toJSON()) };
  const operation = getOperationAST(document, request.operationName);
  if (!operation)
    return { errors: [{ message: 'An operation name is required when a document has several' }] };
  const checked = checkVariables(schema, operation, request.variables);
  if ('errors' in checked) return { errors: checked.errors.map((error) => error.toJSON()) };

  const requested = requestedCost(schema, document, operation, checked.values);
  if (requested > MAX_QUERY_COST) return tooExpensive(requested);
  if (throttled || !bucket.take(requested)) return throttledAnswer(requested, bucket);
  const result = await execute({
    schema,
    document,
    contextValue: context,
    variableValues: checked.values,
    operationName: request.operationName,
  });
  const actual = Math.min(requested, actualCost(operation, result.data));
  bucket.giveBack(requested - actual);
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map(describeError) } : {}),
    extensions: {
      cost: costOf(requested, actual, bucket),
      ...(context.searchWarnings.length > 0
        ? { search: context.searchWarnings.map(describeWarning) }
        : {}),
    },
  };
}

function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** A bug of the dev store is told apart from an answer of Shopify's, and printed. */
function describeError(error: GraphQLError): object {
  const cause = error.originalError;
  if (!cause || cause instanceof GraphQLError) return error.toJSON();
  console.error('Dev store: a resolver failed', cause);
  const { path } = error;
  return {
    message: `Internal error. Looks like something went wrong on our end: ${cause.message}`,
    ...(path ? { path } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function throttledAnswer(requested: number, bucket: CostBucket): GraphqlAnswer {
  return {
    errors: [
      {
        message: 'Throttled',
        extensions: {
          code: 'THROTTLED',
          documentation: 'https://shopify.dev/api/usage/rate-limits',
        },
      },
    ],
    extensions: { cost: costOf(requested, null, bucket) },
  };
}

function tooExpensive(requested: number): GraphqlAnswer {
  return {
    errors: [
      {
        message: `Query cost is ${requested}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
        extensions: { code: 'MAX_COST_EXCEEDED', cost: requested, maxCost: MAX_QUERY_COST },
      },
    ],
  };
}

function costOf(requested: number, actual: number | null, bucket: CostBucket): object {
  return {
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus: bucket.status(),
  };
}

function describeWarning({ query, fields }: SearchWarning): object {
  return {
    query,
    warnings: fields.map((field) => ({
      field,
      message: 'Invalid search field for this query.',
      code: 'invalid_field',
    })),
  };
}
