import type { OverdueLift } from '../../../core/prediction/backtest/types.ts';
import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from './behind.tsx';
import './chart.css';
import './found-chart.css';
import { type Plot, roundUp, ShareAxes, scaleX, scaleY } from './share-axes.tsx';
import { useWidth } from './use-width.ts';

type Points = OverdueLift['points'];

interface Line {
  readonly id: 'likeliest' | 'overdue' | 'random';
  /** From nobody looked at to the last point. */
  readonly found: readonly (readonly [looked: number, found: number])[];
}

/** Of those who came back, how many are among the first so many of the overdue, for three orders to go through them. */
export function FoundChart({ points }: { readonly points: Points }) {
  const [frame, width] = useWidth<HTMLDivElement>(560);
  const lines = linesOf(points);
  const plot = plotOf(lines, width);
  return (
    <div class="stack tight">
      <ul class="chart-key found">
        {lines.map(({ id }) => (
          <li key={id}>
            <svg width="24" height="10" aria-hidden="true">
              <line class={`line ${id}`} x1="1" x2="23" y1="5" y2="5" />
            </svg>
            {t(`found.${id}`)}
          </li>
        ))}
      </ul>
      <div ref={frame} class="chart found">
        <svg width={width} height={plot.height} role="img" aria-label={inWords(points)}>
          <ShareAxes plot={plot} nameX={t('found.looked')} nameY={t('found.found')} />
          {[...lines].reverse().map((line) => (
            <DrawnLine key={line.id} line={line} plot={plot} />
          ))}
          <Ends lines={lines} plot={plot} />
        </svg>
      </div>
      <Behind
        about={t('found.title')}
        heads={[t('found.first'), t('found.likeliest'), t('found.overdue'), t('found.random')]}
        rows={points.map(({ first, likeliestFirst, mostOverdueFirst }) => [
          percent(first),
          percent(likeliestFirst),
          percent(mostOverdueFirst),
          percent(first),
        ])}
      />
    </div>
  );
}

function linesOf(points: Points): readonly Line[] {
  const start = [0, 0] as const;
  return [
    {
      id: 'likeliest',
      found: [start, ...points.map((at) => [at.first, at.likeliestFirst] as const)],
    },
    {
      id: 'overdue',
      found: [start, ...points.map((at) => [at.first, at.mostOverdueFirst] as const)],
    },
    { id: 'random', found: [start, ...points.map((at) => [at.first, at.first] as const)] },
  ];
}

function plotOf(lines: readonly Line[], width: number): Plot {
  const ends = lines.flatMap((line) => line.found);
  const mostX = Math.max(0.1, ...ends.map(([looked]) => looked));
  const mostY = roundUp(Math.max(...ends.map(([, found]) => found)));
  const height = Math.round(Math.min(340, Math.max(240, width * 0.62)));
  return { width, height, left: 44, right: 44, top: 30, bottom: 46, mostX, mostY };
}

function DrawnLine({ line, plot }: { readonly line: Line; readonly plot: Plot }) {
  const points = line.found.map(
    ([looked, found]) => `${scaleX(plot, looked)},${scaleY(plot, found)}`,
  );
  return (
    <g>
      <polyline class={`line ${line.id}`} points={points.join(' ')} />
      {line.id !== 'random' &&
        line.found
          .slice(1)
          .map(([looked, found]) => (
            <circle
              key={looked}
              class={`dot ${line.id}`}
              cx={scaleX(plot, looked)}
              cy={scaleY(plot, found)}
              r="4.5"
            />
          ))}
    </g>
  );
}

const LEAST_BETWEEN = 15;

/** What each line has found at its end, pushed apart where two end side by side. */
function Ends({ lines, plot }: { readonly lines: readonly Line[]; readonly plot: Plot }) {
  const ends = lines
    .map(({ id, found }) => ({ id, found: found.at(-1)?.[1] ?? 0 }))
    .sort((a, b) => b.found - a.found);
  let above = Number.NEGATIVE_INFINITY;
  return (
    <g>
      {ends.map(({ id, found }) => {
        above = Math.max(above + LEAST_BETWEEN, scaleY(plot, found) + 4);
        return (
          <text key={id} class={`end ${id}`} x={plot.width - plot.right + 9} y={above}>
            {percent(found)}
          </text>
        );
      })}
    </g>
  );
}

function inWords(points: Points): string {
  const all = points.map(({ first, likeliestFirst, mostOverdueFirst }) =>
    t('found.point', {
      first: percent(first),
      likeliest: percent(likeliestFirst),
      overdue: percent(mostOverdueFirst),
    }),
  );
  return t('found.chart', { points: all.join('; ') });
}
