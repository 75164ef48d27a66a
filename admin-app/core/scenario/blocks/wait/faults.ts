import { type Finding, found } from '../../finding.ts';
import type { WaitBlock } from '../../types.ts';
import { hourFaults, wholeNumberFaults } from '../number-faults.ts';

const MAX_DAYS_BEFORE = 364;

export function faultsOf({ id, until }: WaitBlock): readonly Finding[] {
  switch (until.kind) {
    case 'time':
      return hoursFaults(id, until.hours);
    case 'hour':
      return hourFaults(id, 'until.hour', until.hour);
    case 'weekday': {
      const bounds = { value: until.weekday, least: 1, most: 7 };
      return [
        ...wholeNumberFaults(id, 'until.weekday', 'weekday', bounds),
        ...hourFaults(id, 'until.hour', until.hour),
      ];
    }
    case 'messages settled':
      return [];
    case 'date': {
      const bounds = { value: until.daysBefore, least: 0, most: MAX_DAYS_BEFORE };
      return [
        ...wholeNumberFaults(id, 'until.daysBefore', 'days before', bounds),
        ...hourFaults(id, 'until.hour', until.hour),
      ];
    }
  }
}

function hoursFaults(id: string, hours: number): readonly Finding[] {
  if (Number.isFinite(hours) && hours >= 0) return [];
  return [found(id, 'until.hours', (words) => words.waitHours(hours))];
}
