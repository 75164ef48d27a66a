/** The audience channel against a server that answers as the network's documentation says. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { normaliseEmail, normalisePhone } from '../../../admin-app/core/consent/audience-keys.ts';
import {
  type AudienceBatch,
  type AudienceKeys,
  createAudienceChannel,
  hashKey,
} from '../../../admin-app/server/channels/audience.ts';
import {
  type AudienceProvider,
  noAudienceFaults,
  startAudienceProvider,
} from '../../dev-store/audience-provider/provider.ts';

const ACCOUNT = { accessToken: 'token', adAccountId: 'act_77' };
const AUDIENCE = '120000000000099';
let provider: AudienceProvider;

beforeEach(async () => {
  provider = await startAudienceProvider(ACCOUNT);
  provider.add(AUDIENCE, 'Silent for long');
});
afterEach(() => provider.close());

const zoe: AudienceKeys = { email: hashKey('zoe@example.com'), phone: hashKey('33612345678') };

function send(changes: Partial<AudienceBatch> = {}, timeoutMs?: number) {
  const channel = createAudienceChannel(provider.baseUrl, timeoutMs);
  return channel.send({
    account: ACCOUNT,
    externalId: AUDIENCE,
    action: 'add',
    users: [zoe],
    session: { id: 7, batch: 1, last: true },
    ...changes,
  });
}

describe('an audience', () => {
  it('gets people in and out, with what the network could not read counted', async () => {
    const broken = { email: 'zoe@example.com', phone: '' };
    expect(await send({ users: [zoe, broken] })).toEqual({
      kind: 'taken',
      received: 2,
      unreadable: 1,
    });
    expect([...provider.membersOf(AUDIENCE)]).toEqual([`${zoe.email}, ${zoe.phone}`]);
    await send({ action: 'remove' });
    expect(provider.membersOf(AUDIENCE).size).toBe(0);
    expect(provider.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  });

  it('is made under a name', async () => {
    const channel = createAudienceChannel(provider.baseUrl);
    const made = await channel.make(ACCOUNT, 'Spring');
    expect(made).toMatchObject({ kind: 'made' });
    const externalId = made.kind === 'made' ? made.externalId : '';
    expect(await send({ externalId })).toMatchObject({ kind: 'taken' });
  });

  it.each([
    {
      what: 'too many calls',
      status: 400,
      code: 80003,
      ending: { permanent: false, retryAfterMs: 3_600_000 },
    },
    {
      what: 'too many calls, with a time',
      status: 429,
      code: 4,
      retryAfterSeconds: 60,
      ending: { permanent: false, retryAfterMs: 60_000 },
    },
    { what: 'trouble of its own', status: 500, code: 1, ending: { permanent: false } },
    { what: 'terms not accepted', status: 400, code: 2650, ending: { permanent: true } },
    { what: 'no permission', status: 403, code: 200, ending: { permanent: true } },
  ])('waits or gives up at $what', async ({ ending, what: _, ...answer }) => {
    provider.faults = { ...noAudienceFaults, answer: { requests: 1, ...answer } };
    const refused = await send();
    expect(refused).toMatchObject({ kind: 'refused', ...ending });
    expect(refused).toHaveProperty('reason', expect.stringContaining(`(${answer.code})`));
  });

  it('gives up on a token that is no more, and on an audience that is not there', async () => {
    const account = { ...ACCOUNT, accessToken: 'old' };
    expect(await send({ account })).toMatchObject({ kind: 'refused', permanent: true });
    expect(await send({ externalId: '404' })).toMatchObject({ kind: 'refused', permanent: true });
  });

  it.each([
    { what: 'breaks off', faults: { dropAnswers: 1 } },
    { what: 'is silent', faults: { delayMs: 400 } },
  ])('is told again after the network $what: the same twice is once', async ({ faults }) => {
    provider.faults = { ...noAudienceFaults, ...faults };
    expect(await send({}, 150)).toMatchObject({ kind: 'refused', permanent: false });
    provider.faults = noAudienceFaults;
    await send();
    expect(provider.membersOf(AUDIENCE).size).toBe(1);
  });
});

describe('what is hashed', () => {
  it('is the address in small letters and the number as digits with its country', () => {
    expect(normaliseEmail(' Zoe@Example.COM ')).toBe('zoe@example.com');
    expect(normalisePhone('+33 6 12 34 56 78')).toBe('33612345678');
    expect(normaliseEmail('no address')).toBe('');
    expect(normalisePhone('06 12 34 56 78')).toBe('');
    expect(hashKey('')).toBe('');
    expect(hashKey('a@b')).toBe(createHash('sha256').update('a@b').digest('hex'));
  });
});
