import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, REQUIRED_SCOPES, readConfig } from '../../admin-app/server/config.ts';
import { readAppConfig } from '../dev-store/app-config.ts';

const complete = () => ({
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  HOST: 'https://rondo.example.com/some/path',
  RONDO_DATA: mkdtempSync(join(tmpdir(), 'rondo-config-')),
});

describe('the configuration', () => {
  it('asks for the very scopes that shopify.app.toml declares', () => {
    expect([...REQUIRED_SCOPES].sort()).toEqual([...readAppConfig().requiredScopes].sort());
  });

  it('reads an address without its path, and makes a key that stays', () => {
    const environment = complete();
    const config = readConfig(environment);
    expect(config.publicUrl.href).toBe('https://rondo.example.com/');
    expect(config.secretKey).toHaveLength(32);
    expect(readConfig(environment).secretKey).toEqual(config.secretKey);
    const file = join(environment.RONDO_DATA, 'secret-key');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(config.secretKey.toString('base64'));
  });

  it.each([
    ['SHOPIFY_API_SECRET', '', 'SHOPIFY_API_SECRET is not set'],
    ['HOST', '', 'HOST is not set'],
    ['HOST', 'http://rondo.example.com', 'Shopify opens apps over https only'],
    ['PORT', 'eighty', 'PORT is "eighty"'],
    ['PORT', '70000', 'expected a number from 0 to 65535'],
    ['RONDO_SECRET_KEY', 'c2hvcnQ=', 'RONDO_SECRET_KEY holds 5 bytes; expected 32'],
  ])('refuses %s = "%s" by name', (name, value, message) => {
    const read = () => readConfig({ ...complete(), [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });
});
