/** The ways to customers: which of them work, and the shop's own account for text messages. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChannelsView } from '../../contract/channels.ts';
import type { Api } from '../api.ts';
import type { Host } from '../host/host.ts';
import { type Form, form } from './form.ts';
import { asFailure, type Resource, resource } from './resource.ts';

/** As typed; the token is never read back, so it is empty unless somebody is typing one. */
export interface SmsAccountFields {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
}

export interface ChannelsModel {
  readonly channels: Resource<ChannelsView>;
  readonly smsAccount: Form<SmsAccountFields>;
  readonly removing: ReadonlySignal<boolean>;
  /** Whether the theme shows our app embed; null where nobody can tell. */
  readonly embedOn: ReadonlySignal<boolean | null>;
  /** Forgets the shop's own account; resolves to why it could not be done, or null. */
  removeSmsAccount(): Promise<string | null>;
  dispose(): void;
}

const ACCOUNT_PATH = '/api/channels/sms/account';

export function channelsModel(api: Api, host: Pick<Host, 'embedIsOn'>): ChannelsModel {
  const channels = resource('channels', (abort) =>
    api.get<ChannelsView>('/api/channels', {}, abort),
  );
  const removing = signal(false);
  const embedOn = signal<boolean | null>(null);
  const smsAccount = form<SmsAccountFields>(async (typed) => {
    const view = await api.put<ChannelsView>(ACCOUNT_PATH, typed);
    channels.set(view);
    return fieldsOf(view);
  });

  async function load(): Promise<void> {
    await channels.load();
    const view = channels.value.peek();
    if (view && !smsAccount.dirty.peek()) smsAccount.begin(fieldsOf(view));
  }
  void load();
  void host.embedIsOn().then((on) => {
    embedOn.value = on;
  });

  return {
    channels: { ...channels, load },
    smsAccount,
    removing,
    embedOn,
    async removeSmsAccount() {
      removing.value = true;
      try {
        const view = await api.delete<ChannelsView>(ACCOUNT_PATH);
        channels.set(view);
        smsAccount.begin(fieldsOf(view));
        return null;
      } catch (error) {
        return asFailure(error).message;
      } finally {
        removing.value = false;
      }
    },
    dispose: () => {
      smsAccount.dispose();
      channels.dispose();
    },
  };
}

/** An account that is not the shop's own is nothing to edit. */
function fieldsOf({ sms: { account } }: ChannelsView): SmsAccountFields {
  const { accountSid, from } = account?.own ? account : { accountSid: '', from: '' };
  return { accountSid, authToken: '', from };
}
