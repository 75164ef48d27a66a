import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { APP_TOML, readAppConfig } from './app-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'app-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const altered = (from: string, to: string) => {
  const path = join(folder, 'shopify.app.toml');
  writeFileSync(path, readFileSync(APP_TOML, 'utf8').replace(from, to));
  return () => readAppConfig(path);
};

describe('shopify.app.toml', () => {
  const config = readAppConfig();

  it('asks for read_all_orders only as an optional scope', () => {
    expect(config.requiredScopes).not.toContain('read_all_orders');
    expect(config.optionalScopes).toContain('read_all_orders');
  });

  it('subscribes once to each topic, the compliance topics among them', () => {
    const topics = config.subscriptions.map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(topics.length);
    for (const topic of [
      'customers/data_request',
      'customers/redact',
      'shop/redact',
      'app/uninstalled',
    ])
      expect(topics).toContain(topic);
  });

  it('is refused with the key that is wrong', () => {
    expect(altered('api_version', 'version')).toThrow('webhooks.api_version is missing');
    expect(altered('compliance_topics', 'filter = "x"\ncompliance_topics')).toThrow(
      'does not know webhooks.subscriptions.filter',
    );
  });
});
