/** Everything that stands in the way of scheduling a campaign, and what must be confirmed, each at its field. */
import type { Language } from '../message/types.ts';
import type { Instant } from '../time.ts';
import {
  CAMPAIGN_START,
  type Campaign,
  campaignDefinition,
  MOST_LIFETIME_HOURS,
  MOST_WINDOW_HOURS,
  startOf,
} from './campaign.ts';
import type { CampaignReach } from './campaign-reach.ts';
import { CAMPAIGN_WORDS, type CampaignWords } from './campaign-words.ts';
import { faultsOf } from './faults-of.ts';
import type { Surroundings } from './surroundings.ts';
import { CHANNELS, type Channel, type Fault } from './types.ts';

export interface CampaignFault {
  /** A fault stands in the way of scheduling; a warning must be confirmed. */
  readonly severity: 'fault' | 'warning';
  /** Path inside the campaign, e.g. "messages.email.en.subject", or "name". */
  readonly field: string;
  readonly message: string;
}

/** What the checks know of the shop. */
export interface CampaignAround {
  readonly now: Instant;
  readonly shop: Surroundings;
  /** Channels that nothing can go out by at present. */
  readonly closedChannels: readonly Channel[];
  /** Null where it was not counted, because a segment is gone. */
  readonly reach: CampaignReach | null;
}

/** Faults and warnings in the reader's language. */
export function campaignFaults(
  name: string,
  campaign: Campaign,
  around: CampaignAround,
  language: Language,
): readonly CampaignFault[] {
  const words = CAMPAIGN_WORDS[language];
  return [
    ...(name.trim() === '' ? [faultAt('name', words.nameMissing)] : []),
    ...channelFaults(campaign, around, words),
    ...audienceFaults(campaign, words),
    ...writtenFaults(campaign, around.shop, language),
    ...timingFaults(campaign, around.now, words),
    ...expiryFaults(campaign, around.now, words),
    ...reasonFaults(campaign, words),
    ...(campaign.holdoutShare === 0 ? [warningAt('holdoutShare', words.nobodyHeldOut)] : []),
    ...(around.reach ? reachFaults(campaign, around.reach, words) : []),
  ];
}

function faultAt(field: string, message: string): CampaignFault {
  return { severity: 'fault', field, message };
}

function warningAt(field: string, message: string): CampaignFault {
  return { severity: 'warning', field, message };
}

function channelFaults(
  { channels }: Campaign,
  { closedChannels }: CampaignAround,
  words: CampaignWords,
): readonly CampaignFault[] {
  if (channels.length === 0) return [faultAt('channels', words.noChannel)];
  return CHANNELS.filter((channel) => channels.includes(channel)).flatMap((channel) => [
    ...(channels.indexOf(channel) === channels.lastIndexOf(channel)
      ? []
      : [faultAt('channels', words.channelTwice(channel))]),
    ...(closedChannels.includes(channel)
      ? [faultAt(`channels.${channel}`, words.channelClosed(channel))]
      : []),
  ]);
}

function audienceFaults({ audience }: Campaign, words: CampaignWords): readonly CampaignFault[] {
  const { segmentId, exceptSegmentId } = audience;
  if (exceptSegmentId === null || segmentId !== exceptSegmentId) return [];
  return [faultAt('audience.exceptSegmentId', words.sameSegment)];
}

/** What a scenario made of it would be told, at the campaign's own fields; each thing once. */
function writtenFaults(
  campaign: Campaign,
  shop: Surroundings,
  language: Language,
): readonly CampaignFault[] {
  const found = new Map<string, CampaignFault>();
  const definition = campaignDefinition(campaign, null);
  for (const { severity, message, ...place } of faultsOf(definition, shop, language)) {
    const field = fieldOf(place);
    if (field !== null) found.set(`${field} ${message}`, { severity, field, message });
  }
  return [...found.values()];
}

/** Null for what the campaign says in words of its own. */
function fieldOf({ blockId, field }: Pick<Fault, 'blockId' | 'field'>): string | null {
  if (field === null) return null;
  if (blockId === null) return field;
  if (blockId === CAMPAIGN_START) {
    return field.startsWith('trigger.') ? field.replace('trigger.', 'audience.') : null;
  }
  if (field.startsWith('content.')) return field.replace('content.', `messages.${blockId}.`);
  return field.startsWith('sendTime.') ? field.replace('sendTime.', 'timing.') : null;
}

function timingFaults(
  { timing }: Campaign,
  now: Instant,
  words: CampaignWords,
): readonly CampaignFault[] {
  const past = (at: Instant | null) =>
    at !== null && at < now ? [faultAt('timing.at', words.timePast)] : [];
  switch (timing.kind) {
    case 'at once':
      return [];
    case 'at instant':
      return timing.at === null ? [faultAt('timing.at', words.noTime)] : past(timing.at);
    case 'local time':
      return timing.day === null ? [faultAt('timing.day', words.noDay)] : [];
    case 'best hour':
      return [
        ...past(timing.at),
        ...(isWhole(timing.withinHours, MOST_WINDOW_HOURS)
          ? []
          : [faultAt('timing.withinHours', words.window(timing.withinHours, MOST_WINDOW_HOURS))]),
      ];
  }
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function expiryFaults(
  campaign: Campaign,
  now: Instant,
  words: CampaignWords,
): readonly CampaignFault[] {
  const { expiry } = campaign;
  if (expiry.kind === 'after') {
    if (isWhole(expiry.hours, MOST_LIFETIME_HOURS)) return [];
    return [faultAt('expiry.hours', words.lifetime(expiry.hours, MOST_LIFETIME_HOURS))];
  }
  const start = startOf(campaign, now) ?? now;
  return expiry.at > Math.max(start, now) ? [] : [faultAt('expiry.at', words.expiresBefore)];
}

function reasonFaults(campaign: Campaign, words: CampaignWords): readonly CampaignFault[] {
  const { priorityClass, priorityReason, quiet, quietReason } = campaign;
  return [
    ...(priorityClass !== 'ad hoc' && priorityReason.trim() === ''
      ? [faultAt('priorityReason', words.classReasonMissing)]
      : []),
    ...(quiet === null && quietReason.trim() === ''
      ? [faultAt('quietReason', words.quietReasonMissing)]
      : []),
  ];
}

function reachFaults(
  { channels, timing, mode }: Campaign,
  reach: CampaignReach,
  words: CampaignWords,
): readonly CampaignFault[] {
  if (reach.reached === 0) {
    return channels.length === 0 ? [] : [faultAt('audience', words.nobodyReached)];
  }
  return [
    ...channels
      .filter((channel) => reach.byChannel[channel] === 0)
      .map((channel) => warningAt(`channels.${channel}`, words.channelReachesNobody(channel))),
    ...(mode === 'first that reaches' && onSiteBeforeOthers(channels)
      ? [warningAt('channels.on-site', words.onSiteNotLast)]
      : []),
    ...lateFaults(timing.kind === 'local time', reach, words),
    ...(reach.expired > 0 ? [warningAt('expiry', words.expired(reach.expired))] : []),
  ];
}

function onSiteBeforeOthers(channels: readonly Channel[]): boolean {
  return channels.includes('on-site') && channels.at(-1) !== 'on-site';
}

function lateFaults(
  isLocal: boolean,
  { late, reached }: CampaignReach,
  words: CampaignWords,
): readonly CampaignFault[] {
  if (!isLocal || late === 0) return [];
  return late === reached
    ? [faultAt('timing.day', words.everybodyTooLate)]
    : [warningAt('timing.day', words.late(late))];
}
