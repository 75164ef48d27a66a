/**
 * Turns a bulk query into a plan: which fields to read from every object, in what form, and which connections to
 * descend into. A plan is run over a million objects, so everything that depends only on the query is settled here.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { AdminContext } from '../admin-api/context.ts';

/** Reads one field of an object as JSON. */
interface ValueField {
  readonly key: string;
  readonly read: (source: unknown, context: AdminContext) => unknown;
}

/** A connection whose nodes become lines of their own. */
export interface ConnectionField {
  readonly nodes: (source: unknown, context: AdminContext) => readonly unknown[];
  readonly plan: ObjectPlan;
}

export interface ObjectPlan {
  readonly values: readonly ValueField[];
  readonly connections: readonly ConnectionField[];
}

interface Compiler {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The plan of a query that `checkBulkQuery` has let pass. */
export function planBulkQuery(schema: GraphQLSchema, document: DocumentNode): ObjectPlan {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const root = schema.getQueryType();
  if (!operation || !root) throw new Error('A bulk query needs an operation and a query type');
  return planObject({ schema, fragments }, root, operation.selectionSet);
}

/** The JSON of one object without its connections. */
export function readObject(
  plan: ObjectPlan,
  source: unknown,
  context: AdminContext,
): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const { key, read } of plan.values) line[key] = read(source, context);
  return line;
}

function planObject(
  compiler: Compiler,
  type: GraphQLObjectType,
  selection: SelectionSetNode,
): ObjectPlan {
  const values: ValueField[] = [];
  const connections: ConnectionField[] = [];
  for (const node of fieldsOf(compiler, type, selection)) {
    if (node.name.value === '__typename') {
      values.push({ key: keyOf(node), read: () => type.name });
      continue;
    }
    const field = type.getFields()[node.name.value];
    if (!field?.resolve) throw new Error(`${type.name}.${node.name.value} cannot be answered`);
    const args = getArgumentValues(field, node);
    // graphql-js types a resolver with an info argument; none of the slice's resolvers takes one.
    const resolve = field.resolve as (
      source: unknown,
      args: object,
      context: AdminContext,
    ) => unknown;
    const call = (source: unknown, context: AdminContext) => resolve(source, args, context);
    const named = getNamedType(field.type);
    if (isObjectType(named) && named.name.endsWith('Connection')) {
      connections.push(planConnection(compiler, named, { node, call }));
      continue;
    }
    const writer = planWriter(compiler, field.type, node);
    values.push({
      key: keyOf(node),
      read: (source, context) => writer.write(call(source, context), context),
    });
    connections.push(...writer.connections.map((inner) => reachedThrough(call, inner)));
  }
  return { values, connections };
}

function planConnection(
  compiler: Compiler,
  type: GraphQLObjectType,
  { node, call }: { readonly node: FieldNode; readonly call: Caller },
): ConnectionField {
  const edges = selected(compiler, type, node, 'edges');
  const edgeType = objectType(type, 'edges');
  const inside = edges && edgeType && selected(compiler, edgeType, edges, 'node');
  const nodeType = edgeType && objectType(edgeType, 'node');
  if (!inside?.selectionSet || !nodeType)
    throw new Error(`${node.name.value} must select edges { node { … } }`);
  return {
    // The resolver of a connection answers a Connection of admin-api/connection.ts.
    nodes: (source, context) => (call(source, context) as { items(): readonly unknown[] }).items(),
    plan: planObject(compiler, nodeType, inside.selectionSet),
  };
}

/** The type of a field that answers objects. */
function objectType(type: GraphQLObjectType, field: string): GraphQLObjectType | undefined {
  const answered = getNamedType(type.getFields()[field]?.type);
  return isObjectType(answered) ? answered : undefined;
}

type Caller = (source: unknown, context: AdminContext) => unknown;

interface Writer {
  readonly write: (value: unknown, context: AdminContext) => unknown;
  /** Connections inside an inline object; their lines belong to the object that has a line of its own. */
  readonly connections: readonly ConnectionField[];
}

function planWriter(compiler: Compiler, type: GraphQLOutputType, node: FieldNode): Writer {
  if (isInterfaceType(type)) {
    // What the dev store has of an interface is always of the same type: a product's media are pictures.
    const [only, ...others] = compiler.schema.getPossibleTypes(type);
    if (only && others.length === 0) return planWriter(compiler, only, node);
  }
  if (isNonNullType(type)) return planWriter(compiler, type.ofType, node);
  if (isListType(type)) {
    const { write, connections } = planWriter(compiler, type.ofType, node);
    return {
      connections,
      write: (value, context) =>
        Array.isArray(value) ? value.map((item) => write(item, context)) : null,
    };
  }
  if (isLeafType(type)) return { connections: [], write: (value) => writeLeaf(type, value) };
  if (!isObjectType(type) || !node.selectionSet)
    throw new Error(`${node.name.value} cannot be read in bulk`);
  const plan = planObject(compiler, type, node.selectionSet);
  return {
    connections: plan.connections,
    write: (value, context) =>
      value === null || value === undefined ? null : readObject(plan, value, context),
  };
}

function reachedThrough(call: Caller, inner: ConnectionField): ConnectionField {
  return {
    plan: inner.plan,
    nodes: (source, context) => {
      const value = call(source, context);
      return value === null || value === undefined ? [] : inner.nodes(value, context);
    },
  };
}

function writeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  return value === null || value === undefined ? null : type.serialize(value);
}

/** The fields of a selection on an object type, fragments spread out. */
function fieldsOf(
  compiler: Compiler,
  type: GraphQLObjectType,
  selection: SelectionSetNode,
): readonly FieldNode[] {
  return selection.selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one];
    const fragment =
      one.kind === Kind.FRAGMENT_SPREAD ? compiler.fragments.get(one.name.value) : one;
    if (!fragment || !applies(compiler, type, fragment.typeCondition?.name.value)) return [];
    return fieldsOf(compiler, type, fragment.selectionSet);
  });
}

function applies(compiler: Compiler, type: GraphQLObjectType, condition?: string): boolean {
  return (
    condition === undefined ||
    condition === type.name ||
    type.getInterfaces().some((one) => one.name === condition) ||
    compiler.schema.getType(condition) === type
  );
}

function selected(
  compiler: Compiler,
  type: GraphQLObjectType,
  node: FieldNode,
  name: string,
): FieldNode | undefined {
  return (
    node.selectionSet &&
    fieldsOf(compiler, type, node.selectionSet).find((one) => one.name.value === name)
  );
}

function keyOf(node: FieldNode): string {
  return node.alias?.value ?? node.name.value;
}
