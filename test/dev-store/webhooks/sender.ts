/**
 * Sends webhooks as Shopify does: signed, answered within five seconds or counted as failed, tried again eight times
 * over four hours of the dev store's clock with the very same body. Tests can hold deliveries back, let them out in
 * another order, lose them or send them twice.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { Instant } from '../../../admin-app/core/time.ts';
import type { AppConfig } from '../app-config.ts';
import type { Schedule } from '../schedule.ts';

const ANSWER_WITHIN_MS = 5_000;
const MINUTE_MS = 60_000;
/** Gaps between the tries, growing, four hours together. */
export const RETRY_GAPS_MS = [1, 2, 5, 12, 25, 45, 65, 85].map((minutes) => minutes * MINUTE_MS);
/** How many are under way at the same time. */
const PARALLEL = 8;
/** How many ended deliveries are remembered. */
const REMEMBERED = 5_000;

export interface Attempt {
  readonly at: Instant;
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
}

export type DeliveryState =
  | 'waiting'
  | 'held'
  | 'sending'
  | 'delivered'
  | 'to be retried'
  | 'given up'
  | 'dropped';

export interface Delivery {
  /** X-Shopify-Webhook-Id: the same for every try. */
  readonly webhookId: string;
  readonly eventId: string;
  readonly shop: string;
  readonly topic: string;
  readonly url: string;
  readonly body: string;
  readonly triggeredAt: Instant;
  readonly name: string | null;
  readonly state: DeliveryState;
  readonly attempts: readonly Attempt[];
}

export interface SenderSettings {
  readonly appUrl: string;
  readonly apiSecret: string;
  readonly config: AppConfig;
  readonly now: () => Instant;
  readonly schedule: Schedule;
}

type Order = 'first come' | 'reversed';

export class WebhookSender {
  readonly #settings: SenderSettings;
  readonly #deliveries = new Map<string, Delivery>();
  readonly #queue: string[] = [];
  readonly #idleListeners = new Set<() => void>();
  readonly #drops: (string | null)[] = [];
  #held = false;
  #twice = false;
  #sending = 0;
  #stopped = false;

  constructor(settings: SenderSettings) {
    this.#settings = settings;
  }

