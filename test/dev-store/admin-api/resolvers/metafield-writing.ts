/** `metafieldsSet` and `metafieldsDelete`: everything is checked first, then all is written or nothing. */

import { APP_ID } from '../../app-id.ts';
import { compareDigest } from '../../metafields.ts';
import { parseGid } from '../../model.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import { valueProblem } from './metafield-values.ts';
import { findNode, scopeFor } from './owners.ts';
import { type UserError, userError } from './user-errors.ts';

const MAX_METAFIELDS = 25;

interface MetafieldInput {
  readonly ownerId: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type?: string | null;
  readonly value: string;
  readonly compareDigest?: string | null;
}

export function metafieldsSet(args: Arguments, context: AdminContext) {
  // The schema has given every element this shape.
  const inputs = args.metafields as readonly MetafieldInput[];
  if (inputs.length > MAX_METAFIELDS)
    return refused([
      userError(
        ['metafields'],
        `Exceeded the maximum metafields input limit of ${MAX_METAFIELDS}.`,
        'LESS_THAN_OR_EQUAL_TO',
      ),
    ]);
  const errors = inputs.flatMap((input, index) => problemsOf(input, index, context));
  if (errors.length > 0) return refused(errors);
  const drafts = inputs.map((input) => ({
    owner: input.ownerId,
    namespace: input.namespace ?? '$app',
    key: input.key,
    type: typeOf(input, context) ?? '',
    value: input.value,
  }));
  return { metafields: context.store.metafields.set(drafts), userErrors: [] };
}

export function metafieldsDelete(args: Arguments, context: AdminContext) {
  // The schema has given every element this shape.
  const inputs = args.metafields as readonly Required<
    Pick<MetafieldInput, 'ownerId' | 'key'> & { namespace: string }
  >[];
  for (const { ownerId } of inputs) requireWriteScope(ownerId, context);
  const deletedMetafields = inputs.map(({ ownerId, namespace, key }) =>
    context.store.metafields.delete(ownerId, namespace, key)
      ? { ownerId, namespace: context.store.metafields.resolveNamespace(namespace), key }
      : null,
  );
  return { deletedMetafields, userErrors: [] };
}

function refused(userErrors: readonly UserError[]) {
  return { metafields: null, userErrors };
}

function problemsOf(
  input: MetafieldInput,
  index: number,
  context: AdminContext,
): readonly UserError[] {
  const at = (field: readonly string[], message: string, code: string) => [
    { ...userError(['metafields', String(index), ...field], message, code), elementIndex: null },
  ];
  requireWriteScope(input.ownerId, context);
  if (!findNode(context, input.ownerId))
    return at(['ownerId'], 'Owner does not exist.', 'INVALID_VALUE');
  const namespace = context.store.metafields.resolveNamespace(input.namespace ?? '$app');
  if (!/^[\w-]{3,255}$/.test(namespace))
    return at(['namespace'], 'Namespace must be 3 to 255 letters, digits, _ or -.', 'INVALID');
  if (!/^[\w-]{2,64}$/.test(input.key))
    return at(['key'], 'Key must be 2 to 64 letters, digits, _ or -.', 'INVALID');
  if (/^app--\d+/.test(namespace) && !isOwnNamespace(namespace))
    return at(
      [],
      'Access to this namespace and key on Metafields for this resource type is not allowed.',
      'APP_NOT_AUTHORIZED',
    );
  const type = typeOf(input, context);
  if (!type) return at(['type'], "Type can't be blank", 'BLANK');
  const problem = valueProblem(type, input.value);
  if (problem) return at(['value'], problem.message, problem.code);
  const existing = context.store.metafields.get(input.ownerId, namespace, input.key);
  if (isStale(input, existing ? compareDigest(existing) : null))
    return at([], 'The resource has been updated since it was loaded.', 'STALE_OBJECT');
  return [];
}

/** A conditional write: a digest must be the present one, an explicit null means that nothing may be there. */
function isStale(input: MetafieldInput, present: string | null): boolean {
  if (input.compareDigest === undefined) return false;
  return input.compareDigest !== present;
}

/** The given type, else the one that is known from a definition or from the value that is there. */
function typeOf(input: MetafieldInput, { store }: AdminContext): string | null {
  if (input.type) return input.type;
  const namespace = store.metafields.resolveNamespace(input.namespace ?? '$app');
  const owner = parseGid(input.ownerId)?.type ?? '';
  return (
    store.definitions.find(owner, namespace, input.key)?.type ??
    store.metafields.get(input.ownerId, namespace, input.key)?.type ??
    null
  );
}

function isOwnNamespace(namespace: string): boolean {
  return namespace === `app--${APP_ID}` || namespace.startsWith(`app--${APP_ID}--`);
}

function requireWriteScope(ownerId: string, context: AdminContext): void {
  const scope = scopeFor('write', parseGid(ownerId)?.type ?? '');
  if (scope) requireScope(context, scope, 'metafieldsSet');
}
