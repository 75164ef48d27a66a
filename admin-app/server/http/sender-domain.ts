import { Hono } from 'hono';
import { type SenderDomainView, senderDomainQuestion } from '../../contract/sender-domain.ts';
import {
  domainOf,
  isFreeMailbox,
  judgeSenderDomain,
  USUAL_SELECTORS,
} from '../../core/message/sender-domain.ts';
import type { DomainRecords } from '../channels/domain-records.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseQuery } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface SenderDomainRoutesDeps {
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly records: DomainRecords;
}

export function senderDomainRoutes(deps: SenderDomainRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const { selector } = parseQuery(c, senderDomainQuestion);
    const settings = await deps.inShop(c.get('shop').shopId, deps.readSettings);
    const domain = settings && domainOf(settings.senderEmail);
    if (!domain) {
      return c.json<SenderDomainView>({ domain: null, freeMailbox: false, report: null });
    }
    const freeMailbox = isFreeMailbox(domain);
    const records = freeMailbox
      ? null
      : await deps.records.read(domain, selector ? [selector] : USUAL_SELECTORS);
    const report = records && judgeSenderDomain(records);
    return c.json<SenderDomainView>({ domain, freeMailbox, report });
  });

  return routes;
}
