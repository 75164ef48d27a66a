/** What blocks and the ways between them are called, in the person's language. */
import type { Via } from '../../../core/scenario/blocks/exit-path.ts';
import type {
  Block,
  BlockKind,
  CouponBlock,
  CustomerChange,
  MessageBlock,
  ScenarioDefinition,
  SplitBlock,
  UpdateCustomerBlock,
  WaitForReactionBlock,
  WaitUntil,
} from '../../../core/scenario/types.ts';
import { clockHour, hours, money, percent, weekday } from '../../language/format.ts';
import { outcomeInWords } from '../../language/history.ts';
import { language, t } from '../../language/t.ts';
import { nameIn, surroundings } from '../../models/surroundings.ts';
import type { IconName } from '../icon.tsx';
import { tierName, triggerInWords } from './trigger-words.ts';

const ICONS: Readonly<Record<Exclude<BlockKind, 'message'>, IconName>> = {
  start: 'start',
  wait: 'clock',
  'wait for reaction': 'reaction',
  branch: 'branch',
  split: 'split',
  coupon: 'gift',
  audience: 'customers',
  'update customer': 'staff',
  'start scenario': 'scenarios',
  exit: 'exit',
};

const CHANNEL_ICONS: Readonly<Record<MessageBlock['channel'], IconName>> = {
  email: 'mail',
  sms: 'sms',
  push: 'bell',
  'on-site': 'onSite',
};

export function blockIcon(block: Block): IconName {
  return block.kind === 'message' ? CHANNEL_ICONS[block.channel] : ICONS[block.kind];
}

/** "E-mail", "Branch": what sort of block it is. */
export function kindInWords(block: Block): string {
  return t(`block.${block.kind === 'message' ? block.channel : block.kind}`);
}

export function blockTitle(block: Block): string {
  switch (block.kind) {
    case 'start':
      return triggerInWords(block.trigger);
    case 'message':
    case 'branch':
    case 'split':
    case 'coupon':
      return block.name.trim() || kindInWords(block);
    case 'wait':
      return waitInWords(block.until);
    case 'wait for reaction':
      return t('block.waitForReaction');
    case 'audience':
      return t(block.action === 'add' ? 'block.addTo' : 'block.removeFrom', {
        audience: audienceName(block.audienceId),
      });
    case 'update customer':
      return block.changes[0] ? changeInWords(block.changes[0]) : t('block.noChanges');
    case 'start scenario':
      return t('block.starts', { scenario: scenarioName(block.scenarioId) });
    case 'exit':
      return t('block.leaves', { outcome: outcomeInWords(block.outcome) });
  }
}

/** A second line; empty where the title says it all. */
export function blockNote(block: Block): string {
  switch (block.kind) {
    case 'start':
      return t('block.heldOut', { share: percent(block.holdoutShare) });
    case 'message':
      return messageNote(block);
    case 'wait':
      return block.until.kind === 'date' ? waitNote(block.until) : '';
    case 'wait for reaction':
      return t('block.atMost', { time: hours(block.limitHours) });
    case 'branch':
      return t('block.arms', { n: block.arms.length });
    case 'split':
      return splitNote(block);
    case 'coupon':
      return couponNote(block);
    case 'update customer':
      return changesNote(block);
    case 'audience':
    case 'start scenario':
    case 'exit':
      return '';
  }
}

function waitInWords(until: WaitUntil): string {
  switch (until.kind) {
    case 'time':
      return t('block.waitFor', { time: hours(until.hours) });
    case 'hour':
      return t('block.waitUntilHour', { hour: clockHour(until.hour) });
    case 'weekday':
      return t('block.waitUntilWeekday', {
        weekday: weekday(until.weekday),
        hour: clockHour(until.hour),
      });
    case 'messages settled':
      return t('block.waitUntilSettled');
    case 'date':
      return t(until.date === 'birthday' ? 'block.waitUntilBirthday' : 'block.waitUntilOrder');
  }
}

function waitNote({ daysBefore, hour }: Extract<WaitUntil, { kind: 'date' }>): string {
  const at = clockHour(hour);
  return daysBefore === 0
    ? t('block.atHour', { hour: at })
    : t('block.daysBefore', { n: daysBefore, hour: at });
}

function messageNote(block: MessageBlock): string {
  const text = withoutLiquid(headlineOf(block));
  return text || t(block.channel === 'email' ? 'block.noSubject' : 'block.noText');
}

/** What a message says first, in the person's own language where it has one. */
function headlineOf(block: MessageBlock): string {
  const chosen = block.content[language()] ? language() : block.fallbackLanguage;
  switch (block.channel) {
    case 'email':
      return block.content[chosen]?.subject ?? '';
    case 'sms':
      return block.content[chosen]?.text ?? '';
    case 'push':
    case 'on-site':
      return block.content[chosen]?.title ?? '';
  }
}

