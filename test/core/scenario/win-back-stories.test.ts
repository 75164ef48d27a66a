import { describe, expect, it } from 'vitest';
import { winBack } from '../../../admin-app/core/scenario/templates/win-back.ts';
import { type Ending, play, type Story } from './journey.ts';

interface Case {
  readonly story: string;
  readonly told: Story;
  readonly ends: Partial<Ending>;
}

const NO_REACTION = { happenings: [], until: 24 * 30 };

const STORIES: readonly Case[] = [
  {
    story: 'who never reacts gets two mails 48 hours apart and leaves as not opened',
    told: NO_REACTION,
    ends: { sent: ['email-1@0', 'email-2@48'], outcome: 'not opened', endedAt: 96 },
  },
  {
    story: 'who opens the first mail is asked what kept them after 48 hours, not before',
    told: { happenings: [{ at: 3, does: 'open' }], until: 50 },
    ends: { sent: ['email-1@0', 'question@48'], outcome: null, at: 'answer' },
  },
  {
    story: 'who only clicked has opened as well',
    told: { happenings: [{ at: 3, does: 'click' }], until: 50 },
    ends: { sent: ['email-1@0', 'question@48'], outcome: null },
  },
  {
    story: 'who opens only the second mail is asked after that one',
    told: { happenings: [{ at: 60, does: 'open' }], until: 100 },
    ends: { sent: ['email-1@0', 'email-2@48', 'question@96'], outcome: null },
  },
  {
    story: 'who answers leaves at once',
    told: {
      happenings: [
        { at: 3, does: 'open' },
        { at: 55, does: 'answer', answer: 'gift' },
      ],
      until: 24 * 30,
    },
    ends: { sent: ['email-1@0', 'question@48'], outcome: 'answered', endedAt: 55 },
  },
  {
    story: 'who is asked and does not answer leaves after a week',
    told: { happenings: [{ at: 3, does: 'open' }], until: 24 * 30 },
    ends: { outcome: 'no answer', endedAt: 48 + 168 },
  },
  {
    story: 'an order within the 48 hours ends it before any further mail',
    told: {
      happenings: [
        { at: 3, does: 'open' },
        { at: 47, does: 'order' },
      ],
      until: 24 * 30,
    },
    ends: { sent: ['email-1@0'], outcome: 'returned', endedAt: 47 },
  },
  {
    story: 'an order just after the first mail ends it',
    told: { happenings: [{ at: 1, does: 'order' }], until: 24 * 30 },
    ends: { sent: ['email-1@0'], outcome: 'returned', endedAt: 1 },
  },
  {
    story: 'a second order changes nothing any more',
    told: {
      happenings: [
        { at: 1, does: 'order' },
        { at: 9, does: 'order' },
      ],
      until: 24 * 30,
    },
    ends: { outcome: 'returned', endedAt: 1 },
  },
  {
    story: 'unsubscribing inside the wait ends it',
    told: { happenings: [{ at: 20, does: 'unsubscribe' }], until: 24 * 30 },
    ends: { sent: ['email-1@0'], outcome: 'unsubscribed', endedAt: 20 },
  },
  {
    story: 'an opening after leaving changes nothing',
    told: {
      happenings: [
        { at: 20, does: 'unsubscribe' },
        { at: 21, does: 'open' },
      ],
      until: 99,
    },
    ends: { sent: ['email-1@0'], outcome: 'unsubscribed', endedAt: 20 },
  },
  {
    story: 'who cannot be reached leaves',
    told: { ...NO_REACTION, results: { 'email-1': 'blocked' } },
    ends: { sent: [], outcome: 'not reachable', endedAt: 0 },
  },
  {
    story: 'whose first mail always loses against others leaves',
    told: { ...NO_REACTION, results: { 'email-1': 'outranked' } },
    ends: { sent: [], outcome: 'outranked' },
  },
  {
    story: 'whose second mail is refused for good leaves',
    told: { ...NO_REACTION, results: { 'email-2': 'failed' } },
    ends: { sent: ['email-1@0'], outcome: 'not sent', endedAt: 48 },
  },
  {
    story: 'a send that ended unknown counts as sent, and is not repeated',
    told: { ...NO_REACTION, results: { 'email-1': 'unknown' } },
    ends: { sent: ['email-1@0', 'email-2@48'], outcome: 'not opened' },
  },
  {
    story: 'who is held out gets nothing and is watched for 90 days',
    told: { heldOut: true, happenings: [], until: 24 * 100 },
    ends: { sent: [], outcome: 'no return', endedAt: 24 * 90 },
  },
  {
    story: 'who is held out and orders has returned',
    told: { heldOut: true, happenings: [{ at: 500, does: 'order' }], until: 24 * 100 },
    ends: { sent: [], outcome: 'returned', endedAt: 500 },
  },
];

describe('the win-back scenario', () => {
  it.each(STORIES)('$story', ({ told, ends }) => {
    expect(play(winBack, told)).toMatchObject(ends);
  });

  it('writes every step down with its cause', () => {
    const { records } = play(winBack, { happenings: [{ at: 3, does: 'open' }], until: 50 });

    expect(records.map(({ step, cause, result }) => `${step} ${cause} → ${result}`)).toEqual([
      '1 was due → went to E-mail 1: hello again',
      '2 e-mail sent → went to Wait for a reaction',
      '3 opened → noted',
      '4 time is over → went to What kept you?',
      '5 e-mail sent → went to Wait for a reaction',
    ]);
  });
});
