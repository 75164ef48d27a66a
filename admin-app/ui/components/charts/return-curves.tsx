import type { CurvePoint } from '../../../core/results/survival.ts';
import { number } from '../../language/format.ts';
import './chart.css';
import './return-curves.css';
import { type Plot, roundUp, ShareAxis, scaleX, scaleY } from './share-axes.tsx';
import { sizeOf, useWidth } from './use-width.ts';

export interface CurveLine {
  readonly look: 'first' | 'second' | 'third' | 'other' | 'held-out';
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

interface Props {
  /** The first of them is drawn on top. */
  readonly lines: readonly CurveLine[];
  /** Days on the lying axis; it ends at the last. */
  readonly days: readonly number[];
  readonly nameX: string;
  readonly nameY: string;
  readonly inWords: string;
}

/** Shares back by days, each with the band it lies in with 95 % probability. */
export function ReturnCurves({ lines, days, nameX, nameY, inWords }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const plot = plotOf(lines, days.at(-1) ?? 1, width);
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
        <svg {...sizeOf(width, plot.height)} role="img" aria-label={inWords}>
          <ShareAxis {...{ plot, nameX, nameY }}>
            <DayTicks plot={plot} days={days} />
          </ShareAxis>
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

function plotOf(lines: readonly CurveLine[], mostX: number, width: number): Plot {
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ share }) => share)));
  const height = Math.round(Math.min(360, Math.max(240, width * 0.42)));
  const edges = { left: 44, right: 16, top: 30, bottom: 46 };
  return { width, height, ...edges, mostX, mostY: Math.min(1, roundUp(highest * 1.1)) };
}

/** Days closer together than this cannot be read; the first of them is. */
const CLOSEST_PX = 26;

function DayTicks({ plot, days }: { readonly plot: Plot; readonly days: readonly number[] }) {
  const base = scaleY(plot, 0);
  let end = Number.NEGATIVE_INFINITY;
  const readable = days.filter((day) => {
    const place = scaleX(plot, day);
    if (place - end < CLOSEST_PX) return false;
    end = place;
    return true;
  });
  return readable.map((tick) => (
    <g key={tick}>
      <line class="grid" x1={scaleX(plot, tick)} x2={scaleX(plot, tick)} y1={base} y2={base + 5} />
      <text x={scaleX(plot, tick)} y={base + 19} text-anchor="middle">
        {number(tick)}
      </text>
    </g>
  ));
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
