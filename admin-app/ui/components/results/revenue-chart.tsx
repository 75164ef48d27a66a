import type { ResultsOverview } from '../../../contract/results.ts';
import { parseDay } from '../../../core/time.ts';
import { day, exactMoney, money } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type Bucket, type BucketSize, bucketsOf } from '../../models/results.ts';
import { Behind } from '../charts/behind.tsx';
import '../charts/chart.css';
import { monthTicks } from '../charts/time-axis.ts';
import { sizeOf, useWidth } from '../charts/use-width.ts';
import './results.css';

const HEIGHT = 180;
const TOP = 14;
const BASE = HEIGHT - 26;

const TITLES = {
  day: 'results.byDay',
  week: 'results.byWeek',
  month: 'results.byMonth',
} as const;

/** The shop's revenue as bars over time, the attributed part of each in colour. */
export function RevenueChart({ overview }: { readonly overview: ResultsOverview }) {
  const [frame, width] = useWidth<HTMLDivElement>(900);
  const { size, buckets } = bucketsOf(overview);
  const { period, shop } = overview;
  const most = Math.max(1, ...buckets.map(({ revenueMinor }) => revenueMinor));
  const step = width / Math.max(1, buckets.length);
  const bar = Math.max(1, Math.min(36, step * 0.72));
  const heightOf = (minor: number) => (minor / most) * (BASE - TOP);
  const summary = t('results.revenueChart', {
    from: day(period.from),
    to: day(period.to),
    attributed: money(shop.attributedMinor),
    all: money(shop.revenueMinor),
  });
  return (
    <div class="stack tight">
      <p class="small soft">{t(TITLES[size])}</p>
      <div ref={frame} class="chart revenue-chart">
        <svg {...sizeOf(width, HEIGHT)} role="img" aria-label={summary}>
          <line class="axis" x1="0" x2={width} y1={BASE} y2={BASE} />
          {buckets.map((each, nth) => (
            <g key={each.day} transform={`translate(${(nth + 0.5) * step - bar / 2} 0)`}>
              <title>{inWords(each)}</title>
              <Bar width={bar} height={heightOf(each.revenueMinor)} look="all" />
              <Bar width={bar} height={heightOf(each.attributedMinor)} look="attributed" />
            </g>
          ))}
          <Ticks {...{ overview, width, step, size, buckets }} />
        </svg>
      </div>
      <Behind
        about={t(TITLES[size])}
        heads={[
          t(`results.${size}`),
          t('results.attributed'),
          t('results.notAttributed'),
          t('results.shopTotal'),
        ]}
        rows={buckets.map((each) => [
          day(each.day),
          exactMoney(each.attributedMinor),
          exactMoney(each.revenueMinor - each.attributedMinor),
          exactMoney(each.revenueMinor),
        ])}
      />
    </div>
  );
}

function Bar(props: { readonly width: number; readonly height: number; readonly look: string }) {
  const { width, height, look } = props;
  return (
    <rect class={`bar ${look}`} x="0" y={BASE - height} width={width} height={height} rx="1.5" />
  );
}

interface TicksProps {
  readonly overview: ResultsOverview;
  readonly width: number;
  readonly step: number;
  readonly size: BucketSize;
  readonly buckets: readonly Bucket[];
}

/** Months where there are several, otherwise the first and the last day. */
function Ticks({ overview, width, step, size, buckets }: TicksProps) {
  const [first, last] = [parseDay(overview.period.from), parseDay(overview.period.to)];
  const ticks = monthTicks(first, last, Math.max(2, Math.floor(width / 90)));
  if (ticks.length < 2) {
    const from = buckets[0];
    const to = buckets.at(-1);
    return (
      <>
        {from && (
          <text x="0" y={HEIGHT - 8}>
            {day(from.day)}
          </text>
        )}
        {to && buckets.length > 1 && (
          <text x={width} y={HEIGHT - 8} text-anchor="end">
            {day(to.day)}
          </text>
        )}
      </>
    );
  }
  return (
    <>
      {ticks.map((tick) => {
        const at = buckets.findIndex((each) => parseDay(each.day) >= tick.day);
        const left = at < 0 ? width : at * step;
        // A month stands below its bar; in days or weeks it begins there.
        const [x, anchor] =
          size === 'month' ? [left + step / 2, 'middle'] : [Math.min(left, width - 40), 'start'];
        return (
          <text key={tick.day} x={x} y={HEIGHT - 8} text-anchor={anchor}>
            {tick.label}
          </text>
        );
      })}
    </>
  );
}

function inWords({ day: first, attributedMinor, revenueMinor }: Bucket): string {
  return `${day(first)}: ${money(attributedMinor)} / ${money(revenueMinor)}`;
}
