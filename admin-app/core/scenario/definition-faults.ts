/** What is wrong with what a scenario says beside its blocks: goal and quiet times. */
import { wholeNumberFaults } from './blocks/number-faults.ts';
import { segmentFaults } from './blocks/query-faults.ts';
import { type Finding, found } from './finding.ts';
import { isQuietHour } from './send-time.ts';
import type { Surroundings } from './surroundings.ts';
import type { Goal, QuietTimes, ScenarioDefinition } from './types.ts';

export function definitionFaults(
  { goal, quiet }: ScenarioDefinition,
  surroundings: Surroundings | null,
): readonly Finding[] {
  return [...goalFaults(goal, surroundings), ...(quiet ? quietFaults(quiet) : [])];
}

function goalFaults(goal: Goal, surroundings: Surroundings | null): readonly Finding[] {
  switch (goal.kind) {
    case 'joins segment':
      return segmentFaults(null, 'goal.segmentId', goal.segmentId, surroundings);
    case 'order of category':
      return goal.category.trim() === ''
        ? [found(null, 'goal.category', (words) => words.goalCategoryMissing)]
        : [];
    case 'order':
    case 'none':
      return [];
  }
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function quietFaults(quiet: QuietTimes): readonly Finding[] {
  const faults = [
    ...hoursFaults(quiet.hours),
    ...quiet.weekdays.flatMap((value, index) =>
      wholeNumberFaults(null, `quiet.weekdays.${index}`, 'weekday', {
        value,
        least: 1,
        most: 7,
      }),
    ),
  ];
  if (faults.length > 0) return faults;
  const neverLoud =
    WEEKDAYS.every((day) => quiet.weekdays.includes(day)) ||
    HOURS.every((hour) => isQuietHour(hour, quiet));
  if (!neverLoud) return [];
  return [found(null, 'quiet', (words) => words.alwaysQuiet)];
}

function hoursFaults(hours: QuietTimes['hours']): readonly Finding[] {
  if (!hours) return [];
  const faults = (['from', 'until'] as const).flatMap((field) =>
    wholeNumberFaults(null, `quiet.hours.${field}`, 'hour', {
      value: hours[field],
      least: 0,
      most: 23,
    }),
  );
  if (faults.length > 0 || hours.from !== hours.until) return faults;
  return [found(null, 'quiet.hours.until', (words) => words.quietHoursEmpty)];
}
