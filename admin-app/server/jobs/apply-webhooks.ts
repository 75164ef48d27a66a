/**
 * Applies stored webhooks, oldest cause first, each in a transaction with the note that it is applied: a killed process
 * leaves it waiting or done, never half. One that cannot be applied does not hold up the others.
 */
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Problems from '../database/sync-problems.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type * as Deliveries from '../database/webhook-deliveries.ts';
import { isNamed, isRefusedValue } from '../named-error.ts';
import type { StoreEvent } from '../shopify/store-event.ts';
import type { entityOfWebhook, readWebhook } from '../shopify/webhook-payloads.ts';
import type { isWebhookTopic } from '../shopify/webhook-topics.ts';
import type { ApplyStoreEvent } from './apply-store-event.ts';
import type { CompleteCustomers } from './complete-customers.ts';

type WaitingDelivery = Deliveries.WaitingDelivery;

export interface ApplyWebhooksDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof Deliveries, 'claimDelivery' | 'deliveryApplied' | 'deliveryFailed'> &
    Pick<typeof Problems, 'insertProblems'>;
  readonly payloads: {
    readonly isWebhookTopic: typeof isWebhookTopic;
    readonly readWebhook: typeof readWebhook;
    readonly entityOfWebhook: typeof entityOfWebhook;
  };
  readonly applyStoreEvent: ApplyStoreEvent;
  readonly completeCustomers: CompleteCustomers;
  /** Deletes the shop with everything; false when it is installed again. Not part of the shop's own transaction. */
  readonly redactShop: (
    shopId: number,
    request: { readonly webhookId: string; readonly triggeredAt: number; readonly at: number },
  ) => Promise<boolean>;
  readonly enqueue: Enqueue;
}

/** With the pauses between them about half a day. */
const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 10_000;

/** What happened to the delivery that was next. */
type Outcome =
  | { readonly kind: 'none left' }
  | { readonly kind: 'applied'; readonly followUps: readonly (() => Promise<void>)[] }
  | { readonly kind: 'redact shop'; readonly delivery: WaitingDelivery };

export function createApplyWebhooks(deps: ApplyWebhooksDeps) {
  const { clock, inShop, store, payloads } = deps;

  return async function applyWebhooks({ shopId }: { shopId: number }): Promise<void> {
    const failed: WaitingDelivery[] = [];
    for (;;) {
      const outcome = await applyNext(shopId, failed);
      if (outcome.kind === 'none left') break;
      if (outcome.kind === 'redact shop') {
        if (await redactShop(shopId, outcome.delivery)) return;
        continue;
      }
      for (const followUp of outcome.followUps) await followUp();
    }
    await tryAgainLater(shopId, failed);
    const rest = await deps.completeCustomers(shopId);
    if (rest === 'more') await deps.enqueue('apply webhooks', { shopId });
  };

  async function tryAgainLater(shopId: number, failed: readonly WaitingDelivery[]): Promise<void> {
    const again = failed.filter(({ attempts }) => attempts + 1 < MOST_ATTEMPTS);
    if (again.length === 0) return;
    const fewest = Math.min(...again.map(({ attempts }) => attempts));
    await deps.enqueue('apply webhooks', { shopId }, { delayMs: FIRST_PAUSE_MS * 4 ** fewest });
  }

  async function applyNext(shopId: number, failed: WaitingDelivery[]): Promise<Outcome> {
    let claimed: WaitingDelivery | undefined;
    try {
      return await inShop(shopId, async (tx) => {
        claimed = await store.claimDelivery(
          tx,
          failed.map(({ webhookId }) => webhookId),
        );
        return claimed ? await applyOne(tx, claimed) : { kind: 'none left' };
      });
    } catch (error) {
      if (!claimed) throw error;
      failed.push(claimed);
      await noteFailure(shopId, claimed, error);
      return { kind: 'applied', followUps: [] };
    }
  }

  async function applyOne(tx: ShopTransaction, delivery: WaitingDelivery): Promise<Outcome> {
    const { webhookId, topic, triggeredAt } = delivery;
    const event = readEvent(delivery);
    if (event instanceof Error) {
      await noteUnreadable(tx, delivery, event);
      return { kind: 'applied', followUps: [] };
    }
    if (event.kind === 'redact shop') return { kind: 'redact shop', delivery };
    const at = clock.now();
    const followUps = await deps.applyStoreEvent(tx, event, { webhookId, topic, triggeredAt, at });
    await store.deliveryApplied(tx, webhookId, at);
    return { kind: 'applied', followUps };
  }

  function readEvent({ topic, body, triggeredAt }: WaitingDelivery): StoreEvent | Error {
    // Subscribed to by an older or newer version of the app; nothing here depends on it.
    if (!payloads.isWebhookTopic(topic)) return { kind: 'nothing' };
    try {
      return payloads.readWebhook(topic, body, triggeredAt);
    } catch (error) {
      if (isNamed(error, 'InvalidRecordError')) return error;
      throw error;
    }
  }

  /** No later try can read it better; what it was about is asked of Shopify instead. */
  async function noteUnreadable(
    tx: ShopTransaction,
    { webhookId, topic, body }: WaitingDelivery,
    error: Error,
  ): Promise<void> {
    await store.deliveryFailed(tx, { webhookId, error: error.message, final: true });
    const entity = payloads.entityOfWebhook(topic, body);
    if (entity === null) return;
    const reason = `Webhook ${topic}: ${error.message}`;
    const problem = { syncId: null, lineNumber: null, reason, line: body, ...entity };
    await store.insertProblems(tx, [problem], clock.now());
  }

  async function noteFailure(
    shopId: number,
    { webhookId, attempts }: WaitingDelivery,
    error: unknown,
  ): Promise<void> {
    const failure = {
      webhookId,
      error: error instanceof Error ? error.message : String(error),
      final: isRefusedValue(error) || attempts + 1 >= MOST_ATTEMPTS,
    };
    await inShop(shopId, (tx) => store.deliveryFailed(tx, failure));
  }

  /** True when the shop is gone, and with it the delivery. */
  async function redactShop(shopId: number, delivery: WaitingDelivery): Promise<boolean> {
    const { webhookId, triggeredAt } = delivery;
    if (await deps.redactShop(shopId, { webhookId, triggeredAt, at: clock.now() })) return true;
    const error = 'The shop has installed the app again since it removed it';
    await inShop(shopId, (tx) => store.deliveryFailed(tx, { webhookId, error, final: true }));
    return false;
  }
}
