/** What a started dev store offers to the demo, to tests and to its own pages. */
import type { Hono } from 'hono';
import type { AppConfig } from './app-config.ts';
import type { BulkOperations } from './bulk/operations.ts';
import type { MovableClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Installation } from './installation.ts';
import type { Store } from './store.ts';
import type { WebhookSender } from './webhooks/sender.ts';

export interface DevStoreOptions {
  /** Where the Admin API and the admin pages listen; 0 or absent takes any free port. */
  readonly port?: number;
  readonly storefrontPort?: number;
  readonly smtpPort?: number;
  /** Where the app listens; webhooks and the embedded frame go there. */
  readonly appUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Same seed, same store. */
  readonly seed?: number;
  readonly customers?: number;
  /** An order log in CSV (or .csv.gz) to make the store from instead of generating one. */
  readonly ordersFile?: string;
  readonly clock?: MovableClock;
  /** Where to keep the store between runs; in memory only when absent. */
  readonly dataFile?: string;
  /** Scopes that the merchant has granted; all of shopify.app.toml including the optional ones when absent. */
  readonly grantedScopes?: readonly string[];
  /** Where sentences for the person at the terminal go; the console when absent. */
  readonly say?: (sentence: string) => void;
  /** About how long a bulk operation takes before its result is there. */
  readonly bulkDelayMs?: number;
  /** How long a change stays unseen by searches; not at all when absent. */
  readonly searchLagMs?: number;
}

export interface ShopOptions {
  readonly domain: string;
  readonly seed?: number;
  readonly customers?: number;
  readonly ordersFile?: string;
  readonly grantedScopes?: readonly string[];
}

export interface DevStore {
  readonly origin: string;
  readonly clock: MovableClock;
  readonly appUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The HTTP side, for parts that add routes. */
  readonly http: Hono;
  /** What shopify.app.toml declares. */
  readonly config: AppConfig;
  /** Deliveries to the app, and the ways to disturb them. */
  readonly webhooks: WebhookSender;
  /** What tests can make go wrong. */
  readonly faults: Faults;
  /** A shop's store; the first one without an argument. Throws for an unknown domain. */
  shop(domain?: string): Store;
  shops(): readonly Store[];
  /** Puts another shop beside the first; filled like the first unless the options say otherwise. */
  addShop(options: ShopOptions): Promise<Store>;
  /** The app as installed in a shop; the first one without an argument. */
  installation(domain?: string): Installation;
  bulkOperations(domain?: string): BulkOperations;
  /** A customer asks what is known about them: customers/data_request. */
  requestCustomerData(customerId: number, domain?: string): void;
  /** A customer asks to be forgotten: customers/redact, ten days later or more. */
  requestCustomerErasure(customerId: number, domain?: string): void;
  launchUrl(domain?: string, path?: string, locale?: string): string;
  sessionToken(domain?: string, userId?: number): string;
  stop(): Promise<void>;
}

/** Something that joins a dev store when it starts, such as its pages; returns how to stop it. */
export type DevStorePart = (
  devStore: DevStore,
  options: DevStoreOptions,
) => Promise<{ stop(): Promise<void> }>;
