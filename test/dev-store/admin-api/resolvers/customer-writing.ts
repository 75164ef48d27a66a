/** Tags and consent. */
import { gid, parseGid } from '../../model.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import { findNode, findNodeSource, scopeFor } from './owners.ts';
import { userError } from './user-errors.ts';

/** `tagsAdd` and `tagsRemove` on customers and orders. */
export function changeTags(change: 'tagsAdd' | 'tagsRemove') {
  return (args: Arguments, context: AdminContext) => {
    const id = String(args.id);
    // The schema has checked that these are strings.
    const tags = args.tags as readonly string[];
    const parsed = parseGid(id);
    const scope = scopeFor('write', parsed?.type ?? '');
    if (scope) requireScope(context, scope, change);
    const found = findNode(context, id);
    if (!parsed || !found)
      return {
        node: null,
        userErrors: [userError(['id'], `${parsed?.type ?? 'Node'} does not exist`)],
      };
    if (parsed.type === 'Customer') {
      if (change === 'tagsAdd') context.store.addTags(parsed.id, tags);
      else context.store.removeTags(parsed.id, tags);
    } else if (parsed.type === 'Order') changeOrderTags(context, parsed.id, tags, change);
    else return { node: null, userErrors: [userError(['id'], `${parsed.type} cannot be tagged`)] };
    return { node: findNodeSource(context, id), userErrors: [] };
  };
}

function changeOrderTags(
  { store }: AdminContext,
  id: number,
  tags: readonly string[],
  change: 'tagsAdd' | 'tagsRemove',
): void {
  const had = store.order(id)?.tags ?? [];
  const next = change === 'tagsAdd' ? [...had, ...tags] : had.filter((tag) => !tags.includes(tag));
  store.updateOrder(id, { tags: next });
}

interface ConsentInput {
  readonly customerId: string;
  readonly emailMarketingConsent: {
    readonly marketingState: string;
    readonly marketingOptInLevel?: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN' | null;
    readonly consentUpdatedAt?: number | null;
  };
}

export function customerEmailMarketingConsentUpdate(args: Arguments, context: AdminContext) {
  requireScope(context, 'write_customers', 'customerEmailMarketingConsentUpdate');
  // The schema has given the input this shape.
  const { customerId, emailMarketingConsent } = args.input as ConsentInput;
  const refused = (field: readonly string[], message: string, code: string) => ({
    customer: null,
    userErrors: [userError(['input', ...field], message, code)],
  });
  const customer = context.store.customer(parseGid(customerId)?.id ?? 0);
  if (!customer || customerId !== gid('Customer', customer.id))
    return refused(['customerId'], 'Customer not found', 'INVALID');
  const state = emailMarketingConsent.marketingState;
  if (state !== 'SUBSCRIBED' && state !== 'UNSUBSCRIBED' && state !== 'PENDING')
    return refused(
      ['emailMarketingConsent', 'marketingState'],
      `Cannot specify ${state} as a marketing state input`,
      'INVALID',
    );
  if (customer.email === null)
    return refused(
      ['emailMarketingConsent'],
      'An email address is required to set email marketing consent',
      'INVALID',
    );
  const updated = context.store.setEmailConsent(customer.id, {
    state,
    optInLevel: emailMarketingConsent.marketingOptInLevel ?? customer.emailConsent.optInLevel,
    updatedAt: emailMarketingConsent.consentUpdatedAt ?? context.store.now(),
  });
  return { customer: updated, userErrors: [] };
}
