/** The topics Rondo listens to, as `X-Shopify-Topic` spells them. shopify.app.toml subscribes to exactly these. */
const STORE_TOPICS = [
  'app/scopes_update',
  'app/uninstalled',
  'bulk_operations/finish',
  'customer.tags_added',
  'customer.tags_removed',
  'customers/create',
  'customers/delete',
  'customers/merge',
  'customers/update',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'orders/cancelled',
  'orders/create',
  'orders/delete',
  'orders/paid',
  'orders/updated',
  'products/create',
  'products/delete',
  'products/update',
  'shop/update',
] as const;

/** Declared apart in shopify.app.toml, as `compliance_topics`. */
const COMPLIANCE_TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;

export type WebhookTopic = (typeof STORE_TOPICS)[number] | (typeof COMPLIANCE_TOPICS)[number];

const TOPICS: ReadonlySet<string> = new Set([...STORE_TOPICS, ...COMPLIANCE_TOPICS]);

export function isWebhookTopic(topic: string): topic is WebhookTopic {
  return TOPICS.has(topic);
}
