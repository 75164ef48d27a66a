/** The ways to customers: which of them work, what the others lack, and the shop's own accounts at providers. */
import { z } from 'zod';
import type { Channel } from '../core/scenario/types.ts';
import { REFUSALS } from './refusals.ts';

/** GET /api/channels */
export interface ChannelsView {
  readonly channels: readonly ChannelView[];
  readonly sms: {
    readonly account: SmsAccountView | null;
    /** What the provider is to call when customers answer. */
    readonly inboundUrl: string;
  };
  readonly push: {
    /** Customers with a browser that can be reached. */
    readonly subscribers: number;
  };
  readonly audience: {
    readonly account: AudienceAccountView | null;
    readonly problem: string | null;
  };
}

export interface ChannelView {
  readonly channel: Channel;
  /** What is missing before anything can go, in words; null when it works. */
  readonly problem: string | null;
}

/** Never the token itself. */
export interface SmsAccountView {
  readonly accountSid: string;
  readonly from: string;
  /** The shop's; otherwise that of whoever runs this server. */
  readonly own: boolean;
}

export interface AudienceAccountView {
  readonly adAccountId: string | null;
  readonly own: boolean;
}

/** PUT /api/channels/sms/account → ChannelsView; DELETE takes it away. */
export const smsAccount = z.strictObject({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-zA-Z]{4,60}$/, REFUSALS['not an sms account']),
  authToken: z.string().trim().min(1, 'the account’s token is missing').max(200),
  from: z
    .string()
    .trim()
    .regex(
      /^(\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      REFUSALS['not an sms sender'],
    ),
});

/** PUT /api/channels/audience/account → ChannelsView; DELETE takes it away. */
export const audienceAccount = z.strictObject({
  accessToken: z.string().trim().min(1, 'the access token is missing').max(1_000),
  adAccountId: z
    .string()
    .trim()
    .regex(/^act_\d{1,30}$/, REFUSALS['not an advertising account'])
    .nullable(),
});

/** POST /api/channels/sms/test → TestDelivery */
export const testSms = z.strictObject({
  to: z.string().trim().min(1, 'say which number to send it to').max(40),
  text: z.string().trim().min(1, 'the message is empty').max(1_600),
});

/** POST /api/channels/push/test → TestDelivery; to the browsers of a customer, as one of staff may be. */
export const testPush = z.strictObject({
  customerId: z.number().int().positive(),
  title: z.string().trim().min(1, 'the message needs a title').max(80),
  body: z.string().trim().max(240),
  url: z.url({ protocol: /^https?$/, error: REFUSALS['not a web address'] }),
});

export interface TestDelivery {
  /** How it ended, in words for staff. */
  readonly outcome: 'sent' | 'refused' | 'unknown';
  readonly reason: string | null;
}
