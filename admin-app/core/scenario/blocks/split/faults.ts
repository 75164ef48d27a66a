import { type Finding, found } from '../../finding.ts';
import type { SplitArm, SplitBlock } from '../../types.ts';
import { nameFaults } from '../number-faults.ts';

export function faultsOf({ id, name, arms, winner }: SplitBlock): readonly Finding[] {
  return [
    ...nameFaults(id, 'name', 'split', name),
    ...(arms.length < 2 ? [found(id, 'arms', (words) => words.tooFewWays)] : []),
    ...arms.flatMap((arm, index) => armFaults(id, arms, arm, index)),
    ...(arms.length > 0 && !arms.some(({ weight }) => weight > 0)
      ? [found(id, 'arms.0.weight', (words) => words.allWeightsZero)]
      : []),
    ...(winner === null || arms.some((arm) => arm.id === winner)
      ? []
      : [found(id, 'winner', (words) => words.winnerGone)]),
  ];
}

function armFaults(
  id: string,
  arms: readonly SplitArm[],
  arm: SplitArm,
  index: number,
): readonly Finding[] {
  const faults = [...nameFaults(id, `arms.${index}.name`, 'way', arm.name)];
  if (!Number.isFinite(arm.weight) || arm.weight < 0) {
    faults.push(found(id, `arms.${index}.weight`, (words) => words.weight(arm.weight)));
  }
  if (arms.findIndex((other) => other.id === arm.id) < index) {
    faults.push(found(id, `arms.${index}.id`, (words) => words.sameWayId(arm.id)));
  }
  return faults;
}
