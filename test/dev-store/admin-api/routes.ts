/** `POST /admin/api/{version}/graphql.json` of every shop. */
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { Faults } from '../faults.ts';
import type { ShopEntry, Shops } from '../shops.ts';
import type { AdminContext } from './context.ts';
import { executeRequest, type GraphqlRequest } from './execute.ts';

/** The version that is answered, whichever is asked for. */
export const API_VERSION = '2026-10';

export interface AdminApiParts {
  readonly shops: Shops;
  readonly faults: Faults;
  readonly app: AdminContext['app'];
  readonly searchLagMs: number;
}

export function addAdminApiRoutes(http: Hono, parts: AdminApiParts): void {
  http.post('/admin/api/:version/graphql.json', async (context) => {
    context.header('X-Request-Id', randomUUID());
    context.header('X-Shopify-API-Version', API_VERSION);
    const status = parts.faults.takeStatus();
    if (status !== null)
      return context.json({ errors: 'The dev store was asked to fail' }, status as 500);
    const entry = parts.shops.ofRequest(context);
    if (!entry) return context.json({ errors: 'Not Found' }, 404);
    if (!entry.installation.accessToken(context.req.header('x-shopify-access-token') ?? ''))
      return refuseToken(context);
    const request = await readRequest(context);
    if (!request)
      return context.json({ errors: { query: 'Required parameter missing or invalid' } }, 400);
    return context.json(await answer(entry, request, parts));
  });
}

async function answer(
  { store, installation, bulk, bucket }: ShopEntry,
  request: GraphqlRequest,
  { app, faults, searchLagMs }: AdminApiParts,
): Promise<object> {
  const admin: AdminContext = { store, installation, bulk, app, searchLagMs, searchWarnings: [] };
  return await executeRequest(request, admin, { bucket, throttled: faults.takeThrottle() });
}

function refuseToken(context: Context): Response {
  return context.json(
    {
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    },
    401,
  );
}

async function readRequest(context: Context): Promise<GraphqlRequest | null> {
  const body: unknown = await context.req.json().catch(() => null);
  if (typeof body !== 'object' || body === null || !('query' in body)) return null;
  if (typeof body.query !== 'string') return null;
  const variables = 'variables' in body ? body.variables : null;
  const operationName = 'operationName' in body ? body.operationName : null;
  return {
    query: body.query,
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
    operationName: typeof operationName === 'string' ? operationName : null,
  };
}
