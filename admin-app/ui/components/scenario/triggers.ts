/** What makes a customer enter: the kinds in the order of the form, and what each begins with. */
import type { StartTrigger } from '../../../core/scenario/types.ts';
import { surroundings } from '../../models/surroundings.ts';

/** Campaigns have a form of their own. */
type Kind = Exclude<StartTrigger['kind'], 'campaign'>;

export const TRIGGER_GROUPS: readonly {
  readonly group: 'silence' | 'buying' | 'value' | 'doing' | 'dates' | 'called';
  readonly kinds: readonly Kind[];
}[] = [
  { group: 'silence', kinds: ['inactive', 'due'] },
  { group: 'buying', kinds: ['order placed', 'item returned'] },
  { group: 'value', kinds: ['joins segment', 'tier changes', 'about to lose tier'] },
  { group: 'doing', kinds: ['back after absence', 'link clicked'] },
  { group: 'dates', kinds: ['yearly date'] },
  { group: 'called', kinds: ['by hand', 'another scenario'] },
];

const FIRST: readonly StartTrigger[] = [
  { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
  { kind: 'due', days: -7 },
  { kind: 'order placed', number: 1, category: null },
  { kind: 'item returned' },
  { kind: 'joins segment', segmentId: 0, fromSegmentId: null },
  { kind: 'tier changes', direction: 'up', from: null, to: null },
  { kind: 'about to lose tier', days: 30 },
  { kind: 'back after absence', days: 30, seen: 'visit' },
  { kind: 'link clicked', urlContains: '' },
  { kind: 'yearly date', date: 'birthday', daysBefore: 0 },
  { kind: 'by hand' },
  { kind: 'another scenario' },
];

/** What a kind of trigger begins with; undefined for what is no kind. */
export function firstTrigger(kind: string): StartTrigger | undefined {
  const first = FIRST.find((trigger) => trigger.kind === kind);
  if (first?.kind !== 'joins segment') return first;
  return { ...first, segmentId: surroundings.peek().segments?.[0]?.id ?? 0 };
}
