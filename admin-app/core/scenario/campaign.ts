/**
 * A campaign: one message to many customers at a time, over one channel or several. For everything that happens after
 * it was written it is a scenario of one passage: start, the messages, exit.
 */
import type {
  EmailContent,
  Language,
  OnSiteContent,
  PushContent,
  SmsContent,
} from '../message/types.ts';
import type { OnSiteForm } from '../priority/on-site.ts';
import type { PriorityClass } from '../priority/types.ts';
import type { Day, Instant } from '../time.ts';
import { instantAt } from './local-clock.ts';
import type {
  Block,
  BlockId,
  ByLanguage,
  Channel,
  MessageBlock,
  MessageExpiry,
  QuietTimes,
  ScenarioDefinition,
  SendTime,
} from './types.ts';

/** What staff write; plain JSON. */
export interface Campaign {
  readonly audience: CampaignAudience;
  /** Those in use. The order counts where the first that reaches a customer is taken. */
  readonly channels: readonly Channel[];
  readonly mode: CampaignMode;
  /** Also of channels that are not in use (any more). */
  readonly messages: CampaignMessages;
  /** How it shows on the shop's pages. */
  readonly onSiteForm: OnSiteForm;
  /** What a customer gets whose own language is not written. */
  readonly fallbackLanguage: Language;
  readonly timing: CampaignTiming;
  readonly expiry: MessageExpiry;
  /** When nothing leaves on the customer's own clock; null disregards the hour, for the reason given. */
  readonly quiet: QuietTimes | null;
  readonly quietReason: string;
  readonly priorityClass: PriorityClass;
  /** Why it has another class than ad hoc. */
  readonly priorityReason: string;
  /** 0–0.5. */
  readonly holdoutShare: number;
  /** Who orders after it began and before their message leaves does not get it any more. */
  readonly stopsOnOrder: boolean;
}

export interface CampaignAudience {
  /** Its members when the campaign begins; null is every customer. */
  readonly segmentId: number | null;
  /** Without the members of this one; null leaves nobody out. */
  readonly exceptSegmentId: number | null;
}

export const CAMPAIGN_MODES = ['every channel', 'first that reaches'] as const;
export type CampaignMode = (typeof CAMPAIGN_MODES)[number];

export interface CampaignMessages {
  readonly email: ByLanguage<EmailContent>;
  readonly sms: ByLanguage<SmsContent>;
  readonly push: ByLanguage<PushContent>;
  readonly 'on-site': ByLanguage<OnSiteContent>;
}

export type CampaignTiming =
  | { readonly kind: 'at once' }
  /** The same moment for everybody; null while none is chosen. */
  | { readonly kind: 'at instant'; readonly at: Instant | null }
  /** When each customer's own clock shows this hour of this day: spread over a day by their zones. */
  | { readonly kind: 'local time'; readonly day: Day | null; readonly hour: number }
  /** In the hour of so many from then on (null: at once) in which each customer most likely notices. */
  | { readonly kind: 'best hour'; readonly at: Instant | null; readonly withinHours: number };

