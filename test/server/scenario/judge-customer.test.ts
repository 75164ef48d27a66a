import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { Recipient } from '../../../admin-app/server/database/recipients.ts';
import {
  type Candidate,
  type CustomerMoment,
  judgeCustomer,
} from '../../../admin-app/server/jobs/send-messages-decide.ts';

const NOW = Date.UTC(2026, 10, 1);

const recipient: Recipient = {
  customerId: 1,
  firstName: 'Zoë',
  lastName: '',
  locale: 'en',
  email: 'zoe@example.com',
  emailConsent: 'subscribed',
  emailConsentAt: null,
  gone: false,
  suppression: null,
  lastOrder: null,
};

function candidate(
  sendId: number,
  send: Partial<Candidate['send']> = {},
  enrolment: Partial<Candidate['enrolment']> = {},
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
      priorityClass: 'lifecycle',
      dueAt: NOW,
      expiresAt: NOW + 72 * HOUR_MS,
      attempts: 0,
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
        heldOut: false,
        dueAt: null,
        steps: 1,
        ended: null,
      },
      ...enrolment,
    },
  };
}

function judge(candidates: readonly Candidate[], moment: Partial<CustomerMoment> = {}) {
  const { judged, decision } = judgeCustomer({
    candidates,
    recipient,
    sentAt: [],
    capHours: 24,
    channelProblem: null,
    now: NOW,
    scenarioName: (id) => `scenario ${id}`,
    ...moment,
  });
  const verdicts = judged.map(({ send, verdict }) => [send.sendId, verdict] as const);
  return { verdicts: Object.fromEntries(verdicts), decision };
}

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
      moment: { recipient: { ...recipient, suppression: { reason: 'unsubscribed', at: NOW } } },
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
      moment: { channelProblem: 'no server' },
      verdict: { kind: 'put off', until: NOW + HOUR_MS, reason: 'no server' },
    },
    {
      what: 'whom nobody could mail until it expired',
      candidate: candidate(1, { expiresAt: NOW }),
      moment: { channelProblem: 'no server' },
      verdict: { kind: 'give up', status: 'blocked', reason: 'no server' },
    },
    {
      what: 'who got something 23 hours ago: it waits one more',
      candidate: candidate(1),
      moment: { sentAt: [NOW - 23 * HOUR_MS] },
      verdict: {
        kind: 'put off',
        until: NOW + HOUR_MS,
        reason: 'at most one message in 24 hours',
      },
    },
    {
      what: 'who got something, and the message does not live that long',
      candidate: candidate(1, { expiresAt: NOW + HOUR_MS }),
      moment: { sentAt: [NOW] },
      verdict: {
        kind: 'give up',
        status: 'outranked',
        reason: 'at most one message in 24 hours',
      },
    },
  ];

  it.each(ALONE)('is nothing for one $what', ({ candidate: only, moment, verdict }) => {
    expect(judge([only], moment).verdicts).toEqual({ 1: verdict });
  });

  it('is the more urgent of two, and the other waits for its next chance', () => {
    const { verdicts, decision } = judge([candidate(1), candidate(2, { priorityClass: 'yearly' })]);

    expect(verdicts[2]).toEqual({ kind: 'send' });
    expect(verdicts[1]).toMatchObject({ kind: 'put off', until: NOW + 24 * HOUR_MS });
    expect(decision?.others).toEqual([
      {
        key: 'send 1',
        reason: 'outranked by “scenario 2”: it is more urgent',
        until: NOW + 24 * HOUR_MS,
      },
    ]);
  });

  it('is nothing yet when something more urgent comes within the cap', () => {
    const soon = candidate(2, { priorityClass: 'ad hoc', dueAt: NOW + 3 * HOUR_MS });
    const { verdicts, decision } = judge([candidate(1), soon]);

    expect(verdicts).toEqual({
      1: expect.objectContaining({ kind: 'put off', until: NOW + 27 * HOUR_MS }),
    });
    expect(decision?.winner).toBeNull();
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
