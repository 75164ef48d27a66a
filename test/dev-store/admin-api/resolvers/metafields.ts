/** Metafields of an owner, one by one and as a list. */
import { compareDigest } from '../../metafields.ts';
import { gid, type Metafield, parseGid } from '../../model.ts';
import { type Connection, connect } from '../connection.ts';
import type { AdminContext, Arguments } from '../context.ts';
import { pageArguments } from './lists.ts';

/** The two metafield fields of everything that can have them. */
export function metafieldFields<Owner>(ownerGid: (owner: Owner, context: AdminContext) => string) {
  return {
    metafield: (owner: Owner, args: Arguments, context: AdminContext) =>
      context.store.metafields.get(
        ownerGid(owner, context),
        String(args.namespace ?? '$app'),
        String(args.key),
      ) ?? null,
    metafields: (owner: Owner, args: Arguments, context: AdminContext) =>
      metafieldList(ownerGid(owner, context), args, context),
  };
}

function metafieldList(
  owner: string,
  args: Arguments,
  { store }: AdminContext,
): Connection<Metafield> {
  const namespace =
    typeof args.namespace === 'string' ? store.metafields.resolveNamespace(args.namespace) : null;
  const keys = Array.isArray(args.keys) ? new Set(args.keys.map(String)) : null;
  const found = store.metafields
    .of(owner)
    .filter((one) => namespace === null || one.namespace === namespace)
    // A key may be given alone or with its namespace in front.
    .filter((one) => !keys || keys.has(one.key) || keys.has(`${one.namespace}.${one.key}`));
  const byId = { value: (one: Metafield) => one.id, id: (one: Metafield) => one.id };
  return connect(found, byId, pageArguments(args));
}

export const metafieldResolvers = {
  id: (one: Metafield) => gid('Metafield', one.id),
  legacyResourceId: (one: Metafield) => one.id,
  compareDigest,
  createdAt: (one: Metafield) => one.createdAt,
  updatedAt: (one: Metafield) => one.updatedAt,
  namespace: (one: Metafield) => one.namespace,
  key: (one: Metafield) => one.key,
  type: (one: Metafield) => one.type,
  value: (one: Metafield) => one.value,
  jsonValue: (one: Metafield) => jsonValue(one),
  sizeInBytes: (one: Metafield) => Buffer.byteLength(one.value),
  ownerType: (one: Metafield) => ownerType(one.owner),
};

const OWNER_TYPES: Readonly<Record<string, string>> = {
  Customer: 'CUSTOMER',
  Order: 'ORDER',
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCTVARIANT',
  Shop: 'SHOP',
  AppInstallation: 'API_PERMISSION',
};

/** The enum name of an owner's kind. */
export function ownerType(owner: string): string {
  return OWNER_TYPES[parseGid(owner)?.type ?? ''] ?? 'SHOP';
}

/** JSON for structured and numeric types, text for the others. */
function jsonValue({ type, value }: Metafield): unknown {
  const isText = /text|date|url|color|reference|^id$/.test(type) && !type.startsWith('list.');
  return isText ? value : JSON.parse(value);
}
