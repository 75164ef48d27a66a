import { describe, expect, it } from 'vitest';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import type { MessageBlock, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { Recipient } from '../../../admin-app/server/database/recipients.ts';
import {
  type CustomerMoment,
  judgeCustomer,
} from '../../../admin-app/server/jobs/send-messages-decide.ts';
import type { Candidate } from '../../../admin-app/server/jobs/send-messages-eligible.ts';
import { shopCalendar } from '../../../admin-app/server/jobs/shop-calendar.ts';
import { winBack } from '../../support/win-back.ts';

const NOW = Date.UTC(2026, 10, 1);

const recipient: Recipient = {
  customerId: 1,
  firstName: 'Zoë',
  lastName: '',
  locale: 'en',
  country: 'GB',
  birthday: null,
  tier: null,
  orders: 3,
  spentMinor: 12_300,
  dueDay: null,
  email: 'zoe@example.com',
  emailConsent: 'subscribed',
  emailConsentAt: null,
  phone: '+447700900123',
  smsConsent: 'subscribed',
  smsConsentAt: null,
  browsers: [],
  pushSubscribedAt: null,
  gone: false,
  pausedUntil: null,
  suppressions: { email: null, sms: null, push: null },
  lastOrder: null,
};

const definition: ScenarioDefinition = { blocks: [], goal: { kind: 'order' }, quiet: null };

function candidate(
  sendId: number,
  send: Partial<Candidate['send']> = {},
  enrolment: Partial<Candidate['enrolment']> = {},
  changes: Partial<ScenarioDefinition> = {},
): Candidate {
  return {
    send: {
      sendId,
      enrolmentId: sendId,
      step: 1,
      scenarioId: sendId,
      version: 1,
      blockId: 'email-1',
      customerId: 1,
      channel: 'email',
      priorityClass: 'lifecycle',
      dueAt: NOW,
      expiresAt: NOW + 72 * HOUR_MS,
      attempts: 0,
      heldBy: null,
      ...send,
    },
    enrolment: {
      enrolmentId: sendId,
      scenarioId: sendId,
      version: 1,
      customerId: 1,
      enteredAt: NOW,
      orderedAt: null,
      state: {
        blockId: 'email-1',
        blockSince: NOW,
        messages: {},
        coupons: {},
        arms: {},
        heldOut: false,
        dueAt: null,
        steps: 1,
        ended: null,
      },
      ...enrolment,
    },
    definition: { ...definition, ...changes },
  };
}

const NO_CAPS = { ...USUAL_PRIORITIES, caps: [] };
const NO_PROBLEMS = { email: null, sms: null, push: null, 'on-site': null };

function judge(candidates: readonly Candidate[], moment: Partial<CustomerMoment> = {}) {
  const { judged, decision } = judgeCustomer({
    candidates,
    channel: 'email',
    recipient,
    coming: [],
    sent: [],
    priorities: USUAL_PRIORITIES,
    calendar: shopCalendar('Europe/Warsaw'),
    problems: NO_PROBLEMS,
    shopZone: 'Europe/Warsaw',
    now: NOW,
    scenarioOf: (id) => ({ name: `scenario ${id}`, campaign: false, template: 'win-back' }),
    ...moment,
  });
  const verdicts = judged.map(({ send, verdict }) => [send.sendId, verdict] as const);
  return { verdicts: Object.fromEntries(verdicts), decision };
}

const sentAt = (...times: readonly number[]): CustomerMoment['sent'] =>
  times.map((at, index) => ({
    sendId: 900 + index,
    enrolmentId: 900 + index,
    scenarioId: 900,
    blockId: 'email-1',
    channel: 'email',
    priorityClass: 'lifecycle',
    campaign: false,
    template: 'win-back',
    at,
  }));

const suppressed = (channel: 'email' | 'sms'): Recipient => ({
  ...recipient,
  suppressions: { ...recipient.suppressions, [channel]: { reason: 'unsubscribed', at: NOW } },
});
const held = candidate(1);
const heldOut = candidate(1, {}, { state: { ...held.enrolment.state, heldOut: true } });
const ended = candidate(
  1,
  {},
  { state: { ...held.enrolment.state, ended: { at: NOW, outcome: 'returned' } } },
);

describe('what a customer gets now', () => {
  it('is the only message there is', () => {
    const { verdicts, decision } = judge([candidate(1)]);

    expect(verdicts).toEqual({ 1: { kind: 'send' } });
    expect(decision).toMatchObject({ customerId: 1, winner: 'send 1', others: [] });
  });

  const ALONE: readonly {
    what: string;
    candidate: Candidate;
    moment?: Partial<CustomerMoment>;
    verdict: unknown;
  }[] = [
    {
      what: 'who left the scenario',
      candidate: ended,
      verdict: { kind: 'left', ordered: false },
    },
    {
      what: 'who ordered meanwhile',
      candidate: candidate(1, {}, { orderedAt: NOW }),
      verdict: { kind: 'left', ordered: true },
    },
    {
      what: 'who is held out, whatever else happened',
      candidate: heldOut,
      verdict: { kind: 'give up', status: 'blocked', reason: 'held out' },
    },
    {
      what: 'whose address is unknown to us',
      candidate: candidate(1),
      moment: { recipient: undefined },
      verdict: { kind: 'give up', status: 'blocked', reason: 'customer is gone' },
    },
    {
      what: 'who unsubscribed',
      candidate: candidate(1),
      moment: { recipient: suppressed('email') },
      verdict: { kind: 'give up', status: 'blocked', reason: 'unsubscribed' },
    },
    {
      what: 'whose message has expired',
      candidate: candidate(1, { expiresAt: NOW }),
      verdict: { kind: 'give up', status: 'blocked', reason: 'could not go before it expired' },
    },
    {
      what: 'whom nobody can mail at present: it waits',
      candidate: candidate(1),
      moment: { problems: { ...NO_PROBLEMS, email: 'no server' } },
      verdict: { kind: 'put off', until: NOW + HOUR_MS, reason: 'no server', heldBy: null },
    },
    {
      what: 'whom nobody could mail until it expired',
      candidate: candidate(1, { expiresAt: NOW }),
      moment: { problems: { ...NO_PROBLEMS, email: 'no server' } },
      verdict: { kind: 'give up', status: 'blocked', reason: 'no server' },
    },
    {
      what: 'who got something 23 hours ago: it waits one more',
      candidate: candidate(1),
      moment: { sent: sentAt(NOW - 23 * HOUR_MS) },
      verdict: {
        kind: 'put off',
        until: NOW + HOUR_MS,
        reason: 'at most one message in 24 hours',
        heldBy: 'cap',
      },
    },
    {
      what: 'who got something, and the message does not live that long',
      candidate: candidate(1, { expiresAt: NOW + HOUR_MS }),
      moment: { sent: sentAt(NOW) },
      verdict: {
        kind: 'give up',
        status: 'outranked',
        reason: 'at most one message in 24 hours',
      },
    },
  ];

  const OVER_CHANNELS: typeof ALONE = [
    {
      what: 'to be sent an SMS who answered STOP',
      candidate: candidate(1, { channel: 'sms' }),
      moment: { channel: 'sms', recipient: suppressed('sms') },
      verdict: { kind: 'give up', status: 'blocked', reason: 'unsubscribed' },
    },
    {
      what: 'to be sent an SMS who has no number',
      candidate: candidate(1, { channel: 'sms' }),
      moment: { channel: 'sms', recipient: { ...recipient, phone: null } },
      verdict: { kind: 'give up', status: 'blocked', reason: 'no address' },
    },
    {
      what: 'to be sent a push message who never allowed it',
      candidate: candidate(1, { channel: 'push' }),
      moment: { channel: 'push' },
      verdict: { kind: 'give up', status: 'blocked', reason: 'not subscribed to push messages' },
    },
    {
      what: 'in a pause that ends in time: it waits',
      candidate: candidate(1),
      moment: { recipient: { ...recipient, pausedUntil: NOW + 5 * HOUR_MS } },
      verdict: {
        kind: 'put off',
        until: NOW + 5 * HOUR_MS,
        reason: 'the customer asked for a pause',
        heldBy: null,
      },
    },
    {
      what: 'in a pause that the message does not outlive',
      candidate: candidate(1, { channel: 'on-site' }),
      moment: { channel: 'on-site', recipient: { ...recipient, pausedUntil: NOW + 100 * HOUR_MS } },
      verdict: { kind: 'give up', status: 'blocked', reason: 'the customer asked for a pause' },
    },
    {
      // Midnight UTC is midnight in Britain, and 1:00 in Warsaw.
      what: 'in quiet times on their own clock: it waits',
      candidate: candidate(1, {}, {}, { quiet: { hours: { from: 22, until: 8 }, weekdays: [] } }),
      verdict: {
        kind: 'put off',
        until: NOW + 8 * HOUR_MS,
        reason: 'quiet times',
        heldBy: null,
      },
    },
  ];

  it('is the message although they ordered, where an order is not the goal', () => {
    const onward = candidate(1, {}, { orderedAt: NOW }, { goal: { kind: 'none' } });
    expect(judge([onward]).verdicts).toEqual({ 1: { kind: 'send' } });
  });

  it('is an e-mail to whom an SMS may not be sent', () => {
    const sms = candidate(2, { channel: 'sms', priorityClass: 'ad hoc' });
    const { verdicts } = judge([candidate(1), sms], { recipient: suppressed('sms') });
    expect(verdicts).toMatchObject({ 1: { kind: 'send' }, 2: { kind: 'give up' } });
  });

  it('is left to the other channel where that has the more urgent message', () => {
    const sms = candidate(2, { channel: 'sms', priorityClass: 'ad hoc' });
    const whenAsked = (channel: 'email' | 'sms') => judge([candidate(1), sms], { channel });

    expect(whenAsked('email').verdicts).toEqual({
      1: expect.objectContaining({ kind: 'put off', until: NOW + 24 * HOUR_MS }),
    });
    expect(whenAsked('sms').verdicts).toMatchObject({
      1: { kind: 'put off' },
      2: { kind: 'send' },
    });
    expect(whenAsked('sms').decision).toMatchObject({ surface: 'sms', winner: 'send 2' });
  });

  it('is one message on each channel where there is no cap', () => {
    const sms = candidate(2, { channel: 'sms', priorityClass: 'ad hoc' });
    expect(judge([candidate(1), sms], { priorities: NO_CAPS }).verdicts).toEqual({
      1: { kind: 'send' },
    });
  });

  it('is a whole campaign over its channels, each when it is asked, and then nothing else', () => {
    const face = { name: 'Launch', campaign: true, template: 'campaign' };
    const parts = (['email', 'sms'] as const).map((channel, index) =>
      candidate(1 + index, { channel, scenarioId: 1, priorityClass: 'ad hoc' }),
    );
    const scenarioOf = (id: number) =>
      id === 1 ? face : { name: `scenario ${id}`, campaign: false, template: 'win-back' };
    const winner = judge([...parts, candidate(3)], { scenarioOf });
    expect(winner.verdicts).toMatchObject({ 1: { kind: 'send' }, 3: { kind: 'put off' } });
    expect(winner.decision?.others).toMatchObject([{ key: 'send 2', why: { kind: 'next' } }, {}]);

    // The e-mail is on its way: the SMS is the same message, the win-back is another.
    const sent = sentAt(NOW).map((it) => ({ ...it, scenarioId: 1, campaign: true }));
    const [, sms = candidate(2)] = parts;
    const then = judge([sms, candidate(3)], { scenarioOf, sent, channel: 'sms' });
    expect(then.verdicts).toMatchObject({ 2: { kind: 'send' }, 3: { kind: 'put off' } });
  });

  it('is nothing where there is no text at all', () => {
    const block = { ...winBack.blocks[1], content: {} } as MessageBlock;
    expect(judge([candidate(1, {}, {}, { blocks: [block] })]).verdicts).toEqual({
      1: { kind: 'give up', status: 'blocked', reason: 'no text in any language' },
    });
  });

  it('does not wait for a channel that does not work', () => {
    const sms = candidate(2, { channel: 'sms', priorityClass: 'ad hoc' });
    const { verdicts } = judge([candidate(1), sms], {
      problems: { ...NO_PROBLEMS, sms: 'no account' },
    });
    expect(verdicts).toMatchObject({
      1: { kind: 'send' },
      2: { kind: 'put off', reason: 'no account' },
    });
  });

  it('is whatever waits on the pages, beside what was mailed', () => {
    const onSite = [2, 3].map((sendId) => candidate(sendId, { channel: 'on-site' }));
    const { verdicts } = judge([candidate(1), ...onSite], {
      channel: 'on-site',
      sent: sentAt(NOW),
    });
    expect(verdicts).toMatchObject({
      1: { kind: 'put off' },
      2: { kind: 'send' },
      3: { kind: 'send' },
    });
  });

  it.each([...ALONE, ...OVER_CHANNELS])(
    'is nothing for one $what',
    ({ candidate: only, moment, verdict }) => {
      expect(judge([only], moment).verdicts).toEqual({ 1: verdict });
    },
  );

  it('is the more urgent of two, and the other waits for its next chance', () => {
    const { verdicts, decision } = judge([candidate(1), candidate(2, { priorityClass: 'yearly' })]);

    expect(verdicts[2]).toEqual({ kind: 'send' });
    expect(verdicts[1]).toMatchObject({ kind: 'put off', until: NOW + 24 * HOUR_MS });
    expect(decision?.others).toEqual([
      {
        key: 'send 1',
        reason: 'outranked by “scenario 2”: it is more urgent (at most one message in 24 hours)',
        until: NOW + 24 * HOUR_MS,
        why: {
          kind: 'held',
          by: { key: 'send 2', criterion: 'class', at: NOW },
          caps: USUAL_PRIORITIES.caps,
        },
      },
    ]);
  });

  it('is nothing yet when something more urgent comes within the cap', () => {
    const soon = candidate(2, { priorityClass: 'ad hoc', dueAt: NOW + 3 * HOUR_MS });
    const { verdicts, decision } = judge([candidate(1), soon]);

    // Looked at again when that goes: it may be called off.
    expect(verdicts).toEqual({
      1: expect.objectContaining({ kind: 'put off', until: NOW + 3 * HOUR_MS, heldBy: 'send 2' }),
    });
    expect(decision).toMatchObject({
      winner: null,
      others: [
        { key: 'send 2', reason: 'comes later', until: NOW + 3 * HOUR_MS },
        { key: 'send 1', until: NOW + 27 * HOUR_MS },
      ],
    });
  });

  it('does not wait for something more urgent that may not go either', () => {
    const soon = candidate(
      2,
      { priorityClass: 'ad hoc', dueAt: NOW + 3 * HOUR_MS },
      { orderedAt: NOW },
    );

    expect(judge([candidate(1), soon]).verdicts).toEqual({ 1: { kind: 'send' } });
  });

  it('leaves no decision where nothing was due', () => {
    expect(judge([candidate(1, { dueAt: NOW + 1 })])).toEqual({ verdicts: {}, decision: null });
  });
});
