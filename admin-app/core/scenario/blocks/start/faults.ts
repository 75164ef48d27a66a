import { faultAt, warningAt } from '../../fault.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Fault, InactiveDefinition, StartBlock } from '../../types.ts';
import { wholeNumberFaults } from '../number-faults.ts';
import { queryFaults, segmentFaults, tierFaults } from '../query-faults.ts';

export const MAX_HOLDOUT_SHARE = 0.5;
const MAX_DAYS = 3650;

export function faultsOf(block: StartBlock, surroundings: Surroundings | null): readonly Fault[] {
  const { id, condition, reentry } = block;
  return [
    ...triggerFaults(block, surroundings),
    ...(condition === null ? [] : queryFaults(id, 'condition', condition, surroundings)),
    ...(reentry.kind === 'after'
      ? dayFaults(id, 'reentry.days', 'The pause before entering again', reentry.days, 1)
      : []),
    ...holdoutFaults(block),
  ];
}

function holdoutFaults({ id, holdoutShare: share }: StartBlock): readonly Fault[] {
  if (!(share >= 0 && share <= MAX_HOLDOUT_SHARE)) {
    const message = `The held-out share is ${percent(share)}; choose 0 to ${percent(MAX_HOLDOUT_SHARE)}.`;
    return [faultAt(id, 'holdoutShare', message)];
  }
  if (share > 0) return [];
  const message =
    'Nobody is held out, so nothing will show what would have happened without this scenario.';
  return [warningAt(id, 'holdoutShare', message)];
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function triggerFaults({ id, trigger }: StartBlock, shop: Surroundings | null): readonly Fault[] {
  switch (trigger.kind) {
    case 'inactive':
      return inactiveFaults(id, trigger.by);
    case 'due':
      return dayFaults(
        id,
        'trigger.days',
        'The distance from the due day',
        trigger.days,
        -MAX_DAYS,
      );
    case 'joins segment':
      return joinFaults(id, trigger, shop);
    case 'tier changes':
      return [
        ...tiersFaults(id, 'trigger.from', trigger.from, shop),
        ...tiersFaults(id, 'trigger.to', trigger.to, shop),
      ];
    case 'about to lose tier':
      return dayFaults(id, 'trigger.days', 'The time before the tier is lost', trigger.days, 1);
    case 'back after absence':
      return dayFaults(id, 'trigger.days', 'The absence', trigger.days, 1);
    case 'yearly date': {
      const bounds = { value: trigger.daysBefore, least: 0, most: 364 };
      return wholeNumberFaults(id, 'trigger.daysBefore', 'The number of days before', bounds);
    }
    case 'order placed':
      return orderFaults(id, trigger);
    case 'link clicked':
      if (trigger.urlContains.trim() !== '') return [];
      return [faultAt(id, 'trigger.urlContains', 'Say what the address of the link contains.')];
    case 'item returned':
    case 'by hand':
    case 'another scenario':
      return [];
  }
}

type TriggerOf<Kind> = Extract<StartBlock['trigger'], { kind: Kind }>;

function dayFaults(
  id: string,
  field: string,
  what: string,
  days: number,
  least: number,
): readonly Fault[] {
  if (Number.isInteger(days) && days >= least && days <= MAX_DAYS) return [];
  const message = `${what} is set to ${days} days; choose a whole number from ${least} to ${MAX_DAYS}.`;
  return [faultAt(id, field, message)];
}

function inactiveFaults(id: string, by: InactiveDefinition): readonly Fault[] {
  if (by.kind !== 'own rhythm') {
    const least = by.kind === 'overdue' ? 0 : 1;
    return dayFaults(id, 'trigger.by.days', 'Inactive', by.days, least);
  }
  if (by.times >= 1 && by.times <= 100) return [];
  const message = `Inactive is set to ${by.times} times the usual gap; choose a number from 1 to 100.`;
  return [faultAt(id, 'trigger.by.times', message)];
}

function joinFaults(
  id: string,
  { segmentId, fromSegmentId }: TriggerOf<'joins segment'>,
  shop: Surroundings | null,
): readonly Fault[] {
  const from =
    fromSegmentId === null ? [] : segmentFaults(id, 'trigger.fromSegmentId', fromSegmentId, shop);
  return [...segmentFaults(id, 'trigger.segmentId', segmentId, shop), ...from];
}

function tiersFaults(
  id: string,
  field: string,
  tiers: readonly string[] | null,
  shop: Surroundings | null,
): readonly Fault[] {
  if (tiers === null) return [];
  if (tiers.length === 0) return [faultAt(id, field, 'Choose at least one value tier, or any.')];
  return tiers.flatMap((tier, index) => tierFaults(id, `${field}.${index}`, tier, shop));
}

function orderFaults(
  id: string,
  { number, category }: TriggerOf<'order placed'>,
): readonly Fault[] {
  const bounds = { value: number ?? 1, least: 1, most: 1000 };
  return [
    ...wholeNumberFaults(id, 'trigger.number', 'The number of the order', bounds),
    ...(category?.trim() === ''
      ? [faultAt(id, 'trigger.category', 'Name the category, or choose any.')]
      : []),
  ];
}
