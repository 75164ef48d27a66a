import type { Language } from '../../message/types.ts';
import type { Block, InactiveDefinition, ScenarioDefinition } from '../types.ts';
import { type BlockNames, blockNames } from './block-names.ts';
import {
  answered,
  coupon,
  email,
  exit,
  opened,
  push,
  QUIET,
  sms,
  update,
  waitDays,
  waitForReaction,
} from './blocks.ts';
import { TRADE_SETTINGS, type Trade } from './trades.ts';
import {
  betterOffer,
  couponReminder,
  FAREWELL,
  hello,
  PUSH,
  reminder,
  SMS,
  WHAT_KEPT_YOU,
} from './win-back-messages.ts';

export const INACTIVE_BY = ['predicted date', 'own rhythm', 'days without an order'] as const;
export type InactiveBy = (typeof INACTIVE_BY)[number];

export interface WinBackChoices {
  readonly trade: Trade;
  readonly inactiveBy: InactiveBy;
  /** Of the block names, which staff read. */
  readonly language: Language;
  /** The social audience that silent customers go to; null leaves it out. */
  readonly audienceId: number | null;
  /** What the shop can do besides e-mail; what it cannot is left out. */
  readonly shop: ShopAbilities;
}

export interface ShopAbilities {
  readonly sms: boolean;
  readonly push: boolean;
  readonly audiences: readonly { readonly audienceId: number; readonly name: string }[];
}

/**
 * Win back inactive customers. A mail with what is new for them and a personal coupon; 48 hours later, whoever did not
 * open it gets another subject (two are tried), whoever opened it is asked what kept them, and each answer changes what
 * follows. The silent ones come to the social audience and, where they allow it, get an SMS or a push message; after
 * more silence a farewell, and whoever does not want to be kept is suppressed. An order ends it at once.
 */
export function winBackJourney({
  trade,
  inactiveBy,
  language,
  audienceId,
  shop,
}: WinBackChoices): ScenarioDefinition {
  const settings = TRADE_SETTINGS[trade];
  const validDays = settings.couponDays;
  const names = blockNames(language);
  const others = otherChannels(shop, audienceId, names);
  const blocks: readonly Block[] = [
    {
      kind: 'start',
      id: 'start',
      trigger: { kind: 'inactive', by: inactive(trade, inactiveBy) },
      condition: null,
      reentry: { kind: 'each time' },
      holdoutShare: 0.1,
      next: 'coupon',
    },
    coupon('coupon', {
      name: names.coupon,
      percent: settings.discountPercent,
      prefix: 'BACK',
      validDays,
      next: 'hello',
    }),
    email('hello', {
      name: names.hello,
      content: hello(trade),
      next: 'hello-reaction',
      unreachable: others.first,
    }),
    waitForReaction('hello-reaction', 'hello', [opened('question')], { otherwise: 'subjects' }),
    {
      kind: 'split',
      id: 'subjects',
      name: names.subjects,
      arms: [
        { id: 'a', name: names.news, weight: 1, next: 'reminder-a' },
        { id: 'b', name: names.couponFirst, weight: 1, next: 'reminder-b' },
      ],
      winner: null,
    },
    email('reminder-a', {
      name: names.reminderA,
      content: reminder(trade),
      next: 'reminder-a-reaction',
    }),
    waitForReaction('reminder-a-reaction', 'reminder-a', [opened('question')], {
      otherwise: others.first,
    }),
    email('reminder-b', {
      name: names.reminderB,
      content: couponReminder(),
      next: 'reminder-b-reaction',
    }),
    waitForReaction('reminder-b-reaction', 'reminder-b', [opened('question')], {
      otherwise: others.first,
    }),
    email('question', { name: names.question, content: WHAT_KEPT_YOU, next: 'answer' }),
    waitForReaction(
      'answer',
      'question',
      [
        answered('not-needed', 'stop-for-good'),
        answered('gift', 'pause'),
        answered('too-expensive', 'better-coupon'),
        answered('bad-experience', 'alert'),
        answered('not-now', 'pause'),
        answered('other', 'alert'),
      ],
      { otherwise: others.first, hours: 7 * 24 },
    ),
    update('stop-for-good', [{ kind: 'suppress' }], 'not-needed'),
    exit('not-needed', 'not needed any more'),
    update('pause', [{ kind: 'pause marketing', days: 180 }], 'paused'),
    exit('paused', 'paused for six months'),
    coupon('better-coupon', {
      name: names.coupon,
      percent: settings.betterDiscountPercent,
      prefix: 'FORYOU',
      validDays,
      next: 'better-offer',
    }),
    email('better-offer', { name: names.betterOffer, content: betterOffer(), next: 'offer-time' }),
    waitDays('offer-time', validDays, 'offer-over'),
    exit('offer-over', 'offer not taken'),
    update('alert', [{ kind: 'alert staff', note: names.alert }], 'alerted'),
    exit('alerted', 'staff were told'),
    ...others.blocks,
    waitDays(SILENCE, settings.silentDays, 'farewell'),
    email('farewell', { name: names.farewell, content: FAREWELL, next: 'farewell-answer' }),
    waitForReaction('farewell-answer', 'farewell', [answered('keep-me', 'kept')], {
      otherwise: 'suppress',
      hours: 14 * 24,
    }),
    exit('kept', 'wants to be kept'),
    update('suppress', [{ kind: 'suppress' }], 'farewell-taken'),
    exit('farewell-taken', 'farewell'),
  ];
  return { blocks, goal: { kind: 'order' }, quiet: QUIET };
}

const SILENCE = 'silence';

/** The social audience, then what the shop has of an SMS, or for whom that does not reach a push message. */
function otherChannels(
  has: ShopAbilities,
  audienceId: number | null,
  names: BlockNames,
): { readonly first: string; readonly blocks: readonly Block[] } {
  const afterSms = has.push ? 'push' : SILENCE;
  const afterAudience = has.sms ? 'sms' : afterSms;
  const blocks: Block[] = [];
  if (audienceId !== null) {
    blocks.push({
      kind: 'audience',
      id: 'audience',
      action: 'add',
      audienceId,
      next: afterAudience,
    });
  }
  if (has.sms)
    blocks.push(
      sms('sms', { name: names.sms, content: SMS, next: SILENCE, unreachable: afterSms }),
    );
  if (has.push)
    blocks.push(
      push('push', { name: names.push, content: PUSH, next: SILENCE, unreachable: SILENCE }),
    );
  return { first: blocks[0]?.id ?? SILENCE, blocks };
}

function inactive(trade: Trade, by: InactiveBy): InactiveDefinition {
  const { overdueDays, rhythmTimes, noOrderDays } = TRADE_SETTINGS[trade];
  switch (by) {
    case 'predicted date':
      return { kind: 'overdue', days: overdueDays };
    case 'own rhythm':
      return { kind: 'own rhythm', times: rhythmTimes };
    case 'days without an order':
      return { kind: 'no order', days: noOrderDays };
  }
}