const CAMPAIGN_STATES = ['draft', 'scheduled', 'sending', 'done', 'cancelled'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const MOST_WINDOW_HOURS = 72;
export const MOST_LIFETIME_HOURS = 720;
/** Nobody is woken by an announcement. */
export const USUAL_QUIET: QuietTimes = { hours: { from: 21, until: 8 }, weekdays: [] };
export const USUAL_LIFETIME_HOURS = 48;
const USUAL_HOLDOUT = 0.1;

/** Nothing written, nobody chosen but everybody; the rest as is usual. */
export function newCampaign(fallbackLanguage: Language): Campaign {
  return {
    audience: { segmentId: null, exceptSegmentId: null },
    channels: ['email'],
    mode: 'every channel',
    messages: { email: {}, sms: {}, push: {}, 'on-site': {} },
    onSiteForm: 'corner card',
    fallbackLanguage,
    timing: { kind: 'at instant', at: null },
    expiry: { kind: 'after', hours: USUAL_LIFETIME_HOURS },
    quiet: USUAL_QUIET,
    quietReason: '',
    priorityClass: 'ad hoc',
    priorityReason: '',
    holdoutShare: USUAL_HOLDOUT,
    stopsOnOrder: false,
  };
}

/** Where a day begins first: 14 hours ahead of UTC. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** When the audience is taken if the campaign is scheduled now; null while its time is not chosen. */
export function startOf({ timing }: Pick<Campaign, 'timing'>, now: Instant): Instant | null {
  switch (timing.kind) {
    case 'at once':
      return now;
    case 'at instant':
      return timing.at;
    case 'local time':
      if (timing.day === null) return null;
      return Math.max(now, instantAt(timing.day, timing.hour, FIRST_ZONE));
    case 'best hour':
      return timing.at ?? now;
  }
}

export const CAMPAIGN_START = 'start';
const CAMPAIGN_END = 'end';
const SETTLED = 'settled';
/** The outcome of who got the campaign. */
const GOT_CAMPAIGN = 'got the campaign';

/** The passage of a campaign that takes its audience `at` an instant; null while it is not scheduled. */
export function campaignDefinition(campaign: Campaign, at: Instant | null): ScenarioDefinition {
  const { audience, holdoutShare, quiet, stopsOnOrder } = campaign;
  const messages = messageBlocks(campaign);
  return {
    blocks: [
      {
        kind: 'start',
        id: CAMPAIGN_START,
        trigger: { kind: 'campaign', at, ...audience },
        condition: null,
        reentry: { kind: 'never' },
        holdoutShare,
        next: messages[0]?.id ?? CAMPAIGN_END,
      },
      ...messages,
      { kind: 'exit', id: CAMPAIGN_END, outcome: GOT_CAMPAIGN },
    ],
    goal: stopsOnOrder ? { kind: 'order' } : { kind: 'none' },
    quiet,
  };
}

function messageBlocks(campaign: Campaign): readonly Block[] {
  const { mode, channels } = campaign;
  if (channels.length < 2) return channels.map((channel) => messageBlock(campaign, channel));
  if (mode === 'first that reaches') {
    return channels.map((channel, place) => ({
      ...messageBlock(campaign, channel),
      // Its hour is over when the one before turns out not to reach them.
      ...(place > 0 && { sendTime: { kind: 'at once' } as const }),
      unreachable: channels[place + 1] ?? null,
    }));
  }
  // Side by side: none waits for another, and the customer leaves when all are settled.
  const together = channels.map((channel, place) => ({
    ...messageBlock(campaign, channel),
    goOn: 'at once' as const,
    next: channels[place + 1] ?? SETTLED,
  }));
  const settled: Block = {
    kind: 'wait',
    id: SETTLED,
    until: { kind: 'messages settled' },
    next: CAMPAIGN_END,
  };
  return [...together, settled];
}

const NAMES: Readonly<Record<Channel, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  push: 'Push',
  'on-site': 'On-site',
};

function messageBlock(campaign: Campaign, channel: Channel): MessageBlock {
  const { messages, fallbackLanguage, priorityClass, expiry, onSiteForm } = campaign;
  const id: BlockId = channel;
  const parts = {
    kind: 'message',
    id,
    name: NAMES[channel],
    priorityClass,
    fallbackLanguage,
    sendTime: sendTimeOf(campaign),
    expires: expiry,
    next: CAMPAIGN_END,
    unreachable: null,
    outranked: null,
  } as const;
  switch (channel) {
    case 'email':
      return { ...parts, channel, content: messages.email };
    case 'sms':
      return { ...parts, channel, content: messages.sms };
    case 'push':
      return { ...parts, channel, content: messages.push };
    case 'on-site':
      // `expires` says how long.
      return { ...parts, channel, content: messages['on-site'], form: onSiteForm, days: 1 };
  }
}

function sendTimeOf({ timing }: Campaign): SendTime {
  switch (timing.kind) {
    case 'at once':
    case 'at instant':
      return { kind: 'at once' };
    case 'local time':
      // Without a day it cannot be scheduled; until then any does.
      return { kind: 'local time', day: timing.day ?? 0, hour: timing.hour };
    case 'best hour':
      return { kind: 'best hour', withinHours: timing.withinHours };
  }
}
