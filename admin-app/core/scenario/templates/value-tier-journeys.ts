import type { Language } from '../../message/types.ts';
import type { Block, ScenarioDefinition } from '../types.ts';
import { blockNames } from './block-names.ts';
import { answered, email, exit, opened, QUIET, sms, waitDays, waitForReaction } from './blocks.ts';
import {
  ABOUT_TO_LOSE,
  NEW_TIER,
  TIER_REMINDER,
  TIER_REMINDER_SMS,
  VIP_INVITATION,
} from './value-tier-messages.ts';
import type { ShopAbilities } from './win-back-journey.ts';

export interface ValueTierChoices {
  readonly language: Language;
  readonly shop: ShopAbilities;
}

/**
 * Congratulates those who rise. Whoever opens it is asked, as one of the best, what they would like more of; whoever
 * does not is reminded, by e-mail or by SMS at random where the shop can send SMS. An order ends nothing here.
 */
export function tierUpgradeJourney({ language, shop }: ValueTierChoices): ScenarioDefinition {
  const names = blockNames(language);
  const byEmail = email('reminder', {
    name: names.reminder,
    content: TIER_REMINDER,
    next: 'reminded',
  });
  const reminders: readonly Block[] = shop.sms
    ? [
        {
          kind: 'split',
          id: 'reminders',
          name: names.reminders,
          arms: [
            { id: 'email', name: names.byEmail, weight: 1, next: 'reminder' },
            { id: 'sms', name: names.bySms, weight: 1, next: 'sms-reminder' },
          ],
          winner: null,
        },
        byEmail,
        sms('sms-reminder', {
          name: names.bySms,
          content: TIER_REMINDER_SMS,
          next: 'reminded',
          unreachable: 'reminder',
        }),
      ]
    : [byEmail];
  return {
    goal: { kind: 'none' },
    quiet: QUIET,
    blocks: [
      {
        kind: 'start',
        id: 'start',
        trigger: { kind: 'tier changes', direction: 'up', from: null, to: null },
        condition: null,
        reentry: { kind: 'each time' },
        holdoutShare: 0.1,
        next: 'congratulation',
      },
      email('congratulation', {
        name: names.congratulation,
        content: NEW_TIER,
        next: 'congratulation-reaction',
      }),
      waitForReaction('congratulation-reaction', 'congratulation', [opened('invitation')], {
        otherwise: reminders[0]?.id ?? 'reminder',
      }),
      email('invitation', {
        name: names.invitation,
        content: VIP_INVITATION,
        next: 'invitation-answer',
      }),
      waitForReaction('invitation-answer', 'invitation', [answered(null, 'answered')], {
        otherwise: 'no-answer',
        hours: 7 * 24,
      }),
      exit('answered', 'answered'),
      exit('no-answer', 'no answer'),
      ...reminders,
      exit('reminded', 'reminded'),
    ],
  };
}

/** Before older orders stop counting and the tier would be lost: what keeps it. */
export function keepTierJourney({ language }: ValueTierChoices): ScenarioDefinition {
  const names = blockNames(language);
  return {
    goal: { kind: 'order' },
    quiet: QUIET,
    blocks: [
      {
        kind: 'start',
        id: 'start',
        trigger: { kind: 'about to lose tier', days: 30 },
        condition: null,
        reentry: { kind: 'after', days: 180 },
        holdoutShare: 0.1,
        next: 'keep-tier',
      },
      email('keep-tier', { name: names.keepTier, content: ABOUT_TO_LOSE, next: 'two-weeks' }),
      waitDays('two-weeks', 14, 'reminder'),
      email('reminder', { name: names.reminder, content: ABOUT_TO_LOSE, next: 'last-days' }),
      waitDays('last-days', 16, 'over'),
      exit('over', 'no order'),
    ],
  };
}
