import { describe, expect, it } from 'vitest';
import {
  domainOf,
  isFreeMailbox,
  judgeSenderDomain,
  withParents,
} from '../../../admin-app/core/message/sender-domain.ts';

const NOTHING = { domain: [], dmarc: [], dkim: [] };
const key = (bits: number) => 'A'.repeat(Math.round(((bits / 8 + 38) * 4) / 3));

describe('SPF', () => {
  it.each([
    ['missing', []],
    ['missing', ['google-site-verification=abc', 'v=spf10 -all']],
    ['good', ['v=spf1 include:_spf.example.com ~all']],
    ['good', ['V=SPF1 a mx -ALL']],
    ['good', ['v=spf1 redirect=_spf.example.com']],
    ['open', ['v=spf1 include:_spf.example.com']],
    ['open', ['v=spf1 mx ?all']],
    ['open', ['v=spf1 +all']],
    ['several', ['v=spf1 mx -all', 'v=spf1 include:_spf.example.com -all']],
    ['too many lookups', [`v=spf1 ${'include:a.example '.repeat(11)}-all`]],
    ['good', [`v=spf1 ${'include:a.example '.repeat(10)}ip4:192.0.2.1 -all`]],
  ] as const)('is %s with %j', (standing, domain) => {
    expect(judgeSenderDomain({ ...NOTHING, domain }).spf.standing).toBe(standing);
  });
});

describe('DMARC', () => {
  it.each([
    ['missing', []],
    ['missing', ['v=spf1 -all']],
    ['good', ['v=DMARC1; p=reject; rua=mailto:a@example.com']],
    ['good', ['v=DMARC1;p=Quarantine']],
    ['only watched', ['v=DMARC1; p=none']],
    ['malformed', ['v=DMARC1; rua=mailto:a@example.com']],
    ['malformed', ['v=DMARC1; p=all']],
    ['several', ['v=DMARC1; p=reject', 'v=DMARC1; p=none']],
  ] as const)('is %s with %j', (standing, dmarc) => {
    expect(judgeSenderDomain({ ...NOTHING, dmarc }).dmarc.standing).toBe(standing);
  });
});

describe('DKIM', () => {
  it.each([
    ['missing', null, {}],
    ['missing', null, { s1: ['v=spf1 -all'] }],
    ['good', 's1', { s1: [`v=DKIM1; k=rsa; p=${key(2048)}`] }],
    ['good', 's1', { s1: [`p=${key(1024)}`] }],
    ['weak', 's1', { s1: [`v=DKIM1; p=${key(512)}`] }],
    ['revoked', 's1', { s1: ['v=DKIM1; p='] }],
    ['good', 's2', { s1: ['v=DKIM1; p='], s2: [`v=DKIM1; k=ed25519; p=${'A'.repeat(44)}`] }],
  ] as const)('is %s at %s', (standing, selector, keys) => {
    const dkim = Object.entries(keys).map(([name, records]) => ({ selector: name, records }));
    expect(judgeSenderDomain({ ...NOTHING, dkim }).dkim).toEqual({ standing, selector });
  });
});

it('finds the domain of an address, and those above it that may speak for it', () => {
  expect(domainOf('hello@Mail.Shop.example ')).toBe('mail.shop.example');
  expect(domainOf('hello@localhost')).toBeNull();
  expect(withParents('mail.shop.example')).toEqual(['mail.shop.example', 'shop.example']);
  expect(withParents('shop.example')).toEqual(['shop.example']);
});

it('knows mailboxes that anybody can open from the domains of shops', () => {
  expect(['gmail.com', 'WP.pl', 'orange.fr'].every(isFreeMailbox)).toBe(true);
  expect(['me.pl', 'web.fr', 'gmail.com.shop.example'].some(isFreeMailbox)).toBe(false);
});
