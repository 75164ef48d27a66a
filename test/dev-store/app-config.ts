/** What `shopify.app.toml` declares, as far as the dev store acts on it. */
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

export interface Subscription {
  readonly topic: string;
  /** Path on the app, or a whole address. */
  readonly uri: string;
  readonly name: string | null;
}

export interface AppConfig {
  /** Granted on installation. */
  readonly requiredScopes: readonly string[];
  /** Granted when the merchant is asked and agrees. */
  readonly optionalScopes: readonly string[];
  readonly webhookApiVersion: string;
  readonly subscriptions: readonly Subscription[];
  readonly proxy: { readonly url: string; readonly prefix: string; readonly subpath: string };
}

export const APP_TOML = new URL('../../shopify.app.toml', import.meta.url);

/** Reads the file. Throws, naming the key, when something is missing or is not supported by the dev store. */
export function readAppConfig(path: URL | string = APP_TOML): AppConfig {
  const toml = table(parse(readFileSync(path, 'utf8')), 'the file');
  const scopes = table(toml.access_scopes, 'access_scopes');
  const webhooks = table(toml.webhooks, 'webhooks');
  const proxy = table(toml.app_proxy, 'app_proxy');
  return {
    requiredScopes: text(scopes.scopes, 'access_scopes.scopes')
      .split(',')
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ''),
    optionalScopes: texts(scopes.optional_scopes ?? [], 'access_scopes.optional_scopes'),
    webhookApiVersion: text(webhooks.api_version, 'webhooks.api_version'),
    subscriptions: subscriptionsOf(webhooks.subscriptions),
    proxy: {
      url: text(proxy.url, 'app_proxy.url'),
      prefix: text(proxy.prefix, 'app_proxy.prefix'),
      subpath: text(proxy.subpath, 'app_proxy.subpath'),
    },
  };
}

const SUPPORTED_KEYS = new Set(['topics', 'compliance_topics', 'uri', 'name']);

function subscriptionsOf(list: unknown): readonly Subscription[] {
  if (!Array.isArray(list)) throw missing('webhooks.subscriptions', 'a list of tables');
  return list.flatMap((entry: unknown) => {
    const subscription = table(entry, 'webhooks.subscriptions');
    const unsupported = Object.keys(subscription).find((key) => !SUPPORTED_KEYS.has(key));
    if (unsupported)
      throw new Error(
        `shopify.app.toml: the dev store does not know webhooks.subscriptions.${unsupported}`,
      );
    const uri = text(subscription.uri, 'webhooks.subscriptions.uri');
    const name = typeof subscription.name === 'string' ? subscription.name : null;
    const topics = [
      ...texts(subscription.topics ?? [], 'webhooks.subscriptions.topics'),
      ...texts(subscription.compliance_topics ?? [], 'webhooks.subscriptions.compliance_topics'),
    ];
    return topics.map((topic) => ({ topic, uri, name }));
  });
}

function table(value: unknown, key: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw missing(key, 'a table');
  return { ...value };
}

function text(value: unknown, key: string): string {
  if (typeof value !== 'string') throw missing(key, 'text');
  return value;
}

function texts(value: unknown, key: string): readonly string[] {
  if (!Array.isArray(value)) throw missing(key, 'a list of texts');
  return value.map((item: unknown) => text(item, key));
}

function missing(key: string, expected: string): Error {
  return new Error(`shopify.app.toml: ${key} is missing or is not ${expected}`);
}
