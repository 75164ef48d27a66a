import type { Instant } from '../../../admin-app/core/time.ts';
import { type Mail, type MailSummary, pack, readMail, summarize, unpack } from './mail.ts';

export interface MailFilter {
  /** Part of a recipient's address. */
  readonly to?: string;
  /** Part of a recipient's address or of the subject. */
  readonly text?: string;
  readonly unread?: boolean;
  /** Only mails that arrived after this mail. */
  readonly afterId?: number;
  /** Only mails that arrived later than this. */
  readonly after?: Instant;
}

export interface MailPage {
  readonly mails: readonly MailSummary[];
  /** How many mails match, of which `mails` is a part. */
  readonly total: number;
}

interface StoredMail {
  summary: MailSummary;
  /** Lower case, for searching. */
  readonly searchText: string;
  readonly packed: Uint8Array;
}

/** The mails of everybody, newest first, in memory. Beyond its capacity the oldest are forgotten. */
export class Mailbox {
  readonly #now: () => Instant;
  readonly #capacity: number;
  readonly #mails = new Map<number, StoredMail>();
  #lastId = 0;

  constructor(options: { readonly now: () => Instant; readonly capacity?: number }) {
    this.#now = options.now;
    this.#capacity = options.capacity ?? 20_000;
  }

  /** Keeps a delivered message and returns what the list will show of it. */
  async deliver(raw: Uint8Array, recipients: readonly string[]): Promise<MailSummary> {
    const read = await summarize(raw);
    this.#lastId += 1;
    const to = recipients.map((each) => each.toLowerCase());
    const summary = { ...read, id: this.#lastId, to, receivedAt: this.#now(), read: false };
    const searchText = `${to.join(' ')} ${read.subject.toLowerCase()}`;
    this.#mails.set(summary.id, { summary, searchText, packed: pack(raw) });
    this.#forgetOldest();
    return summary;
  }

  /** Matching mails, newest first. */
  list(filter: MailFilter = {}, page: { offset?: number; limit?: number } = {}): MailPage {
    const { offset = 0, limit = 50 } = page;
    const matching = this.#matching(filter);
    const mails = matching.reverse().slice(offset, offset + limit);
    return { mails, total: matching.length };
  }

  /** `count` matching mails at random, each at most once. */
  sample(filter: MailFilter, count: number): readonly MailSummary[] {
    const matching = this.#matching(filter);
    const chosen: MailSummary[] = [];
    while (chosen.length < count && matching.length > 0) {
      const [mail] = matching.splice(Math.floor(Math.random() * matching.length), 1);
      if (mail) chosen.push(mail);
    }
    return chosen;
  }

  /** One mail with its bodies, or null if there is none (or it has been forgotten). */
  async read(id: number): Promise<Mail | null> {
    const stored = this.#mails.get(id);
    return stored ? readMail(stored.summary, unpack(stored.packed)) : null;
  }

  raw(id: number): Uint8Array | null {
    const stored = this.#mails.get(id);
    return stored ? unpack(stored.packed) : null;
  }

  markRead(id: number): void {
    const stored = this.#mails.get(id);
    if (stored) stored.summary = { ...stored.summary, read: true };
  }

  get count(): number {
    return this.#mails.size;
  }

  get lastId(): number {
    return this.#lastId;
  }

  clear(): void {
    this.#mails.clear();
  }

  /** Oldest first. */
  #matching(filter: MailFilter): MailSummary[] {
    const to = filter.to?.trim().toLowerCase();
    const text = filter.text?.trim().toLowerCase();
    const found: MailSummary[] = [];
    for (const { summary, searchText } of this.#mails.values()) {
      if (to && !summary.to.some((address) => address.includes(to))) continue;
      if (text && !searchText.includes(text)) continue;
      if (filter.unread && summary.read) continue;
      if (filter.afterId !== undefined && summary.id <= filter.afterId) continue;
      if (filter.after !== undefined && summary.receivedAt <= filter.after) continue;
      found.push(summary);
    }
    return found;
  }

  #forgetOldest(): void {
    // A Map keeps insertion order, so its first key is the oldest mail.
    for (const id of this.#mails.keys()) {
      if (this.#mails.size <= this.#capacity) return;
      this.#mails.delete(id);
    }
  }
}
