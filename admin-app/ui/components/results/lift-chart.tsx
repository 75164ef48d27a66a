import { points } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { sizeOf, useWidth } from '../charts/use-width.ts';
import './results.css';

interface Props {
  /** Difference of the shares and its 95 % interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

const HEIGHT = 112;
const LINE = 52;
const EDGE = 30;

/** The difference between treated and held out as a dot on its interval, against the line of no effect. */
export function LiftChart({ difference, low, high }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(520);
  const from = Math.min(0, low);
  const to = Math.max(0, high);
  const x = (share: number) =>
    EDGE + ((share - from) / (to - from || 1)) * Math.max(1, width - 2 * EDGE);
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'open';
  const label = t('lift.points', { points: points(difference) });
  const summary = t('lift.chart', {
    difference: points(difference),
    low: points(low),
    high: points(high),
  });
  return (
    <div ref={frame} class={`lift ${verdict}`}>
      <svg {...sizeOf(width, HEIGHT)} role="img" aria-label={summary}>
        <line class="zero" x1={x(0)} x2={x(0)} y1={LINE - 12} y2={84} />
        <text x={x(0)} y={102} text-anchor={anchorAt(x(0), width)}>
          {t('lift.noEffect')}
        </text>
        <line class="interval" x1={x(low)} x2={x(high)} y1={LINE} y2={LINE} />
        <circle class="estimate" cx={x(difference)} cy={LINE} r="7" />
        <text
          class="estimate-label"
          x={x(difference)}
          y={LINE - 17}
          text-anchor={anchorAt(x(difference), width)}
        >
          {label}
        </text>
        <Ends {...{ low, high, x, width }} />
      </svg>
    </div>
  );
}

interface EndsProps {
  readonly low: number;
  readonly high: number;
  readonly x: (share: number) => number;
  readonly width: number;
}

/** The interval's ends in numbers, where there is room between them. */
function Ends({ low, high, x, width }: EndsProps) {
  if (x(high) - x(low) < 90) return null;
  return (
    <>
      <text x={x(low)} y={LINE + 24} text-anchor={anchorAt(x(low), width)}>
        {points(low)}
      </text>
      <text x={x(high)} y={LINE + 24} text-anchor={anchorAt(x(high), width)}>
        {points(high)}
      </text>
    </>
  );
}

function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < 60) return 'start';
  return x > width - 60 ? 'end' : 'middle';
}
