/** Plays a customer's story on a clock of its own, with the pure step and nothing else. */
import { moveOver } from '../../../../admin-app/core/scenario/move-over.ts';
import { newEnrolment, step } from '../../../../admin-app/core/scenario/step.ts';
import type {
  BlockId,
  CustomerMoment,
  Effect,
  EnrolmentState,
  MessageBlock,
  ScenarioDefinition,
  ScenarioInput,
  SendResult,
  StepRecord,
} from '../../../../admin-app/core/scenario/types.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../../../admin-app/core/time.ts';
import { SOMEBODY } from '../build.ts';

/** What the customer or the shop does; `of` names the message that it is about, by default the last one sent. */
export type Happening =
  | { readonly does: 'open' | 'click'; readonly of?: BlockId }
  | { readonly does: 'answer'; readonly answer: string; readonly of?: BlockId }
  | { readonly does: 'order' | 'visit' | 'unsubscribe' | 'nothing' }
  /** The customer's own, unless another code is named. */
  | { readonly does: 'use a coupon'; readonly code?: string }
  | { readonly does: 'reach the goal'; readonly outcome: string }
  | { readonly does: 'be moved'; readonly to: BlockId }
  | { readonly does: 'be taken over'; readonly to: ScenarioDefinition }
  /** Whatever was told so far is told once more. */
  | { readonly does: 'hear it all again' };

export interface Story {
  readonly definition: ScenarioDefinition;
  readonly customer?: Partial<CustomerMoment>;
  /** When the customer enters; Sunday 1 November 2026, midnight UTC, where nothing is said. */
  readonly begins?: string;
  readonly heldOut?: boolean;
  /** How sends of a block end; sent at once where nothing is said. */
  readonly results?: Readonly<Record<BlockId, SendResult>>;
  /** The number of the arm that matches at each branch; none where nothing is said. */
  readonly matches?: Readonly<Record<BlockId, number>>;
  /** Coupon blocks for which Shopify has no code. */
  readonly noCode?: readonly BlockId[];
  /** From hour to hour nothing is sent and no timer fires: the server is down, or the scenario paused. */
  readonly standstill?: readonly [number, number];
  /** In hours since entering. */
  readonly happenings?: readonly (readonly [number, Happening])[];
  /** The story is over after so many hours. */
  readonly until: number;
}

export interface Ending {
  /** Messages handed over, with the hour since entering. */
  readonly sent: readonly string[];
  /** The same with the customer's own day and time. */
  readonly sentLocally: readonly string[];
  readonly outcome: string | null;
  readonly endedAt: number | null;
  readonly at: BlockId;
  /** Effects other than sends, as "kind block". */
  readonly done: readonly string[];
  readonly state: EnrolmentState;
  readonly records: readonly StepRecord[];
}

export function play(story: Story): Ending {
  const journey = new Journey(story);
  journey.take({ kind: 'entered', cause: 'was due' });
  for (const [hours, happening] of [...(story.happenings ?? []), [story.until, NOTHING] as const]) {
    journey.runUntil(journey.begins + hours * HOUR_MS);
    journey.happen(happening);
  }
  return journey.ending();
}

const REACTION_OF = { open: 'opened', click: 'clicked', answer: 'answered' } as const;
const NOTHING: Happening = { does: 'nothing' };

interface PlannedSend {
  readonly block: MessageBlock;
  readonly step: number;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
}
interface Sent {
  readonly block: BlockId;
  readonly step: number;
  readonly at: Instant;
}

class Journey {
  readonly begins: Instant;
  readonly #story: Story;
  readonly #customer: CustomerMoment;
  #definition: ScenarioDefinition;
  #now: Instant;
  #state: EnrolmentState;
  #planned: readonly PlannedSend[] = [];
  readonly #sent: Sent[] = [];
  readonly #done: string[] = [];
  readonly #told: ScenarioInput[] = [];
  readonly #records: StepRecord[] = [];

