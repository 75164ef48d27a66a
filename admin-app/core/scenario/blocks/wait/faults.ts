import { faultAt } from '../../fault.ts';
import type { Fault, WaitBlock } from '../../types.ts';
import { hourFaults, wholeNumberFaults } from '../number-faults.ts';

const MAX_DAYS_BEFORE = 364;

export function faultsOf({ id, until }: WaitBlock): readonly Fault[] {
  switch (until.kind) {
    case 'time':
      return hoursFaults(id, until.hours);
    case 'hour':
      return hourFaults(id, 'until.hour', until.hour);
    case 'weekday': {
      const bounds = { value: until.weekday, least: 1, most: 7 };
      return [
        ...wholeNumberFaults(id, 'until.weekday', 'The weekday', bounds),
        ...hourFaults(id, 'until.hour', until.hour),
      ];
    }
    case 'date': {
      const bounds = { value: until.daysBefore, least: 0, most: MAX_DAYS_BEFORE };
      return [
        ...wholeNumberFaults(id, 'until.daysBefore', 'The number of days before', bounds),
        ...hourFaults(id, 'until.hour', until.hour),
      ];
    }
  }
}

function hoursFaults(id: string, hours: number): readonly Fault[] {
  if (Number.isFinite(hours) && hours >= 0) return [];
  return [faultAt(id, 'until.hours', `The wait is ${hours} hours; choose 0 or more.`)];
}
