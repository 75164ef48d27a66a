/** What a page begins with, asked for while the page's script is still on its way. */
import { type PageAddress, pageAddressAt } from '../contract/pages.ts';
import { type Api, queryString } from './api.ts';

/** Of pages whose script comes later, and whose first answer depends on nothing but their address. */
const BEGINS_WITH: Partial<Readonly<Record<PageAddress, string>>> = {
  '/customers/append': '/api/append',
  '/customers/inactive': '/api/inactive',
  '/customers/retention': '/api/retention',
  '/customers/:id': '/api/customers/:id',
  '/predictions': '/api/predictions',
  '/scenarios': '/api/scenarios',
  '/scenarios/:id': '/api/scenarios/:id',
  '/campaigns': '/api/campaigns',
  '/campaigns/:id': '/api/campaigns/:id',
  '/calendar': '/api/calendar',
  '/on-site': '/api/onsite-messages',
  '/settings': '/api/settings',
  '/settings/audiences': '/api/audiences',
  '/settings/channels': '/api/channels',
  '/settings/data': '/api/data',
  '/settings/languages': '/api/settings/languages',
  '/settings/priorities': '/api/settings/priorities',
  '/settings/tiers': '/api/tiers',
};

/** A page that asks later than this wants to know what is true now. */
const FRESH_MS = 10_000;

/** The server, asked at once for what the page at `path` begins with; the page takes that answer over, once. */
export function askAhead(api: Api, path: string): Api {
  const expected = beginningOf(path);
  if (expected === null) return api;
  let ahead: Promise<unknown> | null = api.get(expected);
  // The page that takes it over says what failed.
  ahead.catch(() => {});
  setTimeout(() => {
    ahead = null;
  }, FRESH_MS);
  return {
    ...api,
    get: <Answer>(...request: Parameters<Api['get']>) => {
      const [asked, query = {}] = request;
      if (ahead === null || asked + queryString(query) !== expected) return api.get(...request);
      const answer = ahead;
      ahead = null;
      // One path always has the same type of answer.
      return answer as Promise<Answer>;
    },
  };
}

function beginningOf(path: string): string | null {
  const address = pageAddressAt(path);
  const [, , id = ''] = path.split('/');
  return (address && BEGINS_WITH[address]?.replace(':id', id)) ?? null;
}
