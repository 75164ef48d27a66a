/** Checks a request's variables before anything runs, and says in Shopify's way what is wrong with them. */
import {
  coerceInputValue,
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  typeFromAST,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { parseGid } from '../model.ts';

const MAX_INPUT_SIZE = 250;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
}

export type Variables = Readonly<Record<string, unknown>>;

/** Variables with their defaults, or the errors to answer with. */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Variables,
): { readonly values: Variables } | { readonly errors: readonly GraphQLError[] } {
  const values: Record<string, unknown> = {};
  const errors: GraphQLError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    if (given[name] === undefined && definition.defaultValue)
      values[name] = valueFromAST(definition.defaultValue, type);
    const value = given[name] ?? values[name] ?? null;
    const problems = problemsOf(type, value, given[name] === undefined);
    if (problems.length > 0) {
      errors.push(invalidVariable(name, print(definition.type), { value, problems }));
      continue;
    }
    const size = largestList(value);
    if (size > MAX_INPUT_SIZE) errors.push(tooLarge(size, [name]));
    if (given[name] !== undefined) values[name] = given[name];
  }
  return errors.length > 0 ? { errors } : { values };
}

/** Finds malformed gids and lists that are too long among the values written into the query itself. */
export function checkLiterals(
  schema: GraphQLSchema,
  document: DocumentNode,
): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      StringValue(node) {
        const type = types.getInputType();
        if (type && getNamedType(type).name === 'ID' && !isGid(node.value))
          errors.push(
            new GraphQLError(`Invalid global id '${node.value}'`, {
              nodes: node,
              extensions: { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
            }),
          );
      },
      ListValue(node) {
        if (node.values.length > MAX_INPUT_SIZE) errors.push(tooLarge(node.values.length, []));
      },
    }),
  );
  return errors;
}

function problemsOf(type: GraphQLInputType, value: unknown, absent: boolean): readonly Problem[] {
  if (absent && value === null)
    return isNonNullType(type) ? [{ path: [], explanation: 'Expected value to not be null' }] : [];
  const problems: Problem[] = [];
  coerceInputValue(value, type, (path, _value, error) =>
    problems.push({ path: [...path], explanation: error.message }),
  );
  return problems.length > 0 ? problems : badGids(type, value, []);
}

/** graphql-js takes any text for an ID; Shopify only gids. */
function badGids(
  type: GraphQLInputType,
  value: unknown,
  path: readonly (string | number)[],
): readonly Problem[] {
  if (value === null || value === undefined) return [];
  if (isNonNullType(type)) return badGids(type.ofType, value, path);
  if (isListType(type))
    return (Array.isArray(value) ? value : [value]).flatMap((item, index) =>
      badGids(type.ofType, item, [...path, index]),
    );
  if (isInputObjectType(type))
    return Object.entries(value).flatMap(([name, part]) => {
      const field = type.getFields()[name];
      return field ? badGids(field.type, part, [...path, name]) : [];
    });
  if (type.name !== 'ID' || isGid(String(value))) return [];
  return [{ path, explanation: `Invalid global id '${String(value)}'` }];
}

/** Some gids carry parameters, such as an address's model name. */
function isGid(text: string): boolean {
  return parseGid(text.replace(/\?.*$/, '')) !== null;
}

function invalidVariable(
  name: string,
  type: string,
  { value, problems }: { readonly value: unknown; readonly problems: readonly Problem[] },
): GraphQLError {
  const first = problems[0];
  const where = first && first.path.length > 0 ? `${first.path.join('.')} ` : '';
  return new GraphQLError(
    `Variable $${name} of type ${type} was provided invalid value${where ? ' for ' : ''}${where}(${first?.explanation ?? ''})`,
    { extensions: { code: 'INVALID_VARIABLE', value, problems } },
  );
}

function tooLarge(size: number, path: readonly string[]): GraphQLError {
  return new GraphQLError(
    `The input array size of ${size} is greater than the maximum allowed of ${MAX_INPUT_SIZE}.`,
    { path, extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } },
  );
}

function largestList(value: unknown): number {
  if (Array.isArray(value)) return Math.max(value.length, ...value.slice(0, 500).map(largestList));
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(largestList));
}
