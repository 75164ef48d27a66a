import type { NumberName } from '../../fault-words.ts';
import { doubtful, type Finding, found } from '../../finding.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { InactiveDefinition, StartBlock } from '../../types.ts';
import { wholeNumberFaults } from '../number-faults.ts';
import { queryFaults, segmentFaults, tierFaults } from '../query-faults.ts';

const MAX_HOLDOUT_SHARE = 0.5;
const MAX_DAYS = 3650;

export function faultsOf(block: StartBlock, surroundings: Surroundings | null): readonly Finding[] {
  const { id, condition, reentry } = block;
  return [
    ...triggerFaults(block, surroundings),
    ...(condition === null ? [] : queryFaults(id, 'condition', condition, surroundings)),
    ...(reentry.kind === 'after'
      ? dayFaults(id, 'reentry.days', 'days before entering again', reentry.days, 1)
      : []),
    ...holdoutFaults(block),
  ];
}

function holdoutFaults({ id, holdoutShare: share }: StartBlock): readonly Finding[] {
  if (!(share >= 0 && share <= MAX_HOLDOUT_SHARE)) {
    const most = percent(MAX_HOLDOUT_SHARE);
    return [found(id, 'holdoutShare', (words) => words.holdoutShare(percent(share), most))];
  }
  if (share > 0) return [];
  return [doubtful(id, 'holdoutShare', (words) => words.nobodyHeldOut)];
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

function triggerFaults({ id, trigger }: StartBlock, shop: Surroundings | null): readonly Finding[] {
  switch (trigger.kind) {
    case 'inactive':
      return inactiveFaults(id, trigger.by);
    case 'due':
      return dayFaults(id, 'trigger.days', 'days from the due day', trigger.days, -MAX_DAYS);
    case 'joins segment':
      return joinFaults(id, trigger, shop);
    case 'tier changes':
      return [
        ...tiersFaults(id, 'trigger.from', trigger.from, shop),
        ...tiersFaults(id, 'trigger.to', trigger.to, shop),
      ];
    case 'about to lose tier':
      return dayFaults(id, 'trigger.days', 'days before the tier is lost', trigger.days, 1);
    case 'back after absence':
      return dayFaults(id, 'trigger.days', 'days of absence', trigger.days, 1);
    case 'yearly date': {
      const bounds = { value: trigger.daysBefore, least: 0, most: 364 };
      return wholeNumberFaults(id, 'trigger.daysBefore', 'days before', bounds);
    }
    case 'order placed':
      return orderFaults(id, trigger);
    case 'link clicked':
      if (trigger.urlContains.trim() !== '') return [];
      return [found(id, 'trigger.urlContains', (words) => words.linkMissing)];
    case 'campaign':
      return [
        ...audienceFaults(id, 'trigger.segmentId', trigger.segmentId, shop),
        ...audienceFaults(id, 'trigger.exceptSegmentId', trigger.exceptSegmentId, shop),
      ];
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
  what: NumberName,
  days: number,
  least: number,
): readonly Finding[] {
  return wholeNumberFaults(id, field, what, { value: days, least, most: MAX_DAYS });
}

function inactiveFaults(id: string, by: InactiveDefinition): readonly Finding[] {
  if (by.kind !== 'own rhythm') {
    const least = by.kind === 'overdue' ? 0 : 1;
    return dayFaults(id, 'trigger.by.days', 'inactive days', by.days, least);
  }
  if (by.times >= 1 && by.times <= 100) return [];
  return [found(id, 'trigger.by.times', (words) => words.ownRhythm(by.times))];
}

function joinFaults(
  id: string,
  { segmentId, fromSegmentId }: TriggerOf<'joins segment'>,
  shop: Surroundings | null,
): readonly Finding[] {
  const from =
    fromSegmentId === null ? [] : segmentFaults(id, 'trigger.fromSegmentId', fromSegmentId, shop);
  return [...segmentFaults(id, 'trigger.segmentId', segmentId, shop), ...from];
}

function audienceFaults(
  id: string,
  field: string,
  segmentId: number | null,
  shop: Surroundings | null,
): readonly Finding[] {
  return segmentId === null ? [] : segmentFaults(id, field, segmentId, shop);
}

function tiersFaults(
  id: string,
  field: string,
  tiers: readonly string[] | null,
  shop: Surroundings | null,
): readonly Finding[] {
  if (tiers === null) return [];
  if (tiers.length === 0) return [found(id, field, (words) => words.noTierChosen)];
  return tiers.flatMap((tier, index) => tierFaults(id, `${field}.${index}`, tier, shop));
}

function orderFaults(
  id: string,
  { number, category }: TriggerOf<'order placed'>,
): readonly Finding[] {
  const bounds = { value: number ?? 1, least: 1, most: 1000 };
  return [
    ...wholeNumberFaults(id, 'trigger.number', 'number of the order', bounds),
    ...(category?.trim() === ''
      ? [found(id, 'trigger.category', (words) => words.orderCategoryMissing)]
      : []),
  ];
}
