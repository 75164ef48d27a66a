/** What the owner of a shop has decided about its messages: caps, the order of classes, exceptions, the order of scenarios. */
import type { Cap } from './caps.ts';
import { PRIORITY_CLASSES, type PriorityClass } from './types.ts';

/** One scenario or campaign, or one message of it, that belongs to another class than it was written for. */
export interface ClassOverride {
  readonly scenarioId: number;
  /** Null for all of its messages. */
  readonly blockId: string | null;
  readonly priorityClass: PriorityClass;
  /** Kept and shown wherever it decides. */
  readonly reason: string;
}

export interface Priorities {
  readonly caps: readonly Cap[];
  /** Every class once, most urgent first. */
  readonly classes: readonly PriorityClass[];
  /** Why the order is not the usual one; empty where it is. */
  readonly classesReason: string;
  readonly overrides: readonly ClassOverride[];
  /** Numbers of scenarios; of two in one class that end together, the one named first goes first. */
  readonly scenarioOrder: readonly number[];
}

/** What a shop starts from: one message a day. */
export const USUAL_PRIORITIES: Priorities = {
  caps: [{ max: 1, window: { kind: 'hours', hours: 24 }, over: { kind: 'all' }, letPast: [] }],
  classes: PRIORITY_CLASSES,
  classesReason: '',
  overrides: [],
  scenarioOrder: [],
};

interface Place {
  readonly scenarioId: number;
  readonly blockId: string;
}

/** What was decided for the message itself, else for its scenario. */
export function overrideOf(
  { overrides }: Priorities,
  { scenarioId, blockId }: Place,
): ClassOverride | undefined {
  const own = overrides.filter((it) => it.scenarioId === scenarioId);
  return own.find((it) => it.blockId === blockId) ?? own.find((it) => it.blockId === null);
}

/** Lower goes first. Those that nobody has arranged come after the others, the older one first. */
export function ownerRankOf({ scenarioOrder }: Priorities, scenarioId: number): number {
  const place = scenarioOrder.indexOf(scenarioId);
  return place === -1 ? scenarioOrder.length + scenarioId : place;
}
