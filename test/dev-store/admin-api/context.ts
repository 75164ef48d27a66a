/** What every resolver of the Admin API may use: one shop, the app in it, and its bulk operations. */
import { GraphQLError } from 'graphql';
import type { BulkOperations } from '../bulk/operations.ts';
import type { Installation } from '../installation.ts';
import type { AppCredentials } from '../session-token.ts';
import type { Store } from '../store.ts';

export interface AdminContext {
  readonly store: Store;
  readonly installation: Installation;
  readonly bulk: BulkOperations;
  readonly app: AppCredentials & { readonly appUrl: string };
  /** How long a change stays unseen by searches. */
  readonly searchLagMs: number;
  /** Search fields that do not exist, for the answer's warnings; filled while resolving. */
  readonly searchWarnings: SearchWarning[];
}

export interface SearchWarning {
  readonly query: string;
  readonly fields: readonly string[];
}

export type Arguments = Readonly<Record<string, unknown>>;

/** Throws what Shopify answers when a scope is missing. */
export function requireScope(context: AdminContext, scope: string, field: string): void {
  if (context.installation.hasScope(scope)) return;
  throw new GraphQLError(
    `Access denied for ${field} field. Required access: \`${scope}\` access scope.`,
    {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
      },
    },
  );
}
