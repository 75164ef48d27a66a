import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  CustomerMessage,
  CustomerMessageSent,
  CustomerMessageView,
  WrittenChannel,
} from '../../contract/customers.ts';
import type { ChannelMessage, MessagePreview } from '../../contract/messages.ts';
import { singleEmail, singleSms } from '../../core/scenario/templates/single-message.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { asFailure, type Resource, resource } from './resource.ts';

/** What staff write; `text` is the mail's, `sms` the short message's. */
export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly button: string;
  readonly sms: string;
}

export interface CustomerMessageModel {
  readonly first: Resource<CustomerMessageView>;
  readonly written: ReadonlySignal<Written | null>;
  readonly channel: ReadonlySignal<WrittenChannel>;
  readonly preview: ReadonlySignal<MessagePreview | null>;
  /** Of the preview or of the sending; its field is one of `Written`, or null. */
  readonly failure: ReadonlySignal<RequestFailed | null>;
  readonly sending: ReadonlySignal<boolean>;
  write(changes: Partial<Written>): void;
  choose(channel: WrittenChannel): void;
  /** When it goes; null when it was refused. Asked twice, it goes once. */
  send(): Promise<CustomerMessageSent | null>;
  dispose(): void;
}

const PAUSE_MS = 350;

/** `key` says which message this is, so that a click too many sends nothing more. */
export function customerMessageModel(
  api: Api,
  customerId: number,
  key: string,
): CustomerMessageModel {
  const path = `/api/customers/${customerId}/message`;
  const first = resource(`${path} ${key}`, (abort) =>
    api.get<CustomerMessageView>(path, {}, abort),
  );
  const written = signal<Written | null>(null);
  const channel = signal<WrittenChannel>('email');
  const preview = signal<MessagePreview | null>(null);
  const failure = signal<RequestFailed | null>(null);
  const sending = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rendering = new AbortController();

  async function render(): Promise<void> {
    rendering.abort();
    const own = new AbortController();
    rendering = own;
    const message = messageOf(channel.peek(), written.peek());
    if (!message) return;
    const { language } = first.value.peek() ?? {};
    try {
      const body = { message, language, customerId, coupon: null };
      preview.value = await api.post<MessagePreview>('/api/messages/preview', body, own.signal);
      failure.value = null;
    } catch (error) {
      if (!isAbort(error)) failure.value = asFailure(error);
    }
  }

  void first.load().then(() => {
    const known = first.value.peek();
    if (!known) return;
    const { subject, text, button, sms } = known;
    written.value = { subject, text, button, sms };
    channel.value = known.channels.find(({ problem }) => problem === null)?.channel ?? 'email';
    void render();
  });

  return {
    first,
    written,
    channel,
    preview,
    failure,
    sending,
    write(changes) {
      const before = written.peek();
      if (!before) return;
      written.value = { ...before, ...changes };
      clearTimeout(timer);
      timer = setTimeout(() => void render(), PAUSE_MS);
    },
    choose(next) {
      channel.value = next;
      preview.value = null;
      void render();
    },
    async send() {
      const own = written.peek();
      if (!own || sending.peek()) return null;
      sending.value = true;
      try {
        return await api.post<CustomerMessageSent>(path, bodyOf(channel.peek(), own, key));
      } catch (error) {
        failure.value = asFailure(error);
        return null;
      } finally {
        sending.value = false;
      }
    },
    dispose() {
      clearTimeout(timer);
      rendering.abort();
      first.dispose();
    },
  };
}

function messageOf(channel: WrittenChannel, written: Written | null): ChannelMessage | null {
  if (!written) return null;
  return channel === 'email'
    ? { channel, content: singleEmail(written) }
    : { channel, content: singleSms(written.sms) };
}

function bodyOf(channel: WrittenChannel, written: Written, key: string): CustomerMessage {
  const { subject, text, button, sms } = written;
  return channel === 'email'
    ? { channel, key, subject, text, button }
    : { channel, key, text: sms };
}

/** Which input a failure of preview or sending is about; null for none of them. */
export function fieldOf(field: string | null, channel: WrittenChannel): keyof Written | null {
  if (field === null) return null;
  const last = field.replace(/^content\./, '');
  if (channel === 'sms') return last === 'text' ? 'sms' : null;
  if (last === 'subject' || last === 'text' || last === 'button') return last;
  if (last.startsWith('body.0')) return 'text';
  return last.startsWith('body.1') ? 'button' : null;
}
