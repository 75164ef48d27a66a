/** The rules for bulk queries, with the sentences that Shopify refuses them with. */
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const MAX_BYTES = 65_535;
const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

export interface BulkProblem {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code: 'INVALID' | 'OPERATION_IN_PROGRESS';
}

/** The parsed query, or the first rule that it breaks. */
export function checkBulkQuery(
  schema: GraphQLSchema,
  query: string,
): { readonly document: DocumentNode } | { readonly problem: BulkProblem } {
  if (Buffer.byteLength(query) > MAX_BYTES)
    return refuse(`Bulk query is too large: at most ${MAX_BYTES} bytes are allowed.`);
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    const reason = error instanceof GraphQLError ? error.message : String(error);
    return refuse(`Invalid bulk query: ${reason.replace(/^Syntax Error/, 'syntax error')}`);
  }
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operations.some((one) => one.operation !== 'query'))
    return refuse('Invalid operation type. Only `query` operations are supported.');
  const [invalid] = validate(schema, document);
  if (invalid) return refuse(`Invalid bulk query: ${invalid.message}`);
  const problem = problemOf(survey(schema, document));
  return problem ? refuse(problem) : { document };
}

interface Survey {
  readonly topLevel: readonly string[];
  readonly connections: number;
  readonly depth: number;
  /** Connections that hold another one and whose node does not select a plain `id`. */
  readonly withoutId: readonly string[];
  readonly insideList: boolean;
  readonly nodesField: string | null;
}

/** The first broken rule in the order in which Shopify reports them. */
function problemOf(found: Survey): string | null {
  const single = found.topLevel.find((name) => name === 'node' || name === 'nodes');
  if (single) return `Bulk queries cannot contain a top level \`${single}\` field.`;
  if (found.connections === 0) return 'Bulk queries must contain at least one connection.';
  if (found.connections > MAX_CONNECTIONS)
    return `Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`;
  if (found.depth > MAX_DEPTH)
    return `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`;
  if (found.insideList)
    return 'Queries that contain a connection field within a list field are not currently supported.';
  if (found.nodesField)
    return `Bulk queries select the content of a connection with \`edges { node { … } }\`; \`${found.nodesField}\` uses \`nodes\`.`;
  if (found.withoutId.length > 0)
    return `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${found.withoutId.join(', ')}.`;
  return null;
}

function survey(schema: GraphQLSchema, document: DocumentNode): Survey {
  const types = new TypeInfo(schema);
  const open: { readonly name: string; hasId: boolean; holdsConnection: boolean }[] = [];
  const topLevel: string[] = [];
  const withoutId: string[] = [];
  let [connections, depth, lists] = [0, 0, 0];
  let insideList = false;
  let nodesField: string | null = null;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(node) {
          if (types.getParentType() === schema.getQueryType()) topLevel.push(node.name.value);
          const parent = open.at(-1);
          if (isPlainId(node) && parent) parent.hasId = true;
          if (node.name.value === 'nodes' && types.getParentType()?.name.endsWith('Connection'))
            nodesField = parent?.name ?? 'nodes';
          if (isList(types) && node.name.value !== 'edges') lists++;
          if (!isConnection(types)) return;
          connections++;
          insideList ||= lists > 0;
          if (parent) parent.holdsConnection = true;
          open.push({ name: node.name.value, hasId: false, holdsConnection: false });
          depth = Math.max(depth, open.length);
        },
        leave(node) {
          if (isList(types) && node.name.value !== 'edges') lists--;
          if (!isConnection(types)) return;
          const closed = open.pop();
          if (closed?.holdsConnection && !closed.hasId) withoutId.push(closed.name);
        },
      },
    }),
  );
  return { topLevel, connections, depth, withoutId, insideList, nodesField };
}

function isPlainId(node: FieldNode): boolean {
  return node.name.value === 'id' && (node.alias === undefined || node.alias.value === 'id');
}

function isConnection(types: TypeInfo): boolean {
  return getNamedType(types.getType())?.name.endsWith('Connection') ?? false;
}

function isList(types: TypeInfo): boolean {
  const type = types.getType();
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function refuse(message: string): { readonly problem: BulkProblem } {
  return { problem: { field: ['query'], message, code: 'INVALID' } };
}
