/**
 * A world around the pure step that can do its part wrongly: tell things twice, late, or about what is long over, and
 * perform effects again. It writes down what customers would notice.
 */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { moveOver } from '../../../admin-app/core/scenario/move-over.ts';
import { isQuiet } from '../../../admin-app/core/scenario/send-time.ts';
import { DEFINITION_FAULT, newEnrolment, step } from '../../../admin-app/core/scenario/step.ts';
import type {
  BranchBlock,
  CouponBlock,
  CustomerMoment,
  Effect,
  EnrolmentState,
  MessageBlock,
  ScenarioDefinition,
  ScenarioInput,
  SendResult,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS, type Instant } from '../../../admin-app/core/time.ts';

/** One thing that happens, as chance picks it; `pick` chooses among what it could be about. */
export type Chance =
  | { readonly what: 'timer' | 'order' | 'visit' | 'goal' | 'unsubscribe' | 'use coupon' }
  | { readonly what: 'settle'; readonly result: SendResult }
  | { readonly what: 'react'; readonly reaction: 'opened' | 'clicked' | 'answered' }
  | { readonly what: 'decide' | 'issue' | 'refuse code' }
  | { readonly what: 'move' | 'tell again' | 'take over' };

interface PlannedSend {
  readonly block: MessageBlock;
  readonly step: number;
  status: 'waiting' | 'settled' | 'cancelled';
}

export class StepWorld {
  #definition: ScenarioDefinition;
  /** The version that those inside may be taken over to. */
  #other: ScenarioDefinition;
  readonly #customer: CustomerMoment;
  readonly #told: ScenarioInput[] = [];
  readonly planned = new Map<number, PlannedSend>();
  readonly #questions = new Map<number, BranchBlock>();
  readonly #codes = new Map<number, CouponBlock>();
  readonly #others = new Set<number>();
  #now: Instant;
  #ordered = false;
  state: EnrolmentState;

  constructor(
    [definition, other]: readonly [ScenarioDefinition, ScenarioDefinition],
    customer: CustomerMoment,
    { at, heldOut }: { readonly at: Instant; readonly heldOut: boolean },
  ) {
    this.#definition = definition;
    this.#other = other;
    this.#customer = customer;
    this.#now = at;
    this.state = newEnrolment(definition, { at, heldOut });
    this.#take({ kind: 'entered', cause: 'chance' });
  }

  happen(chance: Chance, hoursLater: number, pick: number): void {
    this.#now += hoursLater * HOUR_MS;
    const input = this.#inputOf(chance, pick);
    if (input) this.#take(input);
  }

  #inputOf(chance: Chance, pick: number): ScenarioInput | null {
    const at = this.#now;
    switch (chance.what) {
      case 'timer':
        // Sometimes too early; otherwise when it is due, or late.
        if (pick % 4 > 0) this.#now = Math.max(this.#now, this.state.dueAt ?? this.#now);
        return { kind: 'timer' };
      case 'order':
        return { kind: 'ordered', at };
      case 'visit':
        return { kind: 'visited', at };
      case 'goal':
        return { kind: 'goal reached', outcome: 'goal', at };
      case 'unsubscribe':
        return { kind: 'removed', outcome: 'unsubscribed', at };
      case 'use coupon':
        return { kind: 'coupon used', code: `CODE-${pick}`, at };
      case 'settle':
        return this.#settling(chance.result, pick);
      case 'react': {
        const send = valueAt(this.planned, pick);
        if (!send) return null;
        const { block, step } = send;
        return { kind: 'reacted', blockId: block.id, step, reaction: chance.reaction, at };
      }
      case 'decide':
      case 'issue':
      case 'refuse code':
        return this.#answer(chance.what, pick);
      case 'move': {
        const { id } = valueAt(new Map(this.#definition.blocks.entries()), pick) ?? {
          id: 'nowhere',
        };
        return { kind: 'moved', to: id, at, by: 'Ola' };
      }
      case 'take over':
        this.#takeOver();
        return null;
      case 'tell again':
        return this.#told[pick % this.#told.length] ?? null;
    }
  }