/** The text without its Liquid, for a glance: conditions vanish, values become an ellipsis. */
function withoutLiquid(text: string): string {
  return text
    .replace(/\{%\s*else\s*%\}.*?(?=\{%\s*endif)/g, '')
    .replace(/\{%.*?%\}/g, '')
    .replace(/\{\{.*?\}\}/g, '…')
    .trim();
}

function splitNote({ arms, winner }: SplitBlock): string {
  const won = arms.find(({ id }) => id === winner);
  if (won) return t('block.winner', { arm: won.name });
  return arms.map(({ weight }) => percent(shareOf(weight, arms))).join(' · ');
}

function shareOf(weight: number, arms: SplitBlock['arms']): number {
  const total = arms.reduce((sum, arm) => sum + arm.weight, 0);
  return total > 0 ? weight / total : 0;
}

export function discountInWords({ discount }: CouponBlock): string {
  switch (discount.kind) {
    case 'percentage':
      return t('discount.percentage', { percent: percent(discount.percent / 100) });
    case 'amount':
      return t('discount.amount', { amount: money(discount.minor) });
    case 'free shipping':
      return t('discount.free shipping');
  }
}

function couponNote(block: CouponBlock): string {
  const { validDays } = block;
  const validity =
    validDays === null ? t('discount.noExpiry') : t('discount.valid', { n: validDays });
  return `${discountInWords(block)}, ${validity}`;
}

export function changeInWords(change: CustomerChange): string {
  switch (change.kind) {
    case 'add tag':
    case 'remove tag':
      return t(`change.${change.kind}`, { tag: change.tag });
    case 'pause marketing':
      return t('change.pause marketing', { n: change.days });
    case 'set tier':
      return t('change.set tier', { tier: tierName(change.tier) });
    case 'suppress':
    case 'alert staff':
      return t(`change.${change.kind}`);
  }
}

function changesNote({ changes }: UpdateCustomerBlock): string {
  return changes.length > 1 ? t('block.moreChanges', { n: changes.length - 1 }) : '';
}

export function audienceName(id: number): string {
  return nameIn(surroundings.value.audiences, id) ?? t('surroundings.audience', { id });
}

export function scenarioName(id: number): string {
  return nameIn(surroundings.value.scenarios, id) ?? t('surroundings.scenario', { id });
}

/** The name of one of several ways out of a block; empty for the plain way on. */
export function exitInWords(definition: ScenarioDefinition, block: Block, via: Via): string {
  switch (via.kind) {
    case 'next':
      return '';
    case 'reaction':
      return reactionInWords(definition, block, via);
    case 'arm':
      return armInWords(block, via);
    case 'otherwise':
      return block.kind === 'wait for reaction' ? noReactionInWords(block) : t('exit.otherwise');
    case 'unreachable':
    case 'outranked':
    case 'unavailable':
      return t(`exit.${via.kind}`);
  }
}

function reactionInWords(
  definition: ScenarioDefinition,
  block: Block,
  { reaction, answer, atOnce }: Extract<Via, { kind: 'reaction' }>,
): string {
  if (answer !== null && block.kind === 'wait for reaction') {
    const label = answersOf(definition, block.messageBlock).find(({ id }) => id === answer)?.label;
    return t('exit.answeredWith', { answer: label || answer });
  }
  return t(`exit.${reaction}${atOnce ? 'AtOnce' : ''}`);
}

/** The answers a message offers, in the person's language where it has them. */
export function answersOf({ blocks }: ScenarioDefinition, messageId: string) {
  const message = blocks.find(({ id }) => id === messageId);
  if (message?.kind !== 'message' || message.channel !== 'email') return [];
  const content = message.content[language()] ?? message.content[message.fallbackLanguage];
  return (content?.body ?? []).flatMap((part) => (part.kind === 'answers' ? part.answers : []));
}

function armInWords(block: Block, { index, name }: Extract<Via, { kind: 'arm' }>): string {
  const label = name.trim() || t('exit.armNumber', { n: index + 1 });
  const arm = block.kind === 'split' ? block.arms[index] : undefined;
  if (block.kind !== 'split' || !arm || block.winner !== null) return label;
  return t('exit.arm', { name: label, share: percent(shareOf(arm.weight, block.arms)) });
}

/** Nobody who opened takes this way if there is one for openers; so it can be named by what did not happen. */
function noReactionInWords({ exits, limitHours }: WaitForReactionBlock): string {
  const time = hours(limitHours);
  const reactions = exits.map((exit) => exit.reaction);
  if (reactions.includes('opened')) return t('exit.notOpened', { time });
  if (reactions.includes('clicked')) return t('exit.notClicked', { time });
  if (reactions.includes('answered')) return t('exit.notAnswered', { time });
  return t('exit.after', { time });
}
