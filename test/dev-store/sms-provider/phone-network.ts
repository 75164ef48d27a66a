/** What the SMS provider keeps: messages sent and received, who opted out, and how it misbehaves. In memory. */

import { toE164 } from '../../../admin-app/core/consent/phone.ts';
import type { Instant } from '../../../admin-app/core/time.ts';

export interface TextMessage {
  readonly id: number;
  /** What the provider calls it. */
  readonly sid: string;
  readonly direction: 'outbound' | 'inbound';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly at: Instant;
  /** As the sender gave it; where reports go. */
  readonly statusCallback: string | null;
  readonly status: 'sent' | 'delivered' | 'undelivered';
}

/** May be changed while it runs. */
export interface SmsFaults {
  /** Numbers that do not exist: 400 with code 21211. */
  readonly invalid: readonly string[];
  /** Numbers whose messages are accepted and then reported as undelivered, with this code. */
  readonly undelivered: Readonly<Record<string, number>>;
  /** This many next requests are answered 429 with these seconds in Retry-After. */
  readonly tooMany: { readonly requests: number; readonly retryAfterSeconds: number };
  /** This many next requests are answered 500, having been carried out or not. */
  readonly broken: { readonly requests: number; readonly carriedOut: boolean };
  /** This many next messages are accepted, but the connection breaks before the sender hears of it. */
  readonly dropAnswers: number;
  /** Waits this long before answering, in milliseconds. */
  readonly delayMs: number;
}

export const noSmsFaults: SmsFaults = {
  invalid: [],
  undelivered: {},
  tooMany: { requests: 0, retryAfterSeconds: 0 },
  broken: { requests: 0, carriedOut: false },
  dropAnswers: 0,
  delayMs: 0,
};

export interface NewOutbound {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly statusCallback: string | null;
}

export class PhoneNetwork {
  readonly #now: () => Instant;
  #messages: TextMessage[] = [];
  readonly #optedOut = new Set<string>();
  faults: SmsFaults = noSmsFaults;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  send(message: NewOutbound): TextMessage {
    const kept = this.#keep({ ...message, direction: 'outbound', status: 'sent' });
    return kept;
  }

  /** A customer writes; STOP and the like take them out until they write START. */
  receive(from: string, to: string, text: string): TextMessage {
    const word = text.trim().toUpperCase();
    if (['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL'].includes(word)) {
      this.#optedOut.add(pair(from, to));
    }
    if (['START', 'YES', 'UNSTOP'].includes(word)) this.#optedOut.delete(pair(from, to));
    return this.#keep({
      from,
      to,
      text,
      direction: 'inbound',
      statusCallback: null,
      status: 'delivered',
    });
  }

  settle(sid: string, status: 'delivered' | 'undelivered'): void {
    this.#messages = this.#messages.map((it) => (it.sid === sid ? { ...it, status } : it));
  }

  hasOptedOut(to: string, from: string): boolean {
    return this.#optedOut.has(pair(to, from));
  }

  /** Newest first. */
  messages(filter: { readonly with?: string } = {}): readonly TextMessage[] {
    const number = filter.with === undefined ? null : (toE164(filter.with) ?? filter.with);
    return this.#messages
      .filter((it) => number === null || it.to === number || it.from === number)
      .toReversed();
  }

  clear(): void {
    this.#messages = [];
  }

  #keep(message: Omit<TextMessage, 'id' | 'sid' | 'at'>): TextMessage {
    const id = (this.#messages.at(-1)?.id ?? 0) + 1;
    const sid = `SM${id.toString(16).padStart(32, '0')}`;
    const kept = { ...message, id, sid, at: this.#now() };
    this.#messages.push(kept);
    return kept;
  }
}

const pair = (customer: string, sender: string) => `${customer} ${sender}`;
