import { useState } from 'preact/hooks';
import type { CalibrationBin } from '../../../core/prediction/backtest/types.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from './behind.tsx';
import './calibration-chart.css';
import './chart.css';
import { type Plot, roundUp, ShareAxes, scaleX, scaleY } from './share-axes.tsx';
import { useWidth } from './use-width.ts';

const SIGMAS_95 = 1.96;

/** Promised chance against what happened, group by group, beside the line where both are the same. */
export function CalibrationChart({ bins }: { readonly bins: readonly CalibrationBin[] }) {
  const [frame, width] = useWidth<HTMLDivElement>(560);
  const [pointed, setPointed] = useState<CalibrationBin | null>(null);
  const plot = plotOf(bins, width);
  return (
    <div class="stack tight">
      <div ref={frame} class="chart calibration">
        <svg width={width} height={plot.height} role="img" aria-label={inWords(bins)}>
          <ShareAxes
            plot={plot}
            nameX={t('calibration.promised')}
            nameY={t('calibration.ordered')}
          />
          <AsPromised plot={plot} />
          <polyline
            class="curve"
            points={bins
              .map((bin) => `${scaleX(plot, bin.predicted)},${scaleY(plot, bin.ordered)}`)
              .join(' ')}
          />
          {bins.map((bin, nth) => (
            <Group
              // Groups come in the order of their chances and never move.
              key={nth}
              bin={bin}
              plot={plot}
              pointed={bin === pointed}
              onPoint={(on) => setPointed(on ? bin : null)}
            />
          ))}
        </svg>
      </div>
      <p class="small soft" aria-hidden="true">
        {pointed ? binInWords(pointed) : t('calibration.each', { n: usualCases(bins) })}
      </p>
      <Behind
        about={t('calibration.title')}
        heads={[t('calibration.promised'), t('calibration.ordered'), t('calibration.cases')]}
        rows={bins.map((bin) => [percent(bin.predicted), percent(bin.ordered), number(bin.cases)])}
      />
    </div>
  );
}

function plotOf(bins: readonly CalibrationBin[], width: number): Plot {
  const most = roundUp(Math.max(0, ...bins.flatMap((bin) => [bin.predicted, bin.ordered])));
  const height = Math.round(Math.min(380, Math.max(250, width * 0.72)));
  return { width, height, left: 44, right: 16, top: 30, bottom: 46, mostX: most, mostY: most };
}

function AsPromised({ plot }: { readonly plot: Plot }) {
  const end = { x: scaleX(plot, plot.mostX), y: scaleY(plot, plot.mostY) };
  return (
    <g>
      <line class="as-promised" x1={scaleX(plot, 0)} y1={scaleY(plot, 0)} x2={end.x} y2={end.y} />
      <text x={end.x} y={end.y - 9} text-anchor="end">
        {t('calibration.asPromised')}
      </text>
    </g>
  );
}

interface GroupProps {
  readonly bin: CalibrationBin;
  readonly plot: Plot;
  readonly pointed: boolean;
  readonly onPoint: (on: boolean) => void;
}

function Group({ bin, plot, pointed, onPoint }: GroupProps) {
  const x = scaleX(plot, bin.predicted);
  const y = scaleY(plot, bin.ordered);
  const [low, high] = chanceRange(bin);
  return (
    <g class={pointed ? 'group pointed' : 'group'}>
      <line
        class="by-chance"
        x1={x}
        x2={x}
        y1={scaleY(plot, low)}
        y2={scaleY(plot, Math.min(high, plot.mostY))}
      />
      <circle class="dot" cx={x} cy={y} r="6" />
      {/* Larger than the dot, so that it is easily met. */}
      <circle
        class="target"
        cx={x}
        cy={y}
        r="14"
        onPointerEnter={() => onPoint(true)}
        onPointerLeave={() => onPoint(false)}
      />
    </g>
  );
}

/** Within which shares the group's true one lies with 95 % certainty (Wilson's interval), 0–1. */
function chanceRange({ ordered, cases }: CalibrationBin): readonly [low: number, high: number] {
  if (cases === 0) return [0, 1];
  const z2 = SIGMAS_95 ** 2 / cases;
  const middle = (ordered + z2 / 2) / (1 + z2);
  const half = Math.sqrt(z2 * (ordered * (1 - ordered) + z2 / 4)) / (1 + z2);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

function usualCases(bins: readonly CalibrationBin[]): number {
  const cases = bins.reduce((sum, bin) => sum + bin.cases, 0);
  return Math.round(cases / Math.max(1, bins.length));
}

function binInWords({ cases, predicted, ordered }: CalibrationBin): string {
  const shares = { promised: percent(predicted), ordered: percent(ordered) };
  return t('calibration.dot', { n: cases, ...shares });
}

function inWords(bins: readonly CalibrationBin[]): string {
  const all = bins.map(({ predicted, ordered }) =>
    t('calibration.bin', { promised: percent(predicted), ordered: percent(ordered) }),
  );
  return t('calibration.chart', { bins: all.join('; ') });
}
