/**
 * What the core writes down in English (causes and results of steps, outcomes, refusals), in the person's language.
 * What has no text of ours is shown as it was written.
 */
import { day, hours } from './format.ts';
import { staffInWords } from './staff.ts';
import { language, t, textFor } from './t.ts';

/** Why a step was taken, e.g. "time is over". */
export function causeInWords(cause: string): string {
  const answer = /^answered “(.*)”$/.exec(cause)?.[1];
  if (answer !== undefined) return t('cause.answeredWith', { answer });
  const [, kind, date] = /^(order was due on|no order since) (\d{4}-\d\d-\d\d)$/.exec(cause) ?? [];
  if (date !== undefined) {
    return kind === 'no order since'
      ? t('cause.noOrderSince', { day: day(date) })
      : t('cause.wasDue', { day: day(date) });
  }
  return textFor('cause', cause) ?? sendInWords(cause) ?? deedInWords(cause) ?? cause;
}

const SEND_KEYS = {
  sent: 'cause.messageSent',
  unknown: 'cause.messageUnknown',
  blocked: 'cause.messageBlocked',
  outranked: 'cause.messageOutranked',
  failed: 'cause.messageFailed',
} as const;

/** "SMS sent", "push message blocked". */
function sendInWords(cause: string): string | null {
  const [, channel, result] =
    /^(SMS|push message|on-site message) (sent|unknown|blocked|outranked|failed)$/.exec(cause) ??
    [];
  if (channel === undefined || result === undefined) return null;
  const word = t(
    channel === 'SMS' ? 'block.sms' : channel === 'push message' ? 'block.push' : 'block.on-site',
  );
  // The pattern takes only these results.
  return t(SEND_KEYS[result as keyof typeof SEND_KEYS], { channel: word });
}

/** What was decided or done by somebody, each with its own name in it. */
function deedInWords(cause: string): string | null {
  const arm = /^matches “(.*)”$/.exec(cause)?.[1];
  if (arm !== undefined) return t('cause.matches', { arm });
  const reason = /^no coupon: (.*)$/.exec(cause)?.[1];
  if (reason !== undefined) return t('cause.noCoupon', { reason });
  const [, deed, who] = /^(moved|added) by (.*)$/.exec(cause) ?? [];
  if (who === undefined) return null;
  const by = staffInWords(who);
  return deed === 'moved' ? t('cause.movedBy', { by }) : t('cause.addedBy', { by });
}

/** What a step led to, e.g. "went to Second mail", "left: returned". */
export function resultInWords(result: string): string {
  const block = /^went to (.*)$/.exec(result)?.[1];
  if (block !== undefined) return t('result.wentTo', { block: blockInWords(block) });
  const outcome = /^left: (.*)$/.exec(result)?.[1];
  if (outcome !== undefined) return t('result.left', { outcome: outcomeInWords(outcome) });
  return textFor('result', result) ?? result;
}

/** Blocks without a name of their own go by what they do; the others as staff named them. */
export function blockInWords(name: string): string {
  const kind = name === 'Wait for a reaction' ? 'wait for reaction' : name.toLowerCase();
  return textFor('block', kind) ?? (language() === 'en' ? name : deedOfBlock(name)) ?? name;
}

/** How the core names blocks by what they do, and what sort of block each is. */
const DEEDS = [
  [/^Wait until /, 'block.wait'],
  [/^(Add to|Remove from) audience \d+$/, 'block.audience'],
  [/^Start scenario \d+$/, 'block.start scenario'],
  [
    /^(Add the tag “|Remove the tag “|Set the tier “|Send nothing |Tell staff|Change nothing)/,
    'block.update customer',
  ],
] as const;

function deedOfBlock(name: string): string | null {
  const [, count, unit] = /^Wait (\d+) (hours?|days)$/.exec(name) ?? [];
  if (count !== undefined)
    return `${t('block.wait')} (${hours(Number(count) * (unit === 'days' ? 24 : 1))})`;
  const outcome = /^Leaves: (.*)$/.exec(name)?.[1];
  if (outcome !== undefined) return `${t('block.exit')} (${outcomeInWords(outcome)})`;
  const deed = DEEDS.find(([pattern]) => pattern.test(name));
  return deed ? t(deed[1]) : null;
}

export function outcomeInWords(outcome: string): string {
  const by = /^taken out by (.*)$/.exec(outcome)?.[1];
  if (by !== undefined) return t('outcome.takenOut', { by: staffInWords(by) });
  return textFor('outcome', outcome) ?? outcome;
}

/** Why a customer cannot be written to, or a message did not go. */
export function refusalInWords(refusal: string): string {
  const by = /^outranked by “(.*)”/.exec(refusal)?.[1];
  if (by !== undefined) return t('refusal.outrankedBy', { by });
  const why = /^Refused until it expired: (.*)$/s.exec(refusal)?.[1];
  if (why !== undefined) return t('refusal.refusedUntil', { why });
  const known = BEGINNINGS.find(([beginning]) => refusal.startsWith(beginning));
  return known ? t(known[1]) : (textFor('refusal', refusal) ?? refusal);
}

/** Refusals that go on in words of their own. */
const BEGINNINGS = [
  ['inactive, and the address would bounce', 'refusal.wouldBounce'],
  ['The text “', 'refusal.textNotMade'],
  ['Broke off while sending', 'refusal.brokenOff'],
  ['The process that was sending it ended', 'refusal.brokenOff'],
] as const;

/** Why a sync stopped. */
export function syncStopInWords(error: string): string {
  const [, resource, reason] =
    /^Shopify could not hand over the ([a-z ]+?)(?:, in \d+ attempts)?: (.*)\. What came so far/s.exec(
      error,
    ) ?? [];
  if (resource !== undefined && reason !== undefined)
    return t('sync.stopped.handOver', { step: textFor('sync.step', resource) ?? resource, reason });
  const refused = /^Shopify refused [^:]+: (.*)$/s.exec(error)?.[1];
  if (refused !== undefined) return t('sync.stopped.refused', { reason: refused });
  return error.startsWith('Rondo has no access to shop') ? t('sync.stopped.noAccess') : error;
}

export function activityInWords(channel: string, kind: string): string {
  return textFor('activity', `${channel} ${kind}`) ?? textFor('activity', kind) ?? kind;
}

export function channelInWords(channel: string): string {
  return textFor('channel', channel) ?? channel;
}
