import type { AudienceProvider } from '../audience-provider/provider.ts';
import type { DevStore } from '../dev-store.ts';
import type { Mailbox } from '../inbox/mailbox.ts';
import type { Smtp } from '../inbox/smtp.ts';
import type { SmsProvider } from '../sms-provider/provider.ts';
import type { Embeds } from '../storefront/embeds.ts';
import type { Surroundings } from './layout.ts';

/** What the pages of the dev store work on. */
export interface PageParts {
  readonly devStore: DevStore;
  readonly around: Surroundings;
  readonly embeds: Embeds;
  readonly mailbox: Mailbox;
  readonly smtp: Smtp;
  readonly sms: SmsProvider;
  readonly audiences: AudienceProvider;
}
