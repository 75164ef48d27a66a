import type { PriorityClass } from '../priority/types.ts';
import type { Channel } from './types.ts';

/** A scenario or campaign that has not ended, with the messages that compete. */
export interface PlacedScenario {
  readonly scenarioId: number;
  readonly name: string;
  readonly campaign: boolean;
  /** What sort of message it sends. */
  readonly messageKind: string;
  readonly active: boolean;
  readonly messages: readonly {
    readonly blockId: string;
    readonly name: string;
    readonly channel: Channel;
    /** The one it was written for. */
    readonly priorityClass: PriorityClass;
  }[];
}
