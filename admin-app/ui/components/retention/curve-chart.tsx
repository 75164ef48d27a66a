import type { CurvePoint } from '../../../core/results/survival.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import '../charts/chart.css';
import { type Plot, roundUp, ShareAxis, scaleX, scaleY } from '../charts/share-axes.tsx';
import { useWidth } from '../charts/use-width.ts';
import './retention.css';

export interface CurveLine {
  readonly look: 'first' | 'second' | 'third' | 'other';
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

const MOST_DAYS = 365;
const DAY_TICKS = [0, 30, 60, 90, 180, 270, 365];

/** Shares with a next order by days since an order, each with the band it lies in with 95 % probability. */
export function CurveChart({ lines }: { readonly lines: readonly CurveLine[] }) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const plot = plotOf(lines, width);
  return (
    <div class="stack tight">
      <ul class="chart-key">
        {lines.map(({ look, name }) => (
          <li key={look}>
            <svg width="26" height="10" aria-hidden="true">
              <line class={`curve-line ${look}`} x1="1" x2="25" y1="5" y2="5" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div ref={frame} class="chart">
        <svg width={width} height={plot.height} role="img" aria-label={inWords(lines)}>
          <Axes plot={plot} />
          {lines.map(({ look, points }) => (
            <polygon key={look} class={`curve-band ${look}`} points={bandOf(points, plot)} />
          ))}
          {lines.toReversed().map(({ look, points }) => (
            <polyline key={look} class={`curve-line ${look}`} points={lineOf(points, plot)} />
          ))}
        </svg>
      </div>
    </div>
  );
}

function plotOf(lines: readonly CurveLine[], width: number): Plot {
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ share }) => share)));
  const height = Math.round(Math.min(360, Math.max(240, width * 0.42)));
  const edges = { left: 44, right: 16, top: 30, bottom: 46 };
  return { width, height, ...edges, mostX: MOST_DAYS, mostY: Math.min(1, roundUp(highest * 1.1)) };
}

function Axes({ plot }: { readonly plot: Plot }) {
  const base = scaleY(plot, 0);
  // A narrow chart has no room for two ticks a month apart.
  const days =
    plot.width < 480 ? DAY_TICKS.filter((each) => each % 90 === 0 || each === 365) : DAY_TICKS;
  return (
    <ShareAxis plot={plot} nameX={t('retention.curveDays')} nameY={t('retention.curveShare')}>
      {days.map((tick) => (
        <g key={tick}>
          <line
            class="grid"
            x1={scaleX(plot, tick)}
            x2={scaleX(plot, tick)}
            y1={base}
            y2={base + 5}
          />
          <text x={scaleX(plot, tick)} y={base + 19} text-anchor="middle">
            {number(tick)}
          </text>
        </g>
      ))}
    </ShareAxis>
  );
}

function at(plot: Plot, days: number, share: number): string {
  const height = scaleY(plot, Math.min(share, plot.mostY));
  return `${scaleX(plot, days).toFixed(1)},${height.toFixed(1)}`;
}

function lineOf(points: readonly CurvePoint[], plot: Plot): string {
  return points.map(({ days, share }) => at(plot, days, share)).join(' ');
}

/** Nobody is back on day 0 before it begins; the band starts there with the line. */
function bandOf(points: readonly CurvePoint[], plot: Plot): string {
  const low = points.map(({ days, low: share }) => at(plot, days, days === 0 ? 0 : share));
  const high = points.map(({ days, high: share }) => at(plot, days, days === 0 ? 0 : share));
  return [...low, ...high.toReversed()].join(' ');
}

const TOLD_DAYS = [30, 90, 365];

function inWords(lines: readonly CurveLine[]): string {
  const told = lines.map(({ name, points }) => {
    const known = TOLD_DAYS.map((days) => points[days]).filter((each) => each !== undefined);
    const texts = known.map(({ share, days }) =>
      t('retention.curvePoint', { share: percent(share), days }),
    );
    return t('retention.curveLine', { name, points: texts.join(', ') || t('retention.notYet') });
  });
  return t('retention.curveChart', { lines: told.join('; ') });
}
