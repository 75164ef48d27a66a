/** Adds up a dry run: how many entered, came where, and would have got what. */
import type { Day } from '../../time.ts';
import { localHourOf } from '../local-clock.ts';
import { type BlockId, CHANNELS, type Channel } from '../types.ts';
import type { Rehearsal } from './rehearse.ts';

export interface DryRunDay {
  readonly day: Day;
  readonly entered: number;
  readonly sends: number;
}

export interface DryRunReport {
  /** Passages, held-out ones included. */
  readonly entered: number;
  readonly heldOut: number;
  readonly customers: number;
  /** Days on which somebody entered or got something, in order. */
  readonly days: readonly DryRunDay[];
  /** How many came to each block. */
  readonly blocks: Readonly<Record<BlockId, number>>;
  readonly channels: Readonly<Record<Channel, number>>;
  readonly coupons: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Still inside at the end. */
  readonly inside: number;
  /** The most messages that one customer would have got. */
  readonly mostPerCustomer: number;
}

export class DryRunTally {
  readonly #zone: string;
  #entered = 0;
  #heldOut = 0;
  #customers = 0;
  #coupons = 0;
  #inside = 0;
  #mostPerCustomer = 0;
  readonly #days = new Map<Day, { entered: number; sends: number }>();
  readonly #blocks = new Map<BlockId, number>();
  readonly #channels = new Map<Channel, number>(CHANNELS.map((channel) => [channel, 0]));
  readonly #outcomes = new Map<string, number>();

  /** Days are counted in this zone, the shop's. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** All passages of one customer. */
  add(rehearsals: readonly Rehearsal[]): void {
    if (rehearsals.length === 0) return;
    this.#customers += 1;
    const messages = rehearsals.reduce((sum, { sends }) => sum + sends.length, 0);
    this.#mostPerCustomer = Math.max(this.#mostPerCustomer, messages);
    for (const rehearsal of rehearsals) this.#addPassage(rehearsal);
  }

  #addPassage({ at, heldOut, visits, sends, coupons, ended }: Rehearsal): void {
    this.#entered += 1;
    if (heldOut) this.#heldOut += 1;
    if (ended) increase(this.#outcomes, ended.outcome);
    else this.#inside += 1;
    this.#coupons += coupons;
    this.#dayAt(at).entered += 1;
    for (const { blockId } of visits) increase(this.#blocks, blockId);
    for (const send of sends) {
      increase(this.#channels, send.channel);
      this.#dayAt(send.at).sends += 1;
    }
  }

  #dayAt(at: number): { entered: number; sends: number } {
    const day = localHourOf(at, this.#zone).day;
    let counted = this.#days.get(day);
    if (!counted) {
      counted = { entered: 0, sends: 0 };
      this.#days.set(day, counted);
    }
    return counted;
  }

  report(): DryRunReport {
    const days = [...this.#days].sort(([a], [b]) => a - b);
    const count = (channel: Channel) => this.#channels.get(channel) ?? 0;
    return {
      entered: this.#entered,
      heldOut: this.#heldOut,
      customers: this.#customers,
      days: days.map(([day, counted]) => ({ day, ...counted })),
      blocks: Object.fromEntries(this.#blocks),
      channels: {
        email: count('email'),
        sms: count('sms'),
        push: count('push'),
        'on-site': count('on-site'),
      },
      coupons: this.#coupons,
      outcomes: Object.fromEntries(this.#outcomes),
      inside: this.#inside,
      mostPerCustomer: this.#mostPerCustomer,
    };
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
