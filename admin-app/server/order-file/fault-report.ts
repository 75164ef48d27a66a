/** Gathers what was wrong with a file: all of it counted, the first lines of each rule kept to be shown. */
import type { FaultRow, FaultRule, LeftOut } from './order-row.ts';

const MOST_SHOWN_LINES = 20;

export interface FaultReport {
  addFault(fault: FaultRow, line: number): void;
  addLeftOut(why: LeftOut): void;
  faults(): number;
  leftOut(): number;
  /** Lines for people: each with the line of the file, the rule and what would be right. */
  lines(path: string): readonly string[];
  /** The counts in one phrase, such as "12 lines could not be read (10 order_date, 2 amount)"; empty when all was well. */
  summary(): string;
}

export function createFaultReport(): FaultReport {
  const rules = new Map<FaultRule, { count: number; shown: string[] }>();
  const reasons = new Map<LeftOut, number>();

  function addFault({ rule, says }: FaultRow, line: number): void {
    const seen = rules.get(rule) ?? { count: 0, shown: [] };
    rules.set(rule, seen);
    seen.count++;
    if (seen.shown.length < MOST_SHOWN_LINES) seen.shown.push(`line ${line}, ${rule}: ${says}`);
  }

  function lines(path: string): string[] {
    return [...rules].flatMap(([rule, { count, shown }]) => [
      ...shown.map((line) => `${path}, ${line}`),
      ...(count > shown.length ? [`${path}: ${count - shown.length} more lines, ${rule}`] : []),
    ]);
  }

  const faults = () => [...rules.values()].reduce((sum, { count }) => sum + count, 0);
  const leftOut = () => [...reasons.values()].reduce((sum, count) => sum + count, 0);

  function summary(): string {
    const broken = [...rules].map(([rule, { count }]) => `${count} ${rule}`).join(', ');
    const uncounted = [...reasons].map(([why, count]) => `${count} ${why}`).join(', ');
    return [
      ...(broken ? [`${countOf(faults(), 'line')} could not be read (${broken})`] : []),
      ...(uncounted ? [`${countOf(leftOut(), 'order')} do not count (${uncounted})`] : []),
    ].join('; ');
  }

  return {
    addFault,
    addLeftOut: (why) => reasons.set(why, (reasons.get(why) ?? 0) + 1),
    faults,
    leftOut,
    lines,
    summary,
  };
}

export function countOf(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}
