/** Today and the due day above the timeline, in words that do not cover each other. */
import { type Day, formatDay } from '../../../core/time.ts';
import { day as dayInWords } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { TimeScale } from './time-scale.ts';

export const BASE = 162;

export const TOP = 50;

export interface Placed {
  readonly x: TimeScale['x'];
}

interface MarksProps extends Placed {
  readonly today: Day;
  readonly dueDay: Day | null;
  readonly width: number;
}

/** Two heights for the two labels, so that they never cover each other. */
export function Marks({ x, today, dueDay, width }: MarksProps) {
  const label = todayLabel({ x, today, dueDay, width });
  return (
    <g>
      <line class="today-line" x1={x(today)} x2={x(today)} y1={TOP - 8} y2={BASE} />
      <text class="today-label" x={label.x} y={TOP - 14} text-anchor={label.anchor}>
        {t('chart.today')}
      </text>
      {dueDay !== null && (
        <>
          <line class="due-line" x1={x(dueDay)} x2={x(dueDay)} y1={TOP - 26} y2={BASE} />
          <text
            class="due-label"
            x={x(dueDay)}
            y={TOP - 32}
            text-anchor={anchorAt(x(dueDay), width)}
          >
            {t('chart.due', { day: dayInWords(formatDay(dueDay)) })}
          </text>
        </>
      )}
    </g>
  );
}

/** Over its line; beside it where the line of a near due day would cross the word. */
function todayLabel({ x, today, dueDay, width }: MarksProps): { x: number; anchor: Anchor } {
  const at = x(today);
  const due = dueDay === null ? Number.POSITIVE_INFINITY : x(dueDay);
  if (Math.abs(due - at) > HALF_A_LABEL) return { x: at, anchor: anchorAt(at, width) };
  if (due < at && at < width - 2 * HALF_A_LABEL) return { x: at + 5, anchor: 'start' };
  return { x: Math.min(due, at) - 5, anchor: 'end' };
}

type Anchor = 'start' | 'middle' | 'end';

const HALF_A_LABEL = 40;

/** Texts near an edge lean inwards, so that nothing is cut off. */
export function anchorAt(x: number, width: number, room = 70): Anchor {
  if (x < room) return 'start';
  return x > width - room ? 'end' : 'middle';
}
