import { newEnrolment, step } from '../../../admin-app/core/scenario/step.ts';
import type {
  MessageBlock,
  ScenarioDefinition,
  ScenarioInput,
  SendResult,
  StepRecord,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { SOMEBODY } from './build.ts';

/** Something in a customer's story. Times are hours since entering. */
export type Happening =
  | { readonly at: number; readonly does: 'open' | 'click' | 'order' | 'unsubscribe' | 'nothing' }
  | { readonly at: number; readonly does: 'answer'; readonly answer: string };

export interface Story {
  readonly heldOut?: boolean;
  /** How sends of a block end; sent at once where nothing is said. */
  readonly results?: Readonly<Record<string, SendResult>>;
  readonly happenings: readonly Happening[];
  /** The story is over after so many hours. */
  readonly until: number;
}

export interface Ending {
  /** Messages handed over, with the hour. */
  readonly sent: readonly string[];
  readonly outcome: string | null;
  readonly endedAt: number | null;
  readonly at: string;
  readonly records: readonly StepRecord[];
}

const START = Date.UTC(2026, 10, 1);

/** Plays a story on a clock of its own: timers fire exactly when due, sends are settled one second later. */
export function play(definition: ScenarioDefinition, story: Story): Ending {
  const journey = new Journey(definition, story);
  journey.take({ kind: 'entered', cause: 'was due' });
  const happenings = [...story.happenings].sort((a, b) => a.at - b.at);
  for (const happening of [...happenings, { at: story.until, does: 'nothing' } as const]) {
    journey.runUntil(START + happening.at * HOUR_MS);
    journey.happen(happening);
  }
  return journey.ending();
}

class Journey {
  readonly #definition: ScenarioDefinition;
  readonly #story: Story;
  #now = START;
  #state;
  readonly #sent: { block: MessageBlock; step: number; at: number }[] = [];
  readonly #records: StepRecord[] = [];

  constructor(definition: ScenarioDefinition, story: Story) {
    this.#definition = definition;
    this.#story = story;
    this.#state = newEnrolment(definition, { at: START, heldOut: story.heldOut ?? false });
  }

  take(input: ScenarioInput): void {
    const outcome = step(this.#definition, this.#state, input, {
      now: this.#now,
      customer: SOMEBODY,
    });
    this.#state = outcome.state;
    this.#records.push(...outcome.records);
    for (const effect of outcome.effects) {
      if (effect.kind === 'plan send') this.#settle(effect.block, effect.step);
    }
  }

  #settle(block: MessageBlock, step: number): void {
    const result = this.#story.results?.[block.id] ?? 'sent';
    this.#now += 1000;
    if (result === 'sent' || result === 'unknown') {
      this.#sent.push({ block, step, at: this.#now });
    }
    this.take({ kind: 'send settled', blockId: block.id, step, result, at: this.#now });
  }

  runUntil(instant: number): void {
    while (this.#state.dueAt !== null && this.#state.dueAt <= instant) {
      this.#now = Math.max(this.#now, this.#state.dueAt);
      this.take({ kind: 'timer' });
    }
    this.#now = Math.max(this.#now, instant);
  }

  happen(happening: Happening): void {
    const at = this.#now;
    const last = this.#sent.at(-1);
    if (happening.does === 'order') this.take({ kind: 'ordered', at });
    else if (happening.does === 'unsubscribe') {
      this.take({ kind: 'removed', outcome: 'unsubscribed', at });
    } else if (happening.does === 'answer' && last) {
      const { block, step } = last;
      const { answer } = happening;
      this.take({ kind: 'reacted', blockId: block.id, step, reaction: 'answered', answer, at });
    } else if (happening.does !== 'nothing' && last) {
      const reaction = happening.does === 'open' ? 'opened' : 'clicked';
      this.take({ kind: 'reacted', blockId: last.block.id, step: last.step, reaction, at });
    }
  }

  ending(): Ending {
    const { ended, blockId } = this.#state;
    return {
      sent: this.#sent.map(({ block, at }) => `${block.id}@${hours(at)}`),
      outcome: ended?.outcome ?? null,
      endedAt: ended ? hours(ended.at) : null,
      at: blockId,
      records: this.#records,
    };
  }
}

function hours(instant: number): number {
  return Math.floor((instant - START) / HOUR_MS);
}
