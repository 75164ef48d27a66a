/** The environment, read once into typed configuration. Each refusal names the variable and what would be right. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** As in shopify.app.toml; without these nothing works. */
export const REQUIRED_SCOPES = [
  'read_customer_events',
  'read_orders',
  'read_products',
  'write_app_proxy',
  'write_customers',
  'write_discounts',
  'write_pixels',
] as const;

export interface Config {
  readonly shopify: {
    readonly apiKey: string;
    readonly apiSecret: string;
    /** The secret before the last rotation; webhooks may be signed with it for an hour. */
    readonly oldApiSecret: string | null;
  };
  /** Where browsers and Shopify reach this server; no path, no trailing slash. */
  readonly publicUrl: URL;
  readonly port: number;
  /** Null: the Postgres that comes with Rondo, in `dataFolder`. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  /** Null: e-mail is not set up, sends are blocked and say so. */
  readonly smtpUrl: string | null;
  /** 32 bytes that seal access tokens and sign links. */
  readonly secretKey: Buffer;
  /** Share of a processor's worth of background jobs at a time. */
  readonly backgroundJobs: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws ConfigError for the first variable that is missing or wrong. */
export function readConfig(environment: Environment): Config {
  const publicUrl = readPublicUrl(required(environment, 'HOST', 'the https address of this app'));
  const dataFolder = resolve(environment.RONDO_DATA || '.rondo');
  return {
    shopify: {
      apiKey: required(environment, 'SHOPIFY_API_KEY', 'the client id of your app'),
      apiSecret: required(environment, 'SHOPIFY_API_SECRET', 'the client secret of your app'),
      oldApiSecret: environment.SHOPIFY_API_SECRET_OLD || null,
    },
    publicUrl,
    port: readPort(environment.PORT ?? '4020'),
    databaseUrl: environment.DATABASE_URL || null,
    dataFolder,
    smtpUrl: environment.SMTP_URL || null,
    secretKey: readSecretKey(environment.RONDO_SECRET_KEY, dataFolder),
    backgroundJobs: 2,
  };
}

function required(environment: Environment, name: string, meaning: string): string {
  const value = environment[name];
  if (!value) throw new ConfigError(`${name} is not set; it must hold ${meaning}`);
  return value;
}

function readPublicUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.includes('://') ? text : `https://${text}`);
  } catch {
    throw new ConfigError(
      `HOST is "${text}"; expected an address such as https://rondo.example.com`,
    );
  }
  const local = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw new ConfigError(`HOST is "${text}"; Shopify opens apps over https only`);
  }
  return new URL(url.origin);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new ConfigError(`PORT is "${text}"; expected a number from 0 to 65535`);
}

const KEY_BYTES = 32;

function readSecretKey(text: string | undefined, dataFolder: string): Buffer {
  if (!text) return keptSecretKey(dataFolder);
  const key = Buffer.from(text, 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new ConfigError(
    `RONDO_SECRET_KEY holds ${key.length} bytes; expected ${KEY_BYTES} in base64 (openssl rand -base64 32)`,
  );
}

/** Made on the first start and kept beside the database, so that sealed tokens stay readable. */
function keptSecretKey(dataFolder: string): Buffer {
  const path = join(dataFolder, 'secret-key');
  mkdirSync(dataFolder, { recursive: true });
  try {
    // `wx` never overwrites: of two processes starting at once, both end up with the first one's key.
    writeFileSync(path, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return Buffer.from(readFileSync(path, 'utf8'), 'base64');
}