  constructor(story: Story) {
    this.#story = story;
    this.#definition = story.definition;
    this.#customer = { ...SOMEBODY, ...story.customer };
    this.begins = Date.parse(story.begins ?? '2026-11-01T00:00Z');
    this.#now = this.begins;
    this.#state = newEnrolment(story.definition, {
      at: this.begins,
      heldOut: story.heldOut ?? false,
    });
  }

  take(input: ScenarioInput): void {
    this.#told.push(input);
    const context = { now: this.#now, customer: this.#customer };
    const outcome = step(this.#definition, this.#state, input, context);
    this.#state = outcome.state;
    this.#records.push(...outcome.records);
    for (const effect of outcome.effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    if (effect.kind === 'plan send') {
      this.#planned = [...this.#planned, effect];
      return;
    }
    if (effect.kind === 'cancel planned sends') {
      this.#planned = this.#planned.filter((it) => it.step >= effect.step);
      return;
    }
    const { step, block } = effect;
    const blockId = block.id;
    this.#done.push(`${effect.kind} ${blockId}`);
    if (effect.kind === 'decide branch') {
      this.take({ kind: 'branch decided', blockId, step, arm: this.#matchOf(blockId) });
    } else if (effect.kind === 'issue coupon') {
      this.#issue(blockId, step, effect.block.validDays ?? 365);
    }
  }

  #matchOf(blockId: BlockId): number | null {
    return this.#story.matches?.[blockId] ?? null;
  }

  #issue(blockId: BlockId, step: number, validDays: number): void {
    if (this.#story.noCode?.includes(blockId)) {
      this.take({ kind: 'coupon unavailable', blockId, step, reason: 'Shopify refused' });
      return;
    }
    const expiresAt = this.#now + validDays * DAY_MS;
    this.take({ kind: 'coupon issued', blockId, step, code: `CODE-${step}`, expiresAt });
  }

  /** Lets timers fire and messages leave, each when it is due or when the standstill is over. */
  runUntil(instant: Instant): void {
    for (;;) {
      const timer = this.#runsAt(this.#state.dueAt);
      const [send] = this.#planned;
      const leaves = this.#runsAt(send?.dueAt ?? null);
      if (send && leaves <= instant && leaves <= timer) this.#settle(send, leaves);
      else if (timer <= instant) {
        this.#now = Math.max(this.#now, timer);
        this.take({ kind: 'timer' });
      } else break;
    }
    this.#now = Math.max(this.#now, instant);
  }

  #runsAt(dueAt: Instant | null): Instant {
    if (dueAt === null) return Infinity;
    const at = Math.max(dueAt, this.#now);
    const [from, until] = this.#story.standstill ?? [0, 0];
    const stands = at >= this.begins + from * HOUR_MS && at < this.begins + until * HOUR_MS;
    return stands ? this.begins + until * HOUR_MS : at;
  }

  #settle({ block, step, expiresAt }: PlannedSend, leaves: Instant): void {
    this.#planned = this.#planned.slice(1);
    this.#now = Math.max(this.#now, leaves) + 1000;
    const result =
      this.#now > expiresAt ? 'outranked' : (this.#story.results?.[block.id] ?? 'sent');
    if (result === 'sent' || result === 'unknown') {
      this.#sent.push({ block: block.id, step, at: this.#now });
    }
    this.take({ kind: 'send settled', blockId: block.id, step, result, at: this.#now });
  }

  happen(happening: Happening): void {
    if (happening.does === 'be taken over') this.#takeOver(happening.to);
    else if (happening.does === 'hear it all again') {
      for (const input of [...this.#told]) if (input.kind !== 'timer') this.take(input);
    } else {
      const input = this.#inputOf(happening, this.#now);
      if (input) this.take(input);
    }
  }

  #inputOf(
    happening: Exclude<Happening, { does: 'be taken over' | 'hear it all again' }>,
    at: Instant,
  ): ScenarioInput | null {
    switch (happening.does) {
      case 'nothing':
        return null;
      case 'order':
        return { kind: 'ordered', at };
      case 'visit':
        return { kind: 'visited', at };
      case 'unsubscribe':
        return { kind: 'removed', outcome: 'unsubscribed', at };
      case 'reach the goal':
        return { kind: 'goal reached', outcome: happening.outcome, at };
      case 'be moved':
        return { kind: 'moved', to: happening.to, at, by: 'Ola' };
      case 'use a coupon':
        return { kind: 'coupon used', code: happening.code ?? this.#ownCode(), at };
      default:
        return this.#reaction(happening, at);
    }
  }

  #ownCode(): string {
    const [code] = Object.values(this.#state.coupons).flatMap((it) => it.code ?? []);
    return code ?? 'none';
  }

  #takeOver(to: ScenarioDefinition): void {
    const moved = moveOver(this.#definition, to, this.#state);
    if (!moved) return;
    this.#state = moved;
    this.#definition = to;
  }

  #reaction(
    happening: Extract<Happening, { does: 'open' | 'click' | 'answer' }>,
    at: Instant,
  ): ScenarioInput | null {
    const about = this.#sent.findLast(({ block }) => block === (happening.of ?? block));
    if (!about) return null;
    const where = { blockId: about.block, step: about.step, at };
    const reaction = REACTION_OF[happening.does];
    const answer = happening.does === 'answer' ? { answer: happening.answer } : {};
    return { kind: 'reacted', ...where, reaction, ...answer };
  }

  ending(): Ending {
    const { ended, blockId } = this.#state;
    return {
      sent: this.#sent.map(({ block, at }) => `${block}@${this.#hours(at)}`),
      sentLocally: this.#sent.map(({ block, at }) => `${block} ${this.#local(at)}`),
      outcome: ended?.outcome ?? null,
      endedAt: ended ? this.#hours(ended.at) : null,
      at: blockId,
      done: this.#done,
      state: this.#state,
      records: this.#records,
    };
  }

  #hours(instant: Instant): number {
    return Math.floor((instant - this.begins) / HOUR_MS);
  }

  /** "2026-03-29 10:00" where the customer is. */
  #local(instant: Instant): string {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: this.#customer.zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return format.format(instant);
  }
}
