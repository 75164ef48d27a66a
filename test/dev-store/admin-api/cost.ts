/**
 * What a query costs, by Shopify's rules: a scalar nothing, an object 1, a connection 2 and its objects as often as
 * `first` or `last` asks for them, a mutation 10. The actual cost counts what was really returned.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const MUTATION_COST = 10;
const CONNECTION_COST = 2;

interface Costing {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The most that an operation can cost, known before it runs. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const costing = { schema, fragments: fragmentsOf(document), variables };
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const fields = fieldsOf(costing, operation.selectionSet);
  return sum(
    fields.map((field) => {
      const type = root.getFields()[field.name.value]?.type;
      if (!type) return 0;
      if (operation.operation !== 'mutation') return fieldCost(costing, type, field, root.name);
      // The mutation's ten points cover its payload and the objects that are directly in it.
      const inside = costInside(costing, type, field);
      return MUTATION_COST + Math.max(0, inside - objectsIn(costing, type, field));
    }),
  );
}

/** What the returned data cost. Null data cost nothing. */
export function actualCost(operation: OperationDefinitionNode, data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  if (operation.operation === 'mutation') return MUTATION_COST * Object.keys(data).length;
  return sum(Object.values(data).map(dataCost));
}

function dataCost(value: unknown): number {
  if (Array.isArray(value)) return sum(value.map(dataCost));
  if (typeof value !== 'object' || value === null) return 0;
  if ('edges' in value && Array.isArray(value.edges))
    return CONNECTION_COST + sum(value.edges.map((edge) => dataCost(edge?.node ?? {})));
  if ('nodes' in value && Array.isArray(value.nodes))
    return CONNECTION_COST + dataCost(value.nodes);
  return 1 + sum(Object.values(value).map(dataCost));
}

function fieldCost(
  costing: Costing,
  type: GraphQLOutputType,
  field: FieldNode,
  parent: string,
): number {
  const named = getNamedType(type);
  if (isLeafType(named)) return 0;
  if (named.name.endsWith('Connection'))
    return CONNECTION_COST + pageSize(costing, field, parent) * nodeCost(costing, type, field);
  return 1 + costInside(costing, type, field);
}

function costInside(costing: Costing, type: GraphQLOutputType, field: FieldNode): number {
  const named = getNamedType(type);
  if (!field.selectionSet || !(isObjectType(named) || isInterfaceType(named))) return 0;
  return sum(
    fieldsOf(costing, field.selectionSet).map((inner) => {
      const innerType = fieldType(costing, named.name, inner);
      return innerType ? fieldCost(costing, innerType, inner, named.name) : 0;
    }),
  );
}

/** How many of a payload's own fields are objects. */
function objectsIn(costing: Costing, type: GraphQLOutputType, field: FieldNode): number {
  const named = getNamedType(type);
  if (!field.selectionSet) return 0;
  return fieldsOf(costing, field.selectionSet).filter((inner) => {
    const innerType = fieldType(costing, named.name, inner);
    return innerType && !isLeafType(getNamedType(innerType));
  }).length;
}

/** The cost of one node of a connection, whichever way it is selected. */
function nodeCost(costing: Costing, connection: GraphQLOutputType, field: FieldNode): number {
  if (!field.selectionSet) return 0;
  const name = getNamedType(connection).name;
  let cost = 0;
  for (const inner of fieldsOf(costing, field.selectionSet)) {
    const type = fieldType(costing, name, inner);
    if (!type) continue;
    if (inner.name.value === 'nodes') cost += 1 + costInside(costing, type, inner);
    if (inner.name.value === 'edges') cost += costInside(costing, type, inner);
  }
  return cost;
}

function pageSize(costing: Costing, field: FieldNode, parent: string): number {
  const type = costing.schema.getType(parent);
  const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
  if (!definition) return 0;
  const args = getArgumentValues(definition, field, costing.variables);
  return Number(args.first ?? args.last ?? 0);
}

/** The type of a field, looked up on every type that an abstract selection may meet. */
function fieldType(
  { schema }: Costing,
  parent: string,
  field: FieldNode,
): GraphQLOutputType | undefined {
  const type = schema.getType(parent);
  if (isObjectType(type)) return type.getFields()[field.name.value]?.type;
  if (!isInterfaceType(type)) return undefined;
  for (const possible of [type, ...schema.getPossibleTypes(type)]) {
    const found = possible.getFields()[field.name.value];
    if (found) return found.type;
  }
  return undefined;
}

function fieldsOf(costing: Costing, selection: SelectionSetNode): readonly FieldNode[] {
  return selection.selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one];
    const fragment =
      one.kind === Kind.FRAGMENT_SPREAD ? costing.fragments.get(one.name.value) : one;
    return fragment ? fieldsOf(costing, fragment.selectionSet) : [];
  });
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  return fragments;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
