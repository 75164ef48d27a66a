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

  it('makes keys for push messages that stay, readable by nobody else', () => {
    const environment = complete();
    const { keys } = readConfig(environment).push;
    expect(Buffer.from(keys.publicKey, 'base64url')).toHaveLength(65);
    expect(readConfig(environment).push.keys).toEqual(keys);
    expect(statSync(join(environment.RONDO_DATA, 'vapid-keys')).mode & 0o077).toBe(0);
  });

  it('reads where providers are, each by default the usual one', () => {
    const plain = readConfig(complete());
    expect(plain.sms).toEqual({ baseUrl: 'https://api.twilio.com', account: null });
    expect(plain.audience.account).toBeNull();
    const set = readConfig({
      ...complete(),
      SMS_PROVIDER_URL: 'http://127.0.0.1:9/',
      SMS_ACCOUNT_SID: 'AC1',
      SMS_AUTH_TOKEN: 'token',
      SMS_FROM: '+33700000000',
      AUDIENCE_ACCESS_TOKEN: 'token',
      AUDIENCE_AD_ACCOUNT: 'act_7',
      PUSH_SERVICES: 'https://a.example/x, https://b.example',
    });
    expect(set.sms).toEqual({
      baseUrl: 'http://127.0.0.1:9',
      account: { accountSid: 'AC1', authToken: 'token', from: '+33700000000' },
    });
    expect(set.audience.account).toEqual({ accessToken: 'token', adAccountId: 'act_7' });
    expect(set.push.furtherServices).toEqual(['https://a.example', 'https://b.example']);
  });

  it.each([
    ['SHOPIFY_API_SECRET', '', 'SHOPIFY_API_SECRET is not set'],
    ['HOST', '', 'HOST is not set'],
    ['HOST', 'http://rondo.example.com', 'Shopify opens apps over https only'],
    ['PORT', 'eighty', 'PORT is "eighty"'],
    ['PORT', '70000', 'expected a number from 0 to 65535'],
    ['RONDO_SECRET_KEY', 'c2hvcnQ=', 'RONDO_SECRET_KEY holds 5 bytes; expected 32'],
    ['SMS_ACCOUNT_SID', 'AC1', 'SMS_AUTH_TOKEN is not set; SMS need all of'],
    ['SMS_PROVIDER_URL', 'http://sms.example.com', 'SMS_PROVIDER_URL is "http://sms.example.com"'],
    ['AUDIENCE_AD_ACCOUNT', '1234', 'expected one such as act_1234567'],
    ['PUSH_SERVICES', 'push.example.com', 'PUSH_SERVICES holds "push.example.com"'],
    ['VAPID_PUBLIC_KEY', 'short', 'must hold 65 and 32 bytes'],
  ])('refuses %s = "%s" by name', (name, value, message) => {
    const read = () => readConfig({ ...complete(), [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });
});
