import { Hono } from 'hono';
import { type SenderDomainView, senderDomainQuestion } from '../../contract/sender-domain.ts';
import {
  domainOf,
  isFreeMailbox,
  isSound,
  judgeSenderDomain,
  USUAL_SELECTORS,
} from '../../core/message/sender-domain.ts';
import type { DomainRecords } from '../channels/domain-records.ts';
import type { Clock } from '../clock.ts';
import type { SenderCheck, ShopSettings } from '../database/set-up.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { parseQuery } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface SenderDomainRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly noteSenderCheck: (tx: ShopTransaction, check: SenderCheck) => Promise<void>;
  readonly records: Pick<DomainRecords, 'read'>;
}

export function senderDomainRoutes(deps: SenderDomainRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const { selector } = parseQuery(c, senderDomainQuestion);
    const { shopId } = c.get('shop');
    const settings = await deps.inShop(shopId, deps.readSettings);
    const domain = settings && domainOf(settings.senderEmail);
    if (!domain) {
      return c.json<SenderDomainView>({ domain: null, freeMailbox: false, report: null });
    }
    const freeMailbox = isFreeMailbox(domain);
    const records = freeMailbox
      ? null
      : await deps.records.read(domain, selector ? [selector] : USUAL_SELECTORS);
    const report = records && judgeSenderDomain(records);
    if (report) {
      const check = { domain, sound: isSound(report), at: deps.clock.now() };
      await deps.inShop(shopId, (tx) => deps.noteSenderCheck(tx, check));
    }
    return c.json<SenderDomainView>({ domain, freeMailbox, report });
  });

  return routes;
}
