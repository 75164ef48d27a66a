import { describe, expect, it } from 'vitest';
import { WIN_BACK } from '../build.ts';
import { play } from './play.ts';
import { type Told, tell } from './told.ts';

const MONTH = 24 * 30;
const base = { definition: WIN_BACK, until: MONTH } as const;

const STORIES: readonly Told[] = [
  {
    ...base,
    story: 'who never reacts gets two mails 48 hours apart and leaves as not opened',
    ends: { sent: ['email-1@0', 'email-2@48'], outcome: 'not opened', endedAt: 96 },
  },
  {
    ...base,
    story: 'who opens the first mail is asked what kept them after 48 hours, not before',
    happenings: [[3, { does: 'open' }]],
    until: 50,
    ends: { sent: ['email-1@0', 'question@48'], outcome: null, at: 'answer' },
  },
  {
    ...base,
    story: 'who only clicked has opened as well',
    happenings: [[3, { does: 'click' }]],
    until: 50,
    ends: { sent: ['email-1@0', 'question@48'], outcome: null },
  },
  {
    ...base,
    story: 'who opens only the second mail is asked after that one',
    happenings: [[60, { does: 'open' }]],
    until: 100,
    ends: { sent: ['email-1@0', 'email-2@48', 'question@96'], outcome: null },
  },
  {
    ...base,
    story: 'who opens the first mail after its limit has not opened the second',
    happenings: [[50, { does: 'open', of: 'email-1' }]],
    ends: { sent: ['email-1@0', 'email-2@48'], outcome: 'not opened', endedAt: 96 },
  },
  {
    ...base,
    story: 'who answers leaves at once',
    happenings: [
      [3, { does: 'open' }],
      [55, { does: 'answer', answer: 'gift' }],
    ],
    ends: { sent: ['email-1@0', 'question@48'], outcome: 'answered', endedAt: 55 },
  },
  {
    ...base,
    story: 'who is asked and does not answer leaves after a week',
    happenings: [[3, { does: 'open' }]],
    ends: { outcome: 'no answer', endedAt: 48 + 168 },
  },
  {
    ...base,
    story: 'who answers after the week has left without an answer',
    happenings: [
      [3, { does: 'open' }],
      [220, { does: 'answer', answer: 'gift' }],
    ],
    ends: { outcome: 'no answer', endedAt: 48 + 168 },
  },
  {
    ...base,
    story: 'an order within the 48 hours ends it before any further mail',
    happenings: [
      [3, { does: 'open' }],
      [47, { does: 'order' }],
    ],
    ends: { sent: ['email-1@0'], outcome: 'returned', endedAt: 47 },
  },
  {
    ...base,
    story: 'an order just after the first mail ends it',
    happenings: [[1, { does: 'order' }]],
    ends: { sent: ['email-1@0'], outcome: 'returned', endedAt: 1 },
  },
  {
    ...base,
    story: 'a second order changes nothing any more',
    happenings: [
      [1, { does: 'order' }],
      [9, { does: 'order' }],
    ],
    ends: { outcome: 'returned', endedAt: 1 },
  },
  {
    ...base,
    story: 'unsubscribing inside the wait ends it',
    happenings: [[20, { does: 'unsubscribe' }]],
    ends: { sent: ['email-1@0'], outcome: 'unsubscribed', endedAt: 20 },
  },
  {
    ...base,
    story: 'an opening after leaving changes nothing',
    happenings: [
      [20, { does: 'unsubscribe' }],
      [21, { does: 'open' }],
    ],
    ends: { sent: ['email-1@0'], outcome: 'unsubscribed', endedAt: 20 },
  },
  {
    ...base,
    story: 'who cannot be reached leaves',
    results: { 'email-1': 'blocked' },
    ends: { sent: [], outcome: 'not reachable', endedAt: 0 },
  },
  {
    ...base,
    story: 'whose first mail always loses against others leaves',
    results: { 'email-1': 'outranked' },
    ends: { sent: [], outcome: 'outranked' },
  },
  {
    ...base,
    story: 'whose second mail is refused for good leaves',
    results: { 'email-2': 'failed' },
    ends: { sent: ['email-1@0'], outcome: 'not sent', endedAt: 48 },
  },
  {
    ...base,
    story: 'a send that ended unknown counts as sent, and is not repeated',
    results: { 'email-1': 'unknown' },
    ends: { sent: ['email-1@0', 'email-2@48'], outcome: 'not opened' },
  },
  {
    ...base,
    story: 'who is held out gets nothing and is watched for 90 days',
    heldOut: true,
    until: 24 * 100,
    ends: { sent: [], outcome: 'no return', endedAt: 24 * 90 },
  },
  {
    ...base,
    story: 'who is held out and orders has returned',
    heldOut: true,
    happenings: [[500, { does: 'order' }]],
    until: 24 * 100,
    ends: { sent: [], outcome: 'returned', endedAt: 500 },
  },
  {
    ...base,
    story: 'who is held out gets nothing by hand either',
    heldOut: true,
    happenings: [[5, { does: 'be moved', to: 'email-2' }]],
    ends: { sent: [], outcome: null, at: 'start' },
  },
  {
    ...base,
    story: 'hearing everything twice changes nothing',
    happenings: [
      [3, { does: 'open' }],
      [4, { does: 'hear it all again' }],
      [60, { does: 'hear it all again' }],
      [61, { does: 'answer', answer: 'gift' }],
      [62, { does: 'hear it all again' }],
    ],
    ends: { sent: ['email-1@0', 'question@48'], outcome: 'answered', endedAt: 61 },
  },
];

describe('the win-back scenario', () => {
  tell(STORIES);

  it('writes every step down with its cause', () => {
    const { records } = play({ ...base, happenings: [[3, { does: 'open' }]], until: 50 });

    expect(records.map(({ step, cause, result }) => `${step} ${cause} → ${result}`)).toEqual([
      '1 was due → went to E-mail 1: hello again',
      '2 e-mail sent → went to Wait for a reaction',
      '3 opened → noted',
      '4 time is over → went to What kept you?',
      '5 e-mail sent → went to Wait for a reaction',
    ]);
  });
});
