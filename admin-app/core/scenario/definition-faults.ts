/** What is wrong with what a scenario says beside its blocks: goal and quiet times. */
import { wholeNumberFaults } from './blocks/number-faults.ts';
import { segmentFaults } from './blocks/query-faults.ts';
import { faultAt } from './fault.ts';
import { isQuietHour } from './send-time.ts';
import type { Surroundings } from './surroundings.ts';
import type { Fault, Goal, QuietTimes, ScenarioDefinition } from './types.ts';

export function definitionFaults(
  { goal, quiet }: ScenarioDefinition,
  surroundings: Surroundings | null,
): readonly Fault[] {
  return [...goalFaults(goal, surroundings), ...(quiet ? quietFaults(quiet) : [])];
}

function goalFaults(goal: Goal, surroundings: Surroundings | null): readonly Fault[] {
  switch (goal.kind) {
    case 'joins segment':
      return segmentFaults(null, 'goal.segmentId', goal.segmentId, surroundings);
    case 'order of category':
      return goal.category.trim() === ''
        ? [faultAt(null, 'goal.category', 'Name the category that the goal is about.')]
        : [];
    case 'order':
    case 'none':
      return [];
  }
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function quietFaults(quiet: QuietTimes): readonly Fault[] {
  const faults = [
    ...hoursFaults(quiet.hours),
    ...quiet.weekdays.flatMap((value, index) =>
      wholeNumberFaults(null, `quiet.weekdays.${index}`, 'The weekday', {
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
  const message = 'The quiet times leave no hour of the week in which a message could leave.';
  return [faultAt(null, 'quiet', message)];
}

function hoursFaults(hours: QuietTimes['hours']): readonly Fault[] {
  if (!hours) return [];
  const faults = (['from', 'until'] as const).flatMap((field) =>
    wholeNumberFaults(null, `quiet.hours.${field}`, 'The hour', {
      value: hours[field],
      least: 0,
      most: 23,
    }),
  );
  if (faults.length > 0 || hours.from !== hours.until) return faults;
  const message = 'The quiet hours end when they begin; choose another end, or none.';
  return [faultAt(null, 'quiet.hours.until', message)];
}
