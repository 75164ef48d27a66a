import { type ReadonlySignal, signal } from '@preact/signals';
import type { TestDelivery } from '../../contract/channels.ts';
import type { CustomersPage } from '../../contract/customers.ts';
import type {
  ChannelMessage,
  MessagePreview,
  PreviewedCoupon,
  TestSent,
} from '../../contract/messages.ts';
import type { Language } from '../../core/message/types.ts';
import { reachableFrom } from '../../core/scenario/reach.ts';
import type { CouponBlock, MessageBlock, ScenarioDefinition } from '../../core/scenario/types.ts';
import { type Api, isAbort, RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';

const PAUSE_MS = 250;

export interface PreviewCustomer {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
}

/** How far a test message came. */
export type TestState =
  | { readonly kind: 'none' | 'sending' }
  | { readonly kind: 'sent'; readonly to: string }
  | { readonly kind: 'failed'; readonly failure: RequestFailed };

/** A message as a customer would get it, rendered by the server's own code while it is written. */
export interface PreviewModel {
  readonly preview: ReadonlySignal<MessagePreview | null>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  /** It lacks what every message needs, so that nobody could get it: there is no newer preview. */
  readonly unwritten: ReadonlySignal<boolean>;
  readonly customer: ReadonlySignal<PreviewCustomer | null>;
  readonly found: ReadonlySignal<readonly PreviewCustomer[]>;
  readonly test: ReadonlySignal<TestState>;
  /** `coupon` is what the scenario gives before: null for none, undefined where nobody knows. */
  show(message: ChannelMessage, language: Language, coupon?: PreviewedCoupon | null): void;
  search(text: string): void;
  /** Null shows it as an example customer. */
  choose(customer: PreviewCustomer | null): void;
  /**
   * Sends what is shown: a mail to an address, a text message to a number, both of one's own; a notification to the
   * browsers of the customer that is chosen, whatever `to` says.
   */
  sendTest(to: string): Promise<void>;
  dispose(): void;
}

export function previewModel(api: Api): PreviewModel {
  const preview = signal<MessagePreview | null>(null);
  const failure = signal<RequestFailed | null>(null);
  const customer = signal<PreviewCustomer | null>(null);
  const found = signal<readonly PreviewCustomer[]>([]);
  const test = signal<TestState>({ kind: 'none' });
  const unwritten = signal(false);
  let shown: Shown | null = null;
  let timers: { render?: ReturnType<typeof setTimeout>; search?: ReturnType<typeof setTimeout> } =
    {};
  let rendering = new AbortController();
  let searching = new AbortController();

  const customerId = () => customer.value?.customerId ?? null;

  async function render(): Promise<void> {
    rendering.abort();
    if (!shown || isUnwritten(shown.message)) return;
    rendering = new AbortController();
    const body = { ...shown, customerId: customerId() };
    try {
      preview.value = await api.post('/api/messages/preview', body, rendering.signal);
      failure.value = null;
    } catch (error) {
      if (!isAbort(error)) failure.value = asFailure(error);
    }
  }

  async function find(search: string): Promise<void> {
    searching.abort();
    searching = new AbortController();
    const query = { list: search === '' ? 'overdue' : 'all', search };
    try {
      const page = await api.get<CustomersPage>('/api/customers', query, searching.signal);
      found.value = page.customers.slice(0, 8);
    } catch (error) {
      if (!isAbort(error)) found.value = [];
    }
  }

  async function deliverTest(to: string): Promise<string> {
    if (shown?.message.channel === 'email') {
      const { message, language, coupon } = shown;
      const body = { content: message.content, language, coupon, customerId: customerId(), to };
      return (await api.post<TestSent>('/api/messages/test-email', body)).to;
    }
    const ready = preview.value;
    if (ready?.channel === 'sms') {
      await tell('/api/channels/sms/test', { to, text: ready.text });
      return to;
    }
    if (ready?.channel === 'push') {
      const { title, body, url } = ready;
      await tell('/api/channels/push/test', { customerId: customerId(), title, body, url });
      return ready.asCustomer;
    }
    return to;
  }

  async function tell(path: string, body: object): Promise<void> {
    const { outcome, reason } = await api.post<TestDelivery>(path, body);
    if (outcome !== 'sent') throw new RequestFailed(reason ?? '', 409);
  }

  function later(what: 'render' | 'search', run: () => void): void {
    clearTimeout(timers[what]);
    timers = { ...timers, [what]: setTimeout(run, PAUSE_MS) };
  }

  return {
    preview,
    failure,
    unwritten,
    customer,
    found,
    test,
    show: (message, language, coupon) => {
      const next = { message, language, coupon };
      if (isSame(shown, next)) return;
      const first = shown === null;
      shown = next;
      unwritten.value = isUnwritten(message);
      if (test.value.kind !== 'sending') test.value = { kind: 'none' };
      if (first) void render();
      else later('render', () => void render());
    },
    search: (text) => later('search', () => void find(text.trim())),
    choose: (chosen) => {
      customer.value = chosen;
      if (shown) void render();
    },
    sendTest: async (to) => {
      if (test.value.kind === 'sending') return;
      test.value = { kind: 'sending' };
      try {
        test.value = { kind: 'sent', to: await deliverTest(to) };
      } catch (error) {
        test.value = { kind: 'failed', failure: asFailure(error) };
      }
    },
    dispose: () => {
      clearTimeout(timers.render);
      clearTimeout(timers.search);
      rendering.abort();
      searching.abort();
    },
  };
}

function isUnwritten({ channel, content }: ChannelMessage): boolean {
  switch (channel) {
    case 'email':
      return content.subject.trim() === '';
    case 'sms':
      return content.text.trim() === '';
    case 'push':
      return content.title.trim() === '' || content.body.trim() === '';
    case 'on-site':
      return content.title.trim() === '';
  }
}

interface Shown {
  readonly message: ChannelMessage;
  readonly language: Language;
  readonly coupon: PreviewedCoupon | null | undefined;
}

function isSame(before: Shown | null, next: Shown): boolean {
  return (
    before !== null &&
    before.message.content === next.message.content &&
    before.language === next.language &&
    JSON.stringify(before.coupon) === JSON.stringify(next.coupon)
  );
}

/** The coupon that customers at this block were given last; null where they can have none. */
export function couponBefore(
  definition: ScenarioDefinition,
  blockId: string,
): PreviewedCoupon | null {
  const leadTo = (from: CouponBlock, to: string) => reachableFrom(definition, [from.next]).has(to);
  const before = definition.blocks
    .filter((block) => block.kind === 'coupon')
    .filter((coupon) => leadTo(coupon, blockId));
  const last =
    before.find((one) => !before.some((other) => other !== one && leadTo(one, other.id))) ??
    before[0];
  return last ? { discount: last.discount, prefix: last.prefix, validDays: last.validDays } : null;
}

/** What a message block says in a language, as it is previewed; null where it says nothing. */
export function messageIn(block: MessageBlock, language: Language): ChannelMessage | null {
  switch (block.channel) {
    case 'email': {
      const content = block.content[language];
      return content ? { channel: 'email', content } : null;
    }
    case 'sms': {
      const content = block.content[language];
      return content ? { channel: 'sms', content } : null;
    }
    case 'push': {
      const content = block.content[language];
      return content ? { channel: 'push', content } : null;
    }
    case 'on-site': {
      const content = block.content[language];
      return content ? { channel: 'on-site', content } : null;
    }
  }
}
