import type { Fault, StartBlock } from '../../types.ts';

export const MAX_HOLDOUT_SHARE = 0.5;
const MAX_DAYS = 3650;

export function faultsOf({ id, inactive, holdoutShare }: StartBlock): readonly Fault[] {
  const faults: Fault[] = [];
  if (!(holdoutShare >= 0 && holdoutShare <= MAX_HOLDOUT_SHARE)) {
    faults.push({
      blockId: id,
      field: 'holdoutShare',
      message: `The held-out share is ${percent(holdoutShare)}; choose 0 to ${percent(MAX_HOLDOUT_SHARE)}.`,
    });
  }
  const least = inactive.kind === 'overdue' ? 0 : 1;
  if (!Number.isInteger(inactive.days) || inactive.days < least || inactive.days > MAX_DAYS) {
    faults.push({
      blockId: id,
      field: 'inactive.days',
      message: `Inactive is set to ${inactive.days} days; choose a whole number from ${least} to ${MAX_DAYS}.`,
    });
  }
  return faults;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
