/** Caps, the order of classes and scenarios, and exceptions while staff decide about them. */
import type { PlacedScenario, PrioritiesView } from '../../contract/priorities.ts';
import { type Calendar, type Cap, checkCaps } from '../../core/priority/caps.ts';
import {
  type ClassOverride,
  overrideOf,
  ownerRankOf,
  type Priorities,
} from '../../core/priority/priorities.ts';
import type { PriorityClass } from '../../core/priority/types.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../core/time.ts';
import type { Api } from '../api.ts';
import { type SettingsForm, settingsForm } from './settings-form.ts';

export type PrioritiesModel = SettingsForm<PrioritiesView, Priorities>;

export function prioritiesModel(api: Api): PrioritiesModel {
  return settingsForm(api, '/api/settings/priorities', {
    fieldsOf: ({ priorities }) => priorities,
    bodyOf: (priorities, begun) => ({ ...priorities, version: begun?.version ?? 0 }),
  });
}

/** The list with the item at `from` where `to` was; the list itself where there is no such place. */
export function movedTo<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The scenarios with a message in a class, as they go there. */
export function scenariosIn(
  priorityClass: PriorityClass,
  scenarios: readonly PlacedScenario[],
  priorities: Priorities,
): readonly PlacedScenario[] {
  return inOwnersOrder(scenarios, priorities).filter(({ scenarioId, messages }) =>
    messages.some(
      (message) =>
        (overrideOf(priorities, { scenarioId, ...message }) ?? message).priorityClass ===
        priorityClass,
    ),
  );
}

/** All of them in a new order, in which one has gone before or behind its neighbour in a class. */
export function reordered(
  scenarios: readonly PlacedScenario[],
  priorities: Priorities,
  inClass: readonly PlacedScenario[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  const all = inOwnersOrder(scenarios, priorities).map(({ scenarioId }) => scenarioId);
  const placeOf = (index: number) => all.indexOf(inClass[index]?.scenarioId ?? -1);
  return movedTo(all, placeOf(from), placeOf(to));
}

function inOwnersOrder(
  scenarios: readonly PlacedScenario[],
  priorities: Priorities,
): readonly PlacedScenario[] {
  const rank = ({ scenarioId }: PlacedScenario) => ownerRankOf(priorities, scenarioId);
  return scenarios.toSorted((a, b) => rank(a) - rank(b));
}

/** The first message that has no exception yet; null where all have. */
export function newException(
  scenarios: readonly PlacedScenario[],
  { overrides }: Priorities,
): ClassOverride | null {
  const free = scenarios.find(
    ({ scenarioId }) => !overrides.some((it) => it.scenarioId === scenarioId),
  );
  const [message] = free?.messages ?? [];
  if (!free || !message) return null;
  const priorityClass = message.priorityClass === 'ad hoc' ? 'yearly' : 'ad hoc';
  return { scenarioId: free.scenarioId, blockId: null, priorityClass, reason: '' };
}

const MONDAY = Date.UTC(2026, 5, 1, 10);
const CALENDAR: Calendar = {
  dayOf: (at) => Math.floor(at / DAY_MS),
  startOfDay: (day) => day * DAY_MS,
};
const MOST_SHOWN = 3;

export interface CapExample {
  readonly sent: readonly Instant[];
  readonly next: Instant;
}

/** Messages that fill a cap, and when the next may go, in UTC. Null where there would be too many to tell. */
export function capExample(cap: Cap): CapExample | null {
  const { max, window } = cap;
  if (max > MOST_SHOWN) return null;
  const reach = window.kind === 'hours' ? window.hours * HOUR_MS : window.days * DAY_MS;
  // Within a window, on other days where there are several.
  const step = reach < DAY_MS ? HOUR_MS / 60 : HOUR_MS;
  const gap = Math.min(DAY_MS, Math.floor(reach / step / (max + 1)) * step);
  const sent = Array.from({ length: max }, (_, index) => MONDAY + index * gap);
  const message = {
    channel: cap.over.kind === 'channel' ? cap.over.channel : 'email',
    priorityClass: cap.over.kind === 'class' ? cap.over.priorityClass : 'lifecycle',
    messageKind: cap.over.kind === 'message kind' ? cap.over.messageKind : '',
  } as const;
  const taken = sent.map((at) => ({ ...message, message: `sent at ${at}`, at }));
  const last = sent.at(-1) ?? MONDAY;
  const asked = { ...message, message: 'the next' };
  const verdict = checkCaps([{ ...cap, letPast: [] }], asked, last, taken, CALENDAR);
  if (verdict.kind === 'allowed' || verdict.freeAt === null) return null;
  return { sent, next: verdict.freeAt };
}
