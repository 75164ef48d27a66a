/** The ways to customers: which of them work, and the shop's own account for text messages. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChannelsView } from '../../contract/channels.ts';
import type { Api } from '../api.ts';
import type { Host } from '../host/host.ts';
import { type ProviderAccount, providerAccount } from './provider-account.ts';
import type { Resource } from './resource.ts';

/** As typed; the token is never read back, so it is empty unless somebody is typing one. */
export interface SmsAccountFields {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
}

export interface ChannelsModel {
  readonly channels: Resource<ChannelsView>;
  readonly smsAccount: ProviderAccount<SmsAccountFields>;
  /** Whether the theme shows our app embed; null where nobody can tell. */
  readonly embedOn: ReadonlySignal<boolean | null>;
  dispose(): void;
}

export function channelsModel(api: Api, host: Pick<Host, 'embedIsOn'>): ChannelsModel {
  const { channels, account } = providerAccount<SmsAccountFields>(api, {
    path: '/api/channels/sms/account',
    fieldsOf,
  });
  const embedOn = signal<boolean | null>(null);
  void host.embedIsOn().then((on) => {
    embedOn.value = on;
  });
  return { channels, smsAccount: account, embedOn, dispose: account.dispose };
}

function fieldsOf({ sms: { account } }: ChannelsView): SmsAccountFields {
  const { accountSid, from } = account?.own ? account : { accountSid: '', from: '' };
  return { accountSid, authToken: '', from };
}