  /** Sends a message to every subscription of its topic; a topic without one is not sent. */
  send(shop: string, topic: string, payload: object): void {
    const eventId = randomUUID();
    const body = JSON.stringify(payload);
    for (const subscription of this.#settings.config.subscriptions) {
      if (subscription.topic !== topic) continue;
      const delivery: Delivery = {
        webhookId: randomUUID(),
        eventId,
        shop,
        topic,
        url: new URL(subscription.uri, this.#settings.appUrl).href,
        body,
        triggeredAt: this.#settings.now(),
        name: subscription.name,
        state: this.#held ? 'held' : 'waiting',
        attempts: [],
      };
      this.#remember(delivery);
      this.#enter(delivery);
    }
  }

  /** Newest last. */
  deliveries(topic?: string): readonly Delivery[] {
    const all = [...this.#deliveries.values()];
    return topic === undefined ? all : all.filter((one) => one.topic === topic);
  }

  /** Whether deliveries wait for `release`. */
  get holds(): boolean {
    return this.#held;
  }

  /** Whether every delivery is sent twice. */
  get deliversTwice(): boolean {
    return this.#twice;
  }

  /** From now on deliveries wait for `release`. */
  hold(): void {
    this.#held = true;
  }

  /** Lets held deliveries out one after another, in the order of their events or in the opposite one. */
  release(order: Order = 'first come'): void {
    this.#held = false;
    const held = this.deliveries().filter((one) => one.state === 'held');
    for (const { webhookId } of held) this.#update(webhookId, { state: 'waiting' });
    void this.#deliverInTurn(order === 'reversed' ? held.reverse() : held);
  }

  /** From now on every delivery is sent twice, also when the first one succeeded. */
  deliverTwice(on: boolean): void {
    this.#twice = on;
  }

  /** The next delivery (of this topic) is lost for good. */
  dropNext(topic: string | null = null): void {
    this.#drops.push(topic);
  }

  /** Sends a delivery again as it was. Throws when it is not known. */
  redeliver(webhookId: string): void {
    if (!this.#deliveries.has(webhookId)) throw new Error(`There is no delivery ${webhookId}`);
    this.#queue.push(webhookId);
    this.#pump();
  }

  /** Resolves when nothing waits to be sent now; retries that lie ahead and held deliveries do not count. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#idleListeners.add(resolve));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#queue.length = 0;
    await this.idle();
  }

  #enter(delivery: Delivery): void {
    const dropped = this.#drops.findIndex((topic) => topic === null || topic === delivery.topic);
    if (dropped >= 0) {
      this.#drops.splice(dropped, 1);
      this.#update(delivery.webhookId, { state: 'dropped' });
      return;
    }
    if (delivery.state === 'held') return;
    this.#queue.push(delivery.webhookId);
    this.#pump();
  }

  #pump(): void {
    while (!this.#stopped && this.#sending < PARALLEL) {
      const webhookId = this.#queue.shift();
      if (webhookId === undefined) break;
      this.#sending++;
      void this.#deliver(webhookId).finally(() => {
        this.#sending--;
        this.#pump();
        this.#announceIdle();
      });
    }
    this.#announceIdle();
  }

  /** Deliveries that are under way together may overtake each other; these do not. */
  async #deliverInTurn(deliveries: readonly Delivery[]): Promise<void> {
    this.#sending++;
    for (const { webhookId } of deliveries) if (!this.#stopped) await this.#deliver(webhookId);
    this.#sending--;
    this.#pump();
  }

  async #deliver(webhookId: string): Promise<void> {
    const delivery = this.#deliveries.get(webhookId);
    if (!delivery) return;
    this.#update(webhookId, { state: 'sending' });
    const attempt = await this.#attempt(delivery);
    if (this.#twice) await this.#attempt(delivery);
    const attempts = [...delivery.attempts, attempt];
    const delivered = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    const gap = RETRY_GAPS_MS[attempts.length - 1];
    if (delivered) this.#update(webhookId, { attempts, state: 'delivered' });
    else if (gap === undefined) this.#update(webhookId, { attempts, state: 'given up' });
    else {
      this.#update(webhookId, { attempts, state: 'to be retried' });
      this.#settings.schedule.at(this.#settings.now() + gap, () => this.redeliver(webhookId));
    }
  }

  async #attempt(delivery: Delivery): Promise<Attempt> {
    const at = this.#settings.now();
    try {
      const response = await fetch(delivery.url, {
        method: 'POST',
        headers: this.#headersOf(delivery),
        body: delivery.body,
        // A redirect is a failure, not a place to go.
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await response.arrayBuffer();
      return { at, status: response.status, error: null };
    } catch (error) {
      return { at, status: null, error: describeFailure(error) };
    }
  }

  #headersOf(delivery: Delivery): Record<string, string> {
    const { apiSecret, config } = this.#settings;
    return {
      'Content-Type': 'application/json',
      'User-Agent': 'Shopify-Captain-Hook',
      'X-Shopify-Topic': delivery.topic,
      'X-Shopify-Hmac-Sha256': createHmac('sha256', apiSecret)
        .update(delivery.body)
        .digest('base64'),
      'X-Shopify-Shop-Domain': delivery.shop,
      'X-Shopify-API-Version': config.webhookApiVersion,
      'X-Shopify-Webhook-Id': delivery.webhookId,
      'X-Shopify-Event-Id': delivery.eventId,
      'X-Shopify-Triggered-At': new Date(delivery.triggeredAt).toISOString(),
      ...(delivery.name === null ? {} : { 'X-Shopify-Name': delivery.name }),
    };
  }

  #remember(delivery: Delivery): void {
    this.#deliveries.set(delivery.webhookId, delivery);
    if (this.#deliveries.size <= REMEMBERED) return;
    for (const [webhookId, { state }] of this.#deliveries) {
      if (state !== 'delivered' && state !== 'dropped' && state !== 'given up') continue;
      this.#deliveries.delete(webhookId);
      return;
    }
  }

  #update(webhookId: string, change: Partial<Delivery>): void {
    const delivery = this.#deliveries.get(webhookId);
    if (delivery) this.#deliveries.set(webhookId, { ...delivery, ...change });
  }

  #isIdle(): boolean {
    return this.#sending === 0 && (this.#queue.length === 0 || this.#stopped);
  }

  #announceIdle(): void {
    if (!this.#isIdle()) return;
    for (const resolve of this.#idleListeners) resolve();
    this.#idleListeners.clear();
  }
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error.name === 'TimeoutError'
    ? `no answer within ${ANSWER_WITHIN_MS / 1000} s`
    : `${error.message}${cause}`;
}
