/** The environment, read once into typed configuration. Each refusal names the variable and what would be right. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AudienceAccount } from './channels/audience.ts';
import { makeVapidKeys, type VapidKeys } from './channels/push.ts';
import type { SmsAccount } from './channels/sms.ts';

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
  readonly sms: {
    readonly baseUrl: string;
    /** For shops without an account of their own; null: those send no SMS, and say so. */
    readonly account: SmsAccount | null;
  };
  readonly audience: {
    readonly baseUrl: string;
    /** For shops without an account of their own; null: those have files only. */
    readonly account: AudienceAccount | null;
  };
  readonly push: {
    readonly keys: VapidKeys;
    /** Origins of push services besides those of the browsers' makers. */
    readonly furtherServices: readonly string[];
  };
  /** Asked what a sender's domain says of its mail, `address:port`; none: those of the machine. */
  readonly nameServers: readonly string[];
  /** 32 bytes that seal access tokens and sign links. */
  readonly secretKey: Buffer;
  /** Background jobs at a time, of the long ones and of the others each. */
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
    sms: readSms(environment),
    audience: readAudience(environment),
    push: {
      keys: readVapidKeys(environment, dataFolder),
      furtherServices: readOrigins(environment, 'PUSH_SERVICES'),
    },
    nameServers: readNameServers(environment),
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

/** Of a provider; without a trailing slash. Plain http only to this machine. */
function readBaseUrl(environment: Environment, name: string, otherwise: string): string {
  const text = environment[name] || otherwise;
  if (isSecureOrLocal(text)) return text.replace(/\/+$/, '');
  throw new ConfigError(`${name} is "${text}"; expected an address such as ${otherwise}`);
}

function isSecureOrLocal(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const local = hostname === '127.0.0.1' || hostname === 'localhost';
  return (protocol === 'https:' || (protocol === 'http:' && local)) && search === '' && hash === '';
}

function readSms(environment: Environment): Config['sms'] {
  const baseUrl = readBaseUrl(environment, 'SMS_PROVIDER_URL', 'https://api.twilio.com');
  const names = ['SMS_ACCOUNT_SID', 'SMS_AUTH_TOKEN', 'SMS_FROM'] as const;
  const [accountSid, authToken, from] = names.map((name) => environment[name] || null);
  if (accountSid && authToken && from) return { baseUrl, account: { accountSid, authToken, from } };
  const missing = names.find((name) => !environment[name]);
  if (!accountSid && !authToken && !from) return { baseUrl, account: null };
  throw new ConfigError(`${missing} is not set; SMS need all of ${names.join(', ')}, or none`);
}

function readAudience(environment: Environment): Config['audience'] {
  const accessToken = environment.AUDIENCE_ACCESS_TOKEN || null;
  const adAccountId = environment.AUDIENCE_AD_ACCOUNT || null;
  if (adAccountId !== null && !/^act_\d+$/.test(adAccountId)) {
    throw new ConfigError(
      `AUDIENCE_AD_ACCOUNT is "${adAccountId}"; expected one such as act_1234567`,
    );
  }
  return {
    baseUrl: readBaseUrl(environment, 'AUDIENCE_PROVIDER_URL', 'https://graph.facebook.com/v25.0'),
    account: accessToken === null ? null : { accessToken, adAccountId },
  };
}

function readOrigins(environment: Environment, name: string): readonly string[] {
  const texts = (environment[name] ?? '').split(/[\s,]+/).filter((text) => text !== '');
  return texts.map((text) => {
    if (isSecureOrLocal(text)) return new URL(text).origin;
    throw new ConfigError(
      `${name} holds "${text}"; expected addresses such as https://push.example.com`,
    );
  });
}

function readNameServers(environment: Environment): readonly string[] {
  const texts = (environment.DNS_SERVERS ?? '').split(/[\s,]+/).filter((text) => text !== '');
  const wrong = texts.find(
    (text) => !/^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d{1,5})?$/i.test(text),
  );
  if (wrong === undefined) return texts;
  throw new ConfigError(`DNS_SERVERS holds "${wrong}"; expected addresses such as 192.0.2.53:53`);
}

/** Browsers subscribe with the public one: with other keys, everybody would have to subscribe again. */
function readVapidKeys(environment: Environment, dataFolder: string): VapidKeys {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = environment;
  if (!publicKey && !privateKey) return readKeys(keptText(dataFolder, 'vapid-keys', newKeys));
  return readKeys(JSON.stringify({ publicKey: publicKey ?? '', privateKey: privateKey ?? '' }));
}

const newKeys = () => JSON.stringify(makeVapidKeys());

function readKeys(text: string): VapidKeys {
  // Written by newKeys or just above, and checked below.
  const keys = JSON.parse(text) as VapidKeys;
  const bytesOf = (key: string) => Buffer.from(key, 'base64url').length;
  if (bytesOf(keys.publicKey) === 65 && bytesOf(keys.privateKey) === 32) return keys;
  throw new ConfigError(
    'VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY must hold 65 and 32 bytes in URL-safe base64 (npx web-push generate-vapid-keys)',
  );
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
  const text = keptText(dataFolder, 'secret-key', () => randomBytes(KEY_BYTES).toString('base64'));
  return Buffer.from(text, 'base64');
}

/** A secret that only this installation knows. */
function keptText(dataFolder: string, name: string, make: () => string): string {
  const path = join(dataFolder, name);
  mkdirSync(dataFolder, { recursive: true });
  try {
    // `wx` never overwrites: of two processes starting at once, both end up with the first one's.
    writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8');
}
