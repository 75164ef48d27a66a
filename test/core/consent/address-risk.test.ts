import { expect, it } from 'vitest';
import { addressRisk, mailDomainOf } from '../../../admin-app/core/consent/address-risk.ts';

const NOTHING = { acceptsMail: null, bounces: 0 };

it.each([
  ['ann.lee+shop@example.com', 'fine'],
  ['ann@mail.example.co.uk', 'fine'],
  ['zoë@exämple.fr', 'fine'],
  ['infos@example.com', 'fine'],
  ['ann', 'no syntax'],
  ['ann@', 'no syntax'],
  ['ann@example', 'no syntax'],
  ['ann..lee@example.com', 'no syntax'],
  ['.ann@example.com', 'no syntax'],
  ['ann lee@example.com', 'no syntax'],
  ['ann@exa_mple.com', 'no syntax'],
  ['ann@-example.com', 'no syntax'],
  [`${'a'.repeat(65)}@example.com`, 'no syntax'],
  ['ann@gmial.com', 'no mistyped domain'],
  ['ann@MAILINATOR.com', 'no disposable'],
  ['ann@box.yopmail.com', 'no disposable'],
  ['ann@notyopmail.com', 'fine'],
  ['info@example.com', 'risky role address'],
  ['No-Reply@example.com', 'risky role address'],
  ['sales+fr@example.com', 'risky role address'],
])('%s is %s', (address, expected) => {
  const risk = addressRisk(address, NOTHING);
  expect('why' in risk ? `${risk.verdict} ${risk.why}` : risk.verdict).toBe(expected);
});

it.each([
  [
    { acceptsMail: false, bounces: 0 },
    { verdict: 'no', why: 'no mail server' },
  ],
  [
    { acceptsMail: true, bounces: 1 },
    { verdict: 'risky', why: 'bounced before' },
  ],
  [
    { acceptsMail: null, bounces: 2 },
    { verdict: 'no', why: 'bounced often' },
  ],
  [{ acceptsMail: true, bounces: 0 }, { verdict: 'fine' }],
])('what is known besides counts: %j', (history, expected) => {
  expect(addressRisk('ann@example.com', history)).toEqual(expected);
});

it('names the domain that name servers are asked about', () => {
  expect(mailDomainOf('Ann@Example.COM')).toBe('example.com');
  expect(mailDomainOf('ann@@example')).toBeNull();
});
