import type { Channel } from '../../types.ts';

/** What a message is called on its channel, within a sentence and at its beginning. */
export const CHANNEL_WORDS: Readonly<
  Record<Channel, { readonly in: string; readonly first: string }>
> = {
  email: { in: 'e-mail', first: 'E-mail' },
  sms: { in: 'SMS', first: 'SMS' },
  push: { in: 'push message', first: 'Push message' },
  'on-site': { in: 'on-site message', first: 'On-site message' },
};
