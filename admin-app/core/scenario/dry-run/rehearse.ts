/**
 * One customer's passage as it might have gone: the scenario's own step, on a clock of its own. Orders are those that
 * really came, reactions are assumed, everything that is planned is sent, nothing is really done.
 */
import { DAY_MS, type Instant } from '../../time.ts';
import type { CustomerMoment, Effect, EnrolmentState, ScenarioInput } from '../enrolment-types.ts';
import { newEnrolment, step } from '../step.ts';
import type { BlockId, Channel, MessageBlock, ScenarioDefinition } from '../types.ts';
import { type AssumedRates, assumeReactions } from './rates.ts';

export interface Passage {
  readonly at: Instant;
  readonly heldOut: boolean;
  readonly customer: CustomerMoment;
  /** When the customer really ordered since, oldest first. */
  readonly orders: readonly Instant[];
  /** When another goal than any order was reached since. */
  readonly goals: readonly GoalReached[];
  readonly isReachable: (channel: Channel) => boolean;
  readonly matches: (query: string, at: Instant) => boolean;
  /** The end of the dry run; who is still inside then stays so. */
  readonly until: Instant;
}

export interface GoalReached {
  readonly at: Instant;
  readonly outcome: string;
}

export interface Rehearsal {
  readonly at: Instant;
  readonly heldOut: boolean;
  /** Blocks the customer came to, the start first. */
  readonly visits: readonly { readonly blockId: BlockId; readonly at: Instant }[];
  readonly sends: readonly {
    readonly blockId: BlockId;
    readonly channel: Channel;
    readonly at: Instant;
  }[];
  /** Where blocks sent the customer into other scenarios. */
  readonly calls: readonly { readonly scenarioId: number; readonly at: Instant }[];
  readonly coupons: number;
  readonly ended: EnrolmentState['ended'];
}

/** Rings go round for months; a passage of more events than this is left where it is. */
const MOST_EVENTS = 500;

export function rehearse(
  definition: ScenarioDefinition,
  passage: Passage,
  rates: AssumedRates,
): Rehearsal {
  const stage = new Stage(definition, passage, rates);
  stage.play();
  return stage.result();
}

interface Coming {
  readonly at: Instant;
  /** Asked for when it comes. */
  readonly input: () => ScenarioInput;
}

class Stage {
  readonly #definition: ScenarioDefinition;
  readonly #passage: Passage;
  readonly #rates: AssumedRates;
  #now: Instant;
  #state: EnrolmentState;
  #coming: readonly Coming[];
  readonly #visits: { blockId: BlockId; at: Instant }[] = [];
  readonly #sends: { blockId: BlockId; channel: Channel; at: Instant }[] = [];
  readonly #calls: { scenarioId: number; at: Instant }[] = [];
  #coupons = 0;

  constructor(definition: ScenarioDefinition, passage: Passage, rates: AssumedRates) {
    this.#definition = definition;
    this.#passage = passage;
    this.#rates = rates;
    this.#now = passage.at;
    this.#state = newEnrolment(definition, passage);
    const goals = passage.goals.map(
      (goal): Coming => ({ at: goal.at, input: () => ({ kind: 'goal reached', ...goal }) }),
    );
    const orders = passage.orders.map(
      (at): Coming => ({ at, input: () => ({ kind: 'ordered', at }) }),
    );
    // The order that is the goal is told as that.
    this.#coming = [...goals, ...orders].sort((a, b) => a.at - b.at);
  }

  play(): void {
    this.#take({ kind: 'entered', cause: 'dry run' });
    for (let event = 0; event < MOST_EVENTS && !this.#state.ended; event += 1) {
      const next = this.#next();
      if (!next || next.at > this.#passage.until) return;
      this.#now = Math.max(this.#now, next.at);
      this.#take(next.input());
    }
  }

  /** The earliest of what is coming and the timer; an event goes before a timer of the same moment. */
  #next(): Coming | null {
    const [first = null, ...rest] = this.#coming;
    const { dueAt } = this.#state;
    if (dueAt !== null && (!first || dueAt < first.at)) {
      return { at: dueAt, input: () => ({ kind: 'timer' }) };
    }
    this.#coming = rest;
    return first;
  }

  #expect(at: Instant, input: Coming['input']): void {
    this.#coming = [...this.#coming, { at, input }].sort((a, b) => a.at - b.at);
  }

  #take(input: ScenarioInput): void {
    const context = { now: this.#now, customer: this.#passage.customer };
    const outcome = step(this.#definition, this.#state, input, context);
    for (const { blockId } of [...outcome.records, outcome.state]) {
      if (blockId !== this.#visits.at(-1)?.blockId) this.#visits.push({ blockId, at: this.#now });
    }
    this.#state = outcome.state;
    for (const effect of outcome.effects) this.#assume(effect);
  }

  #assume(effect: Effect): void {
    switch (effect.kind) {
      case 'plan send':
        this.#expect(effect.dueAt, () => this.#settle(effect.block, effect.step));
        return;
      case 'decide branch': {
        const { block, step } = effect;
        const found = block.arms.findIndex(({ query }) => this.#passage.matches(query, this.#now));
        const arm = found === -1 ? null : found;
        this.#take({ kind: 'branch decided', blockId: block.id, step, arm });
        return;
      }
      case 'issue coupon': {
        this.#coupons += 1;
        const { block, step } = effect;
        const expiresAt = this.#now + (block.validDays ?? 0) * DAY_MS;
        this.#take({ kind: 'coupon issued', blockId: block.id, step, code: `${step}`, expiresAt });
        return;
      }
      case 'start scenario':
        this.#calls.push({ scenarioId: effect.block.scenarioId, at: this.#now });
        return;
      default:
    }
  }

  #settle(block: MessageBlock, step: number): ScenarioInput {
    const { id: blockId, channel } = block;
    const at = this.#now;
    if (!this.#passage.isReachable(channel)) {
      return { kind: 'send settled', blockId, step, result: 'blocked', at };
    }
    this.#sends.push({ blockId, channel, at });
    this.#react(block, step);
    return { kind: 'send settled', blockId, step, result: 'sent', at };
  }

  #react(block: MessageBlock, step: number): void {
    const { shopId, scenarioId, customerId } = this.#passage.customer;
    const who = `${shopId}:${scenarioId}:${customerId}:${this.#passage.at}:${step}`;
    const assumed = assumeReactions(this.#rates, block, who, this.#now);
    const { at, reaction, answer } = assumed;
    const blockId = block.id;
    if (reaction) {
      const said = answer === null ? {} : { answer };
      this.#expect(at, () => ({ kind: 'reacted', blockId, step, reaction, at, ...said }));
    }
    if (assumed.visits) this.#expect(at, () => ({ kind: 'visited', at }));
    const [code] = Object.values(this.#state.coupons).flatMap((it) => it.code ?? []);
    if (assumed.usesCoupon && code !== undefined) {
      this.#expect(at, () => ({ kind: 'coupon used', code, at }));
    }
  }

  result(): Rehearsal {
    return {
      at: this.#passage.at,
      heldOut: this.#passage.heldOut,
      visits: this.#visits,
      sends: this.#sends,
      calls: this.#calls,
      coupons: this.#coupons,
      ended: this.#state.ended,
    };
  }
}
