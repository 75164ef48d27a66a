/** What comes of a batch of inputs, gathered before it is written. */
import type { Effect, EnrolmentState } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Sends from '../database/sends.ts';

export type SteppedEnrolment = Pick<
  Enrolments.StoredEnrolment,
  'enrolmentId' | 'scenarioId' | 'version' | 'customerId' | 'state'
>;

export interface AskedEffect<Kind extends Effect['kind']> {
  readonly enrolment: SteppedEnrolment;
  readonly effect: Extract<Effect, { kind: Kind }>;
}

export type OutwardEffect = AskedEffect<'change audience' | 'update customer' | 'start scenario'>;

export class ScenarioChanges {
  readonly #states = new Map<number, EnrolmentState>();
  readonly #planned: AskedEffect<'plan send'>[] = [];
  /** The first step whose planned sends stay, by enrolment. */
  readonly #cancelled = new Map<number, number>();
  #branches: AskedEffect<'decide branch'>[] = [];
  #coupons: AskedEffect<'issue coupon'>[] = [];
  readonly steps: Enrolments.EnrolmentStep[] = [];
  readonly outward: OutwardEffect[] = [];

  stateOf(enrolment: SteppedEnrolment): EnrolmentState {
    return this.#states.get(enrolment.enrolmentId) ?? enrolment.state;
  }

  setState({ enrolmentId }: SteppedEnrolment, state: EnrolmentState): void {
    this.#states.set(enrolmentId, state);
  }

  add(enrolment: SteppedEnrolment, effect: Effect): void {
    switch (effect.kind) {
      case 'plan send':
        this.#planned.push({ enrolment, effect });
        return;
      case 'cancel planned sends':
        this.#cancelled.set(enrolment.enrolmentId, effect.step);
        return;
      case 'decide branch':
        this.#branches.push({ enrolment, effect });
        return;
      case 'issue coupon':
        this.#coupons.push({ enrolment, effect });
        return;
      default:
        this.outward.push({ enrolment, effect });
    }
  }

  /** Questions that the step must be answered before the batch is done; each is handed out once. */
  takeQuestions(): {
    readonly branches: readonly AskedEffect<'decide branch'>[];
    readonly coupons: readonly AskedEffect<'issue coupon'>[];
  } {
    const questions = { branches: this.#branches, coupons: this.#coupons };
    this.#branches = [];
    this.#coupons = [];
    return questions;
  }

  states(): readonly Enrolments.SteppedEnrolment[] {
    return [...this.#states].map(([enrolmentId, state]) => ({ enrolmentId, state }));
  }

  /** Enrolments whose sends of before are not to go any more. */
  cancelled(): readonly number[] {
    return [...this.#cancelled.keys()];
  }

  /** A send planned and cancelled within one batch is not written at all. */
  planned(now: Instant): readonly Sends.PlannedSend[] {
    return this.#planned
      .filter(({ enrolment, effect }) => {
        const staysFrom = this.#cancelled.get(enrolment.enrolmentId);
        return staysFrom === undefined || effect.step >= staysFrom;
      })
      .map(({ enrolment, effect }) => ({
        enrolmentId: enrolment.enrolmentId,
        step: effect.step,
        scenarioId: enrolment.scenarioId,
        version: enrolment.version,
        blockId: effect.block.id,
        customerId: enrolment.customerId,
        channel: effect.block.channel,
        priorityClass: effect.block.priorityClass,
        dueAt: effect.dueAt,
        expiresAt: effect.expiresAt,
        createdAt: now,
      }));
  }
}
