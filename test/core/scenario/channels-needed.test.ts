import { describe, expect, it } from 'vitest';
import { channelsNeeded } from '../../../admin-app/core/scenario/channels-needed.ts';
import type { Block } from '../../../admin-app/core/scenario/types.ts';
import { small } from '../../server/scenario/entry-world.ts';
import { winBack } from '../../support/win-back.ts';

function message(id: string, channel: 'email' | 'sms' | 'push', unreachable: string | null): Block {
  return {
    kind: 'message',
    id,
    name: id,
    channel,
    content: {},
    fallbackLanguage: 'en',
    priorityClass: 'lifecycle',
    sendTime: { kind: 'at once' },
    next: 'stay',
    unreachable,
    outranked: null,
  };
}
const audience: Block = {
  kind: 'audience',
  id: 'audience',
  action: 'add',
  audienceId: 1,
  next: 'stay',
};
const coupon: Block = {
  kind: 'coupon',
  id: 'coupon',
  name: 'Ten off',
  discount: { kind: 'percentage', percent: 10 },
  minimumMinor: null,
  prefix: 'BACK',
  validDays: 10,
  next: 'email',
  unavailable: 'email',
};
const branch: Block = {
  kind: 'branch',
  id: 'branch',
  name: 'b',
  arms: [{ name: 'a', query: '', next: 'sms' }],
  otherwise: 'email',
};

describe('to enter, a customer must be reached', () => {
  it.each([
    ['by the channel of the first message', [message('email', 'email', null), audience], ['email']],
    [
      'by that, or by one for whom it cannot reach',
      [message('email', 'email', 'sms'), message('sms', 'sms', null)],
      ['email', 'sms'],
    ],
    [
      'by no channel where something is done for those too',
      [message('email', 'email', 'audience'), audience],
      null,
    ],
    ['by no channel where nothing is sent', [audience], null],
    ['by no channel where nothing is done at all', [], null],
    ['in a browser where a push message comes first', [message('push', 'push', null)], ['push']],
    [
      'by what tells of a coupon, not by the coupon',
      [coupon, message('email', 'email', 'push'), message('push', 'push', null)],
      ['email', 'push'],
    ],
    [
      'by the channel of any arm',
      [branch, message('email', 'email', null), message('sms', 'sms', null)],
      ['email', 'sms'],
    ],
  ] as const)('%s', (_, blocks, channels) => {
    const definition = small({ trigger: { kind: 'by hand' }, blocks: [...blocks] });
    expect(channelsNeeded(definition)?.toSorted() ?? null).toEqual(channels);
  });

  it('by e-mail in a win-back of mails', () => {
    expect(channelsNeeded(winBack)).toEqual(['email']);
  });
});
