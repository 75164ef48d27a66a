import type { CurvePoint } from '../../../core/results/survival.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from '../charts/behind.tsx';
import '../charts/chart.css';
import { type Plot, roundUp, scaleX, scaleY } from '../charts/share-axes.tsx';
import { useWidth } from '../charts/use-width.ts';
import './results.css';

interface Props {
  readonly treated: readonly CurvePoint[];
  readonly heldOut: readonly CurvePoint[];
}

const MOST_DAYS = 90;
const TICKS = [0, 7, 30, 60, 90];

/** Shares back by days since entering: treated as a line with its band, held out beside it. */
export function ReturnsChart({ treated, heldOut }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(560);
  const lines = [
    { look: 'held-out', name: t('results.heldOut'), points: within(heldOut) },
    { look: 'treated', name: t('results.treated'), points: within(treated) },
  ].filter(({ points }) => points.length > 0);
  const plot = plotOf(
    lines.flatMap(({ points }) => points.map(({ share }) => share)),
    width,
  );
  return (
    <div class="stack tight">
      <ul class="chart-key">
        {lines.toReversed().map(({ look, name }) => (
          <li key={look}>
            <svg width="26" height="10" aria-hidden="true">
              <line class={`returns-line ${look}`} x1="1" x2="25" y1="5" y2="5" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div ref={frame} class="chart">
        <svg width={width} height={plot.height} role="img" aria-label={inWords(lines)}>
          <Axes plot={plot} />
          {lines.map(({ look, points }) => (
            <polygon key={look} class={`returns-band ${look}`} points={bandOf(points, plot)} />
          ))}
          {lines.map(({ look, points }) => (
            <polyline key={look} class={`returns-line ${look}`} points={lineOf(points, plot)} />
          ))}
        </svg>
      </div>
      <Behind
        about={t('results.returns')}
        heads={[t('results.sinceEntering'), ...lines.toReversed().map(({ name }) => name)]}
        rows={TICKS.slice(1).map((days) => [
          number(days),
          ...lines.toReversed().map(({ points }) => {
            const point = points[days];
            return point ? percent(point.share) : '–';
          }),
        ])}
      />
    </div>
  );
}

function within(points: readonly CurvePoint[]): readonly CurvePoint[] {
  return points.filter(({ days }) => days <= MOST_DAYS);
}

function plotOf(shares: readonly number[], width: number): Plot {
  const height = Math.round(Math.min(320, Math.max(220, width * 0.45)));
  const edges = { left: 44, right: 16, top: 30, bottom: 46 };
  const mostY = Math.min(1, roundUp(Math.max(0, ...shares) * 1.15));
  return { width, height, ...edges, mostX: MOST_DAYS, mostY };
}

function Axes({ plot }: { readonly plot: Plot }) {
  const base = scaleY(plot, 0);
  const end = plot.width - plot.right;
  const step = plot.mostY > 0.5 ? 0.2 : plot.mostY > 0.2 ? 0.1 : 0.05;
  const count = Math.floor(plot.mostY / step + 1e-9);
  const shares = Array.from({ length: count + 1 }, (_, nth) => nth * step);
  return (
    <g>
      {shares.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'axis' : 'grid'}
            x1={plot.left}
            x2={end}
            y1={scaleY(plot, tick)}
            y2={scaleY(plot, tick)}
          />
          <text x={plot.left - 8} y={scaleY(plot, tick) + 4} text-anchor="end">
            {percent(tick)}
          </text>
        </g>
      ))}
      {TICKS.map((tick) => (
        <text key={tick} x={scaleX(plot, tick)} y={base + 19} text-anchor="middle">
          {number(tick)}
        </text>
      ))}
      <text class="axis-name" x={0} y={12}>
        {t('results.backShare')}
      </text>
      <text class="axis-name" x={end} y={base + 38} text-anchor="end">
        {t('results.sinceEntering')}
      </text>
    </g>
  );
}

function at(plot: Plot, days: number, share: number): string {
  const y = scaleY(plot, Math.min(share, plot.mostY));
  return `${scaleX(plot, days).toFixed(1)},${y.toFixed(1)}`;
}

function lineOf(points: readonly CurvePoint[], plot: Plot): string {
  return points.map(({ days, share }) => at(plot, days, share)).join(' ');
}

function bandOf(points: readonly CurvePoint[], plot: Plot): string {
  const low = points.map(({ days, low: share }) => at(plot, days, share));
  const high = points.map(({ days, high: share }) => at(plot, days, share));
  return [...low, ...high.toReversed()].join(' ');
}

interface Line {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

function inWords(lines: readonly Line[]): string {
  const told = lines.map(({ name, points }) => {
    const texts = TICKS.slice(1).flatMap((days) => {
      const point = points[days];
      return point ? [t('results.returnsPoint', { share: percent(point.share), days })] : [];
    });
    return t('results.returnsLine', { name, points: texts.join(', ') || '–' });
  });
  return t('results.returnsChart', { lines: told.join('; ') });
}
