import { useState } from 'preact/hooks';
import type { Histogram, Share } from '../../../core/segment/histogram.ts';
import { day, money, monthOf, number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from './behind.tsx';
import './chart.css';
import './histogram.css';
import { useWidth } from './use-width.ts';

interface Props {
  readonly histogram: Histogram;
  /** What the condition asks about, in words. */
  readonly of: string;
  /** How a value of the histogram reads. */
  readonly nameOf: (value: string) => string;
}

interface Bar extends Share {
  readonly name: string;
}

/** How all customers spread over what a condition asks about; those who meet it stand out. */
export function HistogramChart({ histogram, of, nameOf }: Props) {
  const bars = barsOf(histogram, nameOf);
  const { unknown } = histogram;
  const notes = [
    ...(unknown.customers > 0 ? [t('histogram.unknown', { n: unknown.customers })] : []),
    ...(histogram.kind === 'values' && histogram.others.values > 0
      ? [t('histogram.others', { n: histogram.others.values })]
      : []),
  ];
  return (
    <div class="stack tight">
      <ul class="chart-key">
        <li>
          <span class="histogram-key passing" />
          {t('histogram.pass')}
        </li>
        <li>
          <span class="histogram-key" />
          {t('histogram.rest')}
        </li>
      </ul>
      {histogram.kind === 'values' ? (
        <ValueBars bars={bars} of={of} />
      ) : (
        <Columns bars={bars} of={of} />
      )}
      {notes.length > 0 && <p class="small soft">{notes.join(' · ')}</p>}
      <Behind
        about={t('histogram.title', { of })}
        heads={[of, t('histogram.customers'), t('histogram.passing')]}
        rows={bars.map((bar) => [bar.name, number(bar.customers), number(bar.passing)])}
      />
    </div>
  );
}

const HEIGHT = 168;
const TOP = 16;
const BASE = 140;

function Columns({ bars, of }: { readonly bars: readonly Bar[]; readonly of: string }) {
  const [frame, width] = useWidth<HTMLDivElement>(420);
  const [pointed, setPointed] = useState<Bar | null>(null);
  const most = Math.max(1, ...bars.map(({ customers }) => customers));
  const step = width / Math.max(1, bars.length);
  const gap = Math.min(3, step * 0.2);
  const tall = (customers: number) =>
    customers === 0 ? 0 : Math.max(1.5, (customers / most) * (BASE - TOP));
  return (
    <div ref={frame} class="chart histogram">
      <svg width={width} height={HEIGHT} role="img" aria-label={inWords(bars, of)}>
        <line class="grid" x1={0} x2={width} y1={TOP} y2={TOP} />
        <text class="axis-name" x={0} y={TOP - 5}>
          {pointed ? pointedInWords(pointed) : number(most)}
        </text>
        {bars.map((bar, nth) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same numbers are in the table behind
          <g
            // Bins stand in the order of their values and never move.
            key={nth}
            onMouseEnter={() => setPointed(bar)}
            onMouseLeave={() => setPointed(null)}
          >
            <rect class="target" x={nth * step} y={0} width={step} height={BASE} />
            <rect
              class="all"
              x={nth * step + gap / 2}
              y={BASE - tall(bar.customers)}
              width={step - gap}
              height={tall(bar.customers)}
              rx={Math.min(2, step / 5)}
            />
            <rect
              class="passing"
              x={nth * step + gap / 2}
              y={BASE - tall(bar.passing)}
              width={step - gap}
              height={tall(bar.passing)}
              rx={Math.min(2, step / 5)}
            />
          </g>
        ))}
        <line class="axis" x1={0} x2={width} y1={BASE} y2={BASE} />
        {labelled(bars.length, width).map((nth) => (
          <text
            key={nth}
            x={nth === 0 ? 0 : nth === bars.length - 1 ? width : (nth + 0.5) * step}
            y={BASE + 18}
            text-anchor={nth === 0 ? 'start' : nth === bars.length - 1 ? 'end' : 'middle'}
          >
            {bars[nth]?.name}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** The bins whose names have room: the first, the last, and one between on wide charts. */
function labelled(count: number, width: number): readonly number[] {
  if (count <= 1) return [0];
  return width > 340 && count > 4 ? [0, Math.floor(count / 2), count - 1] : [0, count - 1];
}

function ValueBars({ bars, of }: { readonly bars: readonly Bar[]; readonly of: string }) {
  const most = Math.max(1, ...bars.map(({ customers }) => customers));
  return (
    <ul class="value-bars" aria-label={inWords(bars, of)}>
      {bars.slice(0, 8).map((bar) => (
        <li key={bar.name}>
          <span class="value-bar-name">{bar.name}</span>
          <span class="number">{number(bar.customers)}</span>
          <span class="value-bar" aria-hidden="true">
            <span class="value-bar-all" style={{ width: `${(bar.customers / most) * 100}%` }} />
            <span class="value-bar-passing" style={{ width: `${(bar.passing / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function barsOf(histogram: Histogram, nameOf: Props['nameOf']): readonly Bar[] {
  switch (histogram.kind) {
    case 'numbers': {
      const written = (value: number) => amountInWords(value, histogram.unit);
      return histogram.bins.map((bin) => ({ ...bin, name: endsInWords(bin, written) }));
    }
    case 'dates':
      return histogram.bins.map((bin) => ({ ...bin, name: endsInWords(bin, day) }));
    case 'months':
      return histogram.bins.map((bin, month) => ({
        ...bin,
        name: monthOf(Date.UTC(2024, month, 1), false),
      }));
    case 'values':
      return histogram.values.map((value) => ({ ...value, name: nameOf(value.value) }));
  }
}

interface Ends<End> {
  readonly from: End | null;
  readonly to: End | null;
}

/** "10 – 19"; "up to 9" and "from 100 on" where a bin is open. */
function endsInWords<End>({ from, to }: Ends<End>, written: (end: End) => string): string {
  if (from === null) return to === null ? '' : t('histogram.upTo', { to: written(to) });
  if (to === null) return t('histogram.fromOn', { from: written(from) });
  const [first, last] = [written(from), written(to)];
  return first === last ? first : `${first} – ${last}`;
}

function amountInWords(value: number, unit: string | null): string {
  if (unit === 'money') return money(value);
  if (unit === 'probability') return percent(value);
  return number(value, 1);
}

function pointedInWords({ name, customers, passing }: Bar): string {
  return t('histogram.pointed', { value: name, customers, passing });
}

function inWords(bars: readonly Bar[], of: string): string {
  const customers = bars.reduce((sum, bar) => sum + bar.customers, 0);
  const passing = bars.reduce((sum, bar) => sum + bar.passing, 0);
  return t('histogram.summary', { customers, passing, of });
}
