/** The SMS channel against a server that answers as its provider's documentation says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmsChannel, type OutgoingSms } from '../../../admin-app/server/channels/sms.ts';
import { noSmsFaults, PhoneNetwork } from '../../dev-store/sms-provider/phone-network.ts';
import { type SmsProvider, startSmsProvider } from '../../dev-store/sms-provider/provider.ts';

const ACCOUNT = { sid: 'AC1', token: 'secret', number: '+33700000000' };
let provider: SmsProvider;
let network: PhoneNetwork;

beforeEach(async () => {
  network = new PhoneNetwork(() => 0);
  provider = await startSmsProvider({ network, account: { ...ACCOUNT, inboundUrl: null } });
});
afterEach(() => provider.close());

const TO = '+33612345678';

function deliver(changes: Partial<OutgoingSms> = {}, timeoutMs?: number) {
  const channel = createSmsChannel(provider.origin, timeoutMs);
  return channel.deliver({
    account: { accountSid: ACCOUNT.sid, authToken: ACCOUNT.token, from: ACCOUNT.number },
    to: TO,
    text: 'Zażółć & co = 100 % 👋\nReply STOP to opt out',
    statusUrl: 'http://127.0.0.1:1/sms/status/x',
    lifetimeMs: 72 * 3_600_000,
    ...changes,
  });
}

describe('an SMS', () => {
  it('arrives as it was written, under the name the provider gave it', async () => {
    const delivery = await deliver();
    const [message] = network.messages();

    expect(delivery).toEqual({ kind: 'sent', providerId: message?.sid });
    expect(message).toMatchObject({
      to: TO,
      from: ACCOUNT.number,
      text: 'Zażółć & co = 100 % 👋\nReply STOP to opt out',
    });
  });

  it.each([
    {
      what: 'a number that does not exist',
      faults: { invalid: [TO] },
      code: '21211',
      ending: { permanent: true, badAddress: true },
    },
    {
      what: 'too many at once',
      faults: { tooMany: { requests: 1, retryAfterSeconds: 90 } },
      code: '429',
      ending: { permanent: false, retryAfterMs: 90_000 },
    },
  ])('to $what is refused', async ({ faults, code, ending }) => {
    network.faults = { ...noSmsFaults, ...faults };
    const delivery = await deliver();

    expect(delivery).toMatchObject({ kind: 'refused', ...ending });
    expect(delivery).toHaveProperty('reason', expect.stringContaining(code));
    expect(network.messages()).toEqual([]);
  });

  it('to whoever answered STOP is refused for good, and says so', async () => {
    await provider.reply(TO, 'Stop');
    expect(await deliver()).toMatchObject({ kind: 'refused', permanent: true, unsubscribed: true });
  });

  it('under a wrong password waits, because its owner can mend that', async () => {
    const account = { accountSid: ACCOUNT.sid, authToken: 'old', from: ACCOUNT.number };
    expect(await deliver({ account })).toMatchObject({ kind: 'refused', permanent: false });
  });

  it.each([true, false])(
    'is unknown where the provider breaks, carried out: %s',
    async (carriedOut) => {
      network.faults = { ...noSmsFaults, broken: { requests: 1, carriedOut } };
      expect(await deliver()).toMatchObject({ kind: 'unknown' });
      expect(network.messages()).toHaveLength(carriedOut ? 1 : 0);
    },
  );

  it('is unknown where the connection breaks before the answer', async () => {
    network.faults = { ...noSmsFaults, dropAnswers: 1 };
    expect(await deliver()).toMatchObject({ kind: 'unknown' });
  });

  it('is unknown where the answer takes too long', async () => {
    network.faults = { ...noSmsFaults, delayMs: 400 };
    expect(await deliver({}, 100)).toMatchObject({ kind: 'unknown' });
  });

  it('waits where nobody listens: nothing can have arrived', async () => {
    await provider.close();
    expect(await deliver()).toMatchObject({
      kind: 'refused',
      permanent: false,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
