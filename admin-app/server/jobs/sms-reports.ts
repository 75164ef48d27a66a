/**
 * What the SMS provider tells us. Every word of it is checked against the token of the account that it speaks for:
 * anybody can call our addresses.
 */
import { toE164 } from '../../core/consent/phone.ts';
import type { Instant } from '../../core/time.ts';
import type { SmsAccount } from '../channels/sms.ts';
import type * as SmsWebhooks from '../channels/sms-webhooks.ts';
import type { Clock } from '../clock.ts';
import type * as Activities from '../database/activities.ts';
import type * as SendPlaces from '../database/send-places.ts';
import type * as SendsInFlight from '../database/sends-in-flight.ts';
import type * as Suppressions from '../database/suppressions.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface SmsReportsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly listShops: () => Promise<readonly { readonly shopId: number }[]>;
  readonly store: Pick<typeof SendPlaces, 'readReactedSend'> &
    Pick<typeof SendsInFlight, 'confirmSend'> &
    Pick<typeof Activities, 'insertActivities'> &
    Pick<typeof Suppressions, 'suppress' | 'withdrawConsent' | 'readCustomersByPhone'>;
  readonly webhooks: typeof SmsWebhooks;
  readonly accounts: {
    /** The shop's own, else the server's; null without any. */
    smsOf(tx: ShopTransaction): Promise<SmsAccount | null>;
    ownAccount(tx: ShopTransaction, provider: 'sms'): Promise<SmsAccount | null>;
  };
  /** For shops without one of their own; null without any. */
  readonly serverAccount: SmsAccount | null;
}

/** As it came in; `url` is the address that the provider called. */
export interface SmsWebhook {
  readonly url: string;
  readonly form: URLSearchParams;
  readonly signature: string;
}

export interface SmsReports {
  /** What became of a send. False when the provider did not say it. */
  status(
    place: { readonly shopId: number; readonly sendId: number },
    webhook: SmsWebhook,
  ): Promise<boolean>;
  /** A message to the number of a shop's own account, or (null) to the server's. False when it is not signed. */
  inbound(shopId: number | null, webhook: SmsWebhook): Promise<boolean>;
}

export function createSmsReports(deps: SmsReportsDeps): SmsReports {
  const { inShop, webhooks, accounts, serverAccount } = deps;
  const isSignedBy = (account: SmsAccount | null, webhook: SmsWebhook) =>
    account !== null && webhooks.isSmsWebhookSigned(webhook, account.authToken);

  return {
    status: ({ shopId, sendId }, webhook) =>
      inShop(shopId, async (tx) => {
        if (!isSignedBy(await accounts.smsOf(tx), webhook)) return false;
        const report = webhooks.readSmsStatus(webhook.form);
        if (report) await noteStatus(deps, tx, sendId, report);
        return true;
      }),

    async inbound(shopId, webhook) {
      const message = webhooks.readInboundSms(webhook.form);
      if (shopId !== null) {
        return await inShop(shopId, async (tx) => {
          if (!isSignedBy(await accounts.ownAccount(tx, 'sms'), webhook)) return false;
          if (message) await noteInbound(deps, tx, message);
          return true;
        });
      }
      if (!isSignedBy(serverAccount, webhook)) return false;
      // Shops that share a number share what is said to it.
      for (const shop of message ? await deps.listShops() : []) {
        await inShop(shop.shopId, async (tx) => {
          if (message && (await accounts.ownAccount(tx, 'sms')) === null) {
            await noteInbound(deps, tx, message);
          }
        });
      }
      return true;
    },
  };
}

async function noteStatus(
  { clock, store, webhooks }: SmsReportsDeps,
  tx: ShopTransaction,
  sendId: number,
  report: SmsWebhooks.SmsStatusReport,
): Promise<void> {
  const send = await store.readReactedSend(tx, sendId);
  if (send?.channel !== 'sms') return;
  const at = clock.now();
  const { status, providerId, errorCode } = report;
  const arrived = status === 'sent' || status === 'delivered';
  // Nobody knew whether it had gone; now somebody does.
  if (arrived) await store.confirmSend(tx, { sendId, providerId, at });
  if (send.gone || status === 'sent') return;
  const { customerId, scenarioId, address } = send;
  await store.insertActivities(tx, [
    {
      ...{ customerId, at, scenarioId, sendId },
      channel: 'sms',
      kind: arrived ? 'delivered' : 'bounced',
      // Told by the network, not done by the customer.
      byMachine: arrived,
      details: arrived
        ? {}
        : { reason: `not delivered${errorCode === null ? '' : ` (${errorCode})`}` },
      sourceKey: `send ${sendId} ${arrived ? 'delivered' : 'bounced'}`,
    },
  ]);
  if (!arrived && webhooks.isBadNumber(report) && address !== null) {
    await store.suppress(tx, { channel: 'sms', address, reason: 'bounced', at, sendId });
  }
}

async function noteInbound(
  { clock, store }: SmsReportsDeps,
  tx: ShopTransaction,
  message: SmsWebhooks.InboundSms,
): Promise<void> {
  const phone = toE164(message.from);
  if (phone === null) return;
  const at = clock.now();
  const customerIds = await store.readCustomersByPhone(tx, phone);
  if (message.wantsToStop) await stop(store, tx, { phone, customerIds, at });
  const kind = message.wantsToStop ? 'unsubscribed' : 'replied';
  await store.insertActivities(
    tx,
    customerIds.map((customerId) => ({
      ...{ customerId, at, kind },
      channel: 'sms',
      details: { label: message.text.slice(0, 500) },
      sourceKey: `sms ${message.providerId} of ${customerId}`,
    })),
  );
}

/** Also for a number that no customer has (any more): it stays said. */
async function stop(
  store: SmsReportsDeps['store'],
  tx: ShopTransaction,
  {
    phone,
    customerIds,
    at,
  }: { readonly phone: string; readonly customerIds: readonly number[]; readonly at: Instant },
): Promise<void> {
  const reason = 'unsubscribed';
  await store.suppress(tx, { channel: 'sms', address: phone, reason, at, sendId: null });
  for (const customerId of customerIds) await store.withdrawConsent(tx, customerId, 'sms', at);
}