  /** To the other version, and from there back the next time. */
  #takeOver(): void {
    const moved = moveOver(this.#definition, this.#other, this.state);
    if (!moved) return;
    this.state = moved;
    [this.#definition, this.#other] = [this.#other, this.#definition];
    this.#checkPromises();
  }

  /** Mostly of the newest send, sometimes of one that is settled or cancelled. */
  #settling(result: SendResult, pick: number): ScenarioInput | null {
    const newest = [...this.planned.values()].at(-1);
    const send = pick % 5 === 0 ? valueAt(this.planned, pick) : newest;
    if (!send) return null;
    if (send.status === 'waiting') send.status = 'settled';
    const { block, step } = send;
    return { kind: 'send settled', blockId: block.id, step, result, at: this.#now };
  }

  #answer(what: 'decide' | 'issue' | 'refuse code', pick: number): ScenarioInput | null {
    if (what === 'decide') {
      const [step, block] = entryAt(this.#questions, pick) ?? [];
      if (step === undefined || !block) return null;
      return {
        kind: 'branch decided',
        blockId: block.id,
        step,
        arm: [0, null, 7][pick % 3] ?? null,
      };
    }
    const [step, block] = entryAt(this.#codes, pick) ?? [];
    if (step === undefined || !block) return null;
    const where = { blockId: block.id, step };
    return what === 'issue'
      ? { kind: 'coupon issued', ...where, code: `CODE-${step}`, expiresAt: this.#now + HOUR_MS }
      : { kind: 'coupon unavailable', ...where, reason: 'refused' };
  }

  #take(input: ScenarioInput): void {
    this.#told.push(input);
    const before = structuredClone(this.state);
    const context = { now: this.#now, customer: this.#customer };
    const outcome = step(this.#definition, this.state, input, context);

    // Killed before it was saved, and made once more: the same comes of it.
    expectSame(this.state, before);
    expectSame(step(this.#definition, before, input, context), outcome);
    this.#checkHistory(before, outcome);

    this.state = outcome.state;
    if (input.kind === 'ordered' && this.#definition.goal.kind === 'order') this.#ordered = true;
    for (const effect of outcome.effects) this.#perform(effect);
    for (const effect of outcome.effects) this.#perform(effect, 'again');
    this.#checkPromises();

    // Told twice: the second time nothing comes of it.
    const nothing = { state: this.state, effects: [], records: [] };
    expectSame(step(this.#definition, this.state, input, context), nothing);
  }

  #checkHistory(before: EnrolmentState, { state, records }: ReturnType<typeof step>): void {
    expectSame(
      records.map((it) => it.step),
      records.map((_, at) => before.steps + at + 1),
    );
    expect(state.steps).toBe(before.steps + records.length);
    if (records.length === 0) expectSame(state, before);
    if (before.ended) expectSame(state, before);
  }

  #perform(effect: Effect, again?: 'again'): void {
    switch (effect.kind) {
      case 'cancel planned sends':
        for (const send of this.planned.values()) {
          if (send.step < effect.step && send.status === 'waiting') send.status = 'cancelled';
        }
        return;
      case 'plan send': {
        const { block, step } = effect;
        if (again) expect(this.planned.get(step)?.block).toBe(block);
        else {
          expect(this.planned.has(step)).toBe(false);
          this.planned.set(step, { block, step, status: 'waiting' });
          this.#checkTime(effect);
        }
        return;
      }
      case 'decide branch':
        this.#questions.set(effect.step, effect.block);
        return;
      case 'issue coupon':
        if (!again) expect(this.#codes.has(effect.step)).toBe(false);
        this.#codes.set(effect.step, effect.block);
        return;
      default:
        if (!again) expect(this.#others.has(effect.step)).toBe(false);
        this.#others.add(effect.step);
    }
  }

  #checkTime({ block, dueAt, expiresAt }: Extract<Effect, { kind: 'plan send' }>): void {
    expect(dueAt).toBeGreaterThanOrEqual(this.#now);
    expect(expiresAt).toBeGreaterThan(dueAt);
    if (block.channel === 'on-site') return;
    expect(isQuiet(dueAt, this.#definition.quiet, this.#customer.zone)).toBe(false);
  }

  /** Promises 1, 2, 3 and 8 of the design, as far as the step keeps them. */
  #checkPromises(): void {
    const waiting = [...this.planned.values()].filter(({ status }) => status === 'waiting');
    expect(waiting.length).toBeLessThanOrEqual(1);
    const { state } = this;
    if (state.heldOut) {
      expect(this.planned.size + this.#codes.size + this.#others.size).toBe(0);
    }
    if (this.#ordered) expect(state.ended).not.toBeNull();
    if (state.ended) {
      expectSame(waiting, []);
      expect(state.dueAt).toBeNull();
      expect(state.ended.outcome).not.toBe(DEFINITION_FAULT);
      return;
    }
    const asked = state.coupons[state.blockId];
    const awaitsCode = asked !== undefined && asked.code === undefined;
    expect(state.dueAt !== null || waiting.length === 1 || awaitsCode).toBe(true);
  }
}

/** Vitest's own comparison tells more and takes long; it is asked only where there is something to tell. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

function valueAt<Value>(map: ReadonlyMap<number, Value>, pick: number): Value | undefined {
  return entryAt(map, pick)?.[1];
}

function entryAt<Value>(
  map: ReadonlyMap<number, Value>,
  pick: number,
): readonly [number, Value] | undefined {
  const entries = [...map];
  return entries[pick % Math.max(1, entries.length)];
}
