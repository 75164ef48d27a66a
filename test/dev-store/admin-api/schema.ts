/** The executable slice of the Admin API: the SDL beside this file joined with the resolvers. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { AdminContext } from './context.ts';
import { connectionResolvers, RESOLVERS, type Resolver } from './resolvers/by-type.ts';
import { defineScalar } from './scalars.ts';

const SLICE_PATH = new URL('./schema.graphql', import.meta.url);

let slice: GraphQLSchema | undefined;

/** The slice, built once. */
export function adminSchema(): GraphQLSchema {
  slice ??= joinResolvers(buildSchema(readFileSync(SLICE_PATH, 'utf8')));
  return slice;
}

function joinResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type)) defineScalar(type);
    if (isObjectType(type)) joinType(type);
  }
  return schema;
}

function joinType(type: GraphQLObjectType): void {
  const isConnection = type.name.endsWith('Connection');
  const resolvers: Readonly<Record<string, Resolver>> = isConnection
    ? connectionResolvers
    : (RESOLVERS[type.name] ?? {});
  for (const field of Object.values(type.getFields())) {
    const resolver = resolvers[field.name];
    // A type without resolvers of its own (payloads, edges, money) is answered by the properties of its source.
    field.resolve = resolver ? asFieldResolver(resolver) : propertyResolver(field.name);
  }
  const unknown = Object.keys(resolvers).filter((name) => !type.getFields()[name]);
  if (unknown.length > 0)
    throw new Error(`The slice has no field ${type.name}.${unknown.join(', ')} to answer`);
}

function propertyResolver(name: string): GraphQLFieldResolver<unknown, AdminContext> {
  // A type without resolvers is answered by plain objects that have its fields as properties.
  return (source) => (source as Readonly<Record<string, unknown>>)[name];
}

/** Safe because graphql-js calls a field's resolver with what the parent's resolver answered and nothing else. */
function asFieldResolver(resolver: Resolver): GraphQLFieldResolver<unknown, AdminContext> {
  return resolver as unknown as GraphQLFieldResolver<unknown, AdminContext>;
}
