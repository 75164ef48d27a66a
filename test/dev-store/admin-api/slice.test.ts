import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { bulkQueryText, OPERATIONS } from '../../../admin-app/server/shopify/operations.ts';
import { RESOLVERS } from './resolvers/by-type.ts';
import { adminSchema } from './schema.ts';

const FULL = join(import.meta.dirname, '../../../../shared/data/shopify-admin-2026-10.graphql');

describe('the slice of the Admin API', () => {
  it('says nothing that the full schema of 2026-10 does not say', (context) => {
    if (!existsSync(FULL)) {
      console.log(`Skipped: the full schema is not on this machine (${FULL})`);
      return context.skip();
    }
    const full = buildSchema(readFileSync(FULL, 'utf8'), { assumeValidSDL: true });
    expect(differences(adminSchema(), full)).toEqual([]);
  });

  it('has a resolver for every field of every type that has resolvers', () => {
    const unanswered = Object.keys(RESOLVERS).flatMap((name) => {
      const type = adminSchema().getType(name);
      if (!isObjectType(type)) return [name];
      return Object.keys(type.getFields())
        .filter((field) => !RESOLVERS[name]?.[field])
        .map((field) => `${name}.${field}`);
    });
    expect(unanswered).toEqual([]);
  });

  it.each([
    ...Object.entries(OPERATIONS),
    ...(['customers', 'orders', 'products'] as const).map(
      (resource) => [`bulk ${resource}`, bulkQueryText(resource, 0)] as const,
    ),
  ])('answers what the app asks: %s', (_, operation) => {
    expect(validate(adminSchema(), parse(operation)).map(String)).toEqual([]);
  });
});

/** Everything in the slice that is absent from the full schema or of another type there. */
function differences(slice: GraphQLSchema, full: GraphQLSchema): readonly string[] {
  const found: string[] = [];
  for (const type of Object.values(slice.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    const original = full.getType(type.name);
    if (!original || original.constructor !== type.constructor) {
      found.push(`${type.name} is not the same kind of type`);
      continue;
    }
    if (isEnumType(type) && isEnumType(original)) {
      const values = new Set(original.getValues().map(({ name }) => name));
      for (const { name } of type.getValues())
        if (!values.has(name)) found.push(`${type.name}.${name} does not exist`);
    }
    if (isInputObjectType(type) && isInputObjectType(original))
      found.push(
        ...argumentDifferences(
          type.name,
          Object.values(type.getFields()),
          Object.values(original.getFields()),
        ),
      );
    if ((isObjectType(type) || isInterfaceType(type)) && 'getInterfaces' in original)
      found.push(...fieldDifferences(type, original));
  }
  return found;
}

type Fielded = Extract<
  NonNullable<ReturnType<GraphQLSchema['getType']>>,
  { getInterfaces(): unknown }
>;

function fieldDifferences(type: Fielded, original: Fielded): readonly string[] {
  const found: string[] = [];
  const interfaces = new Set(original.getInterfaces().map(({ name }) => name));
  for (const { name } of type.getInterfaces())
    if (!interfaces.has(name)) found.push(`${type.name} does not implement ${name}`);
  for (const field of Object.values(type.getFields())) {
    const there = original.getFields()[field.name];
    const name = `${type.name}.${field.name}`;
    if (!there) found.push(`${name} does not exist`);
    else {
      if (String(there.type) !== String(field.type)) found.push(`${name} is ${there.type}`);
      found.push(...argumentDifferences(name, field.args, there.args));
    }
  }
  return found;
}

type Argument = Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>;

function argumentDifferences(
  owner: string,
  own: readonly Argument[],
  original: readonly Argument[],
): readonly string[] {
  const found: string[] = [];
  for (const argument of own) {
    const there = original.find(({ name }) => name === argument.name);
    if (!there) found.push(`${owner}(${argument.name}) does not exist`);
    else if (String(there.type) !== String(argument.type))
      found.push(`${owner}(${argument.name}) is ${there.type}`);
    else if (there.defaultValue !== argument.defaultValue)
      found.push(`${owner}(${argument.name}) has the default ${there.defaultValue}`);
  }
  for (const there of original)
    if (String(there.type).endsWith('!') && there.defaultValue === undefined)
      if (!own.some(({ name }) => name === there.name))
        found.push(`${owner}(${there.name}) is required and missing`);
  return found;
}
