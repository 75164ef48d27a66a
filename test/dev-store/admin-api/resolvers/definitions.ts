/** Metafield definitions: the standard birthday and the ones that the app makes. */

import type { MetafieldDefinition } from '../../metafield-definitions.ts';
import { gid } from '../../model.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import { scopeFor } from './owners.ts';
import { userError } from './user-errors.ts';

/** The standard definitions that the dev store knows, by owner, namespace and key. */
const STANDARD: readonly Omit<MetafieldDefinition, 'id'>[] = [
  {
    ownerType: 'CUSTOMER',
    namespace: 'facts',
    key: 'birth_date',
    type: 'date',
    name: 'Birth date',
    description: 'The date of birth of the customer.',
  },
];

export function standardMetafieldDefinitionEnable(args: Arguments, context: AdminContext) {
  requireOwnerScope(String(args.ownerType), context);
  const { ownerType, namespace, key, access } = args;
  const refused = (message: string, code: string, field: readonly string[] | null = null) => ({
    createdDefinition: null,
    userErrors: [userError(field, message, code)],
  });
  const template = STANDARD.find(
    (one) => one.ownerType === ownerType && one.namespace === namespace && one.key === key,
  );
  if (!template)
    return refused(
      'A standard definition with that id or key does not exist.',
      'TEMPLATE_NOT_FOUND',
    );
  if (typeof access === 'object' && access !== null && 'admin' in access && access.admin)
    return refused(
      'Setting this access control is not permitted for a standard definition.',
      'ADMIN_ACCESS_INPUT_NOT_ALLOWED',
      ['access'],
    );
  return { createdDefinition: context.store.definitions.enable(template), userErrors: [] };
}

interface DefinitionInput {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly description?: string | null;
}

export function metafieldDefinitionCreate(args: Arguments, context: AdminContext) {
  // The schema has given the input this shape.
  const input = args.definition as DefinitionInput;
  requireOwnerScope(input.ownerType, context);
  const namespace = context.store.metafields.resolveNamespace(input.namespace ?? '$app');
  if (context.store.definitions.findByOwnerType(input.ownerType, namespace, input.key))
    return {
      createdDefinition: null,
      userErrors: [
        userError(
          ['definition', 'key'],
          `Key is in use for ${input.ownerType} metafields on the '${namespace}' namespace.`,
          'TAKEN',
        ),
      ],
    };
  const { ownerType, key, type, name, description = null } = input;
  return {
    createdDefinition: context.store.definitions.enable({
      ownerType,
      namespace,
      key,
      type,
      name,
      description,
    }),
    userErrors: [],
  };
}

export const definitionResolvers = {
  id: (definition: MetafieldDefinition) => gid('MetafieldDefinition', definition.id),
  name: (definition: MetafieldDefinition) => definition.name,
  namespace: (definition: MetafieldDefinition) => definition.namespace,
  key: (definition: MetafieldDefinition) => definition.key,
  description: (definition: MetafieldDefinition) => definition.description,
  ownerType: (definition: MetafieldDefinition) => definition.ownerType,
  type: ({ type }: MetafieldDefinition) => ({ name: type, category: categoryOf(type) }),
  access: ({ namespace }: MetafieldDefinition) => ({
    admin: /^app--/.test(namespace) ? 'MERCHANT_READ' : 'PUBLIC_READ_WRITE',
    customerAccount: 'NONE',
    storefront: 'NONE',
  }),
};

function categoryOf(type: string): string {
  if (type.startsWith('date')) return 'DATE_TIME';
  if (type.startsWith('number')) return 'NUMBER';
  if (type.includes('text')) return 'TEXT';
  return type.toUpperCase();
}

const OWNER_TYPENAMES: Readonly<Record<string, string>> = {
  CUSTOMER: 'Customer',
  ORDER: 'Order',
  PRODUCT: 'Product',
};

function requireOwnerScope(ownerType: string, context: AdminContext): void {
  const scope = scopeFor('write', OWNER_TYPENAMES[ownerType] ?? '');
  if (scope) requireScope(context, scope, 'metafieldDefinitionCreate');
}
