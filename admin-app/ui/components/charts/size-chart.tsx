import type { SegmentSizes } from '../../../contract/segments.ts';
import { type Day, formatDay, parseDay } from '../../../core/time.ts';
import { day as dayInWords, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from './behind.tsx';
import './chart.css';
import './size-chart.css';
import { monthTicks, type Tick } from './time-axis.ts';
import { useWidth } from './use-width.ts';

type Size = SegmentSizes['sizes'][number];

const TOP = 22;
const LINE_BASE = 172;
const MOVES = 214;
const MOVES_TALL = 20;
const HEIGHT = 262;
const RIGHT = 14;

/** How many belonged to a segment day by day, and below how many joined and left. Between its days it stays as it was. */
export function SizeChart({ sizes }: { readonly sizes: readonly Size[] }) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const scale = scaleOf(sizes, width);
  const { x, y, most, from, left } = scale;
  return (
    <div class="stack tight">
      <ul class="chart-key">
        <li>
          <span class="size-key members" />
          {t('overview.membersAt')}
        </li>
        <li>
          <span class="size-key joined" />
          {t('overview.joined')}
        </li>
        <li>
          <span class="size-key left" />
          {t('overview.left')}
        </li>
      </ul>
      <div ref={frame} class="chart size-chart">
        <svg width={width} height={HEIGHT} role="img" aria-label={inWords(sizes)}>
          {[0, most / 2, most].map((tick) => (
            <g key={tick}>
              <line
                class={tick === 0 ? 'axis' : 'grid'}
                x1={left}
                x2={width - RIGHT}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text x={left - 8} y={y(tick) + 4} text-anchor="end">
                {number(tick)}
              </text>
            </g>
          ))}
          <path class="area" d={`${stairs(sizes, scale)}V${LINE_BASE}H${x(from)}Z`} />
          <path class="line" d={stairs(sizes, scale)} />
          <Moves sizes={sizes} scale={scale} />
          {ticksOf(scale, width).map((tick) => (
            <text
              key={tick.day}
              x={Math.min(width - RIGHT, Math.max(left, x(tick.day)))}
              y={HEIGHT - 4}
              text-anchor={anchorAt(x(tick.day), scale, width)}
            >
              {tick.label}
            </text>
          ))}
        </svg>
      </div>
      <Behind
        about={t('overview.size')}
        heads={[
          t('overview.day'),
          t('overview.membersAt'),
          t('overview.joined'),
          t('overview.left'),
        ]}
        rows={[...sizes]
          .reverse()
          .map((size) => [
            dayInWords(size.day),
            number(size.members),
            number(size.joined),
            number(size.left),
          ])}
      />
    </div>
  );
}

interface Scale {
  readonly x: (day: Day) => number;
  readonly y: (members: number) => number;
  readonly most: number;
  readonly from: Day;
  readonly to: Day;
  readonly left: number;
}

function scaleOf(sizes: readonly Size[], width: number): Scale {
  const days = sizes.map((size) => parseDay(size.day));
  const from = Math.min(...days);
  const to = Math.max(from + 1, ...days);
  const most = roundUp(Math.max(1, ...sizes.map((size) => size.members)));
  const left = 14 + number(most).length * 7;
  const wide = Math.max(1, width - left - RIGHT);
  return {
    x: (day) => left + ((day - from) / (to - from)) * wide,
    y: (members) => LINE_BASE - (members / most) * (LINE_BASE - TOP),
    most,
    from,
    to,
    left,
  };
}

/** Months where there are several, otherwise the first and the last day. */
function ticksOf({ from, to }: Scale, width: number): readonly Tick[] {
  const months = monthTicks(from, to, Math.max(2, Math.floor(width / 90)));
  if (months.length > 2) return months;
  return [from, to].map((each) => ({ day: each, label: dayInWords(formatDay(each)) }));
}

function anchorAt(x: number, { left }: Scale, width: number): 'start' | 'middle' | 'end' {
  if (x < left + 40) return 'start';
  return x > width - 60 ? 'end' : 'middle';
}

/** An even number with two digits that mean something, at or above the largest. */
function roundUp(members: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(members)) - 1) * 2;
  return Math.ceil(members / step) * step;
}

function stairs(sizes: readonly Size[], { x, y }: Scale): string {
  return sizes
    .map(({ day, members }, nth) => {
      const at = x(parseDay(day));
      return nth === 0 ? `M${at} ${y(members)}` : `H${at}V${y(members)}`;
    })
    .join('');
}

function Moves({ sizes, scale }: { readonly sizes: readonly Size[]; readonly scale: Scale }) {
  const most = Math.max(1, ...sizes.flatMap(({ joined, left }) => [joined, left]));
  const days = scale.to - scale.from + 1;
  const wide = Math.max(1.5, Math.min(12, ((scale.x(scale.to) - scale.left) / days) * 0.7));
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / most) * MOVES_TALL));
  return (
    <g>
      <line class="grid" x1={scale.left} x2={scale.x(scale.to)} y1={MOVES} y2={MOVES} />
      {sizes.map(({ day, joined, left }) => {
        const at = scale.x(parseDay(day)) - wide / 2;
        return (
          <g key={day}>
            <title>{`${dayInWords(day)}: +${number(joined)} −${number(left)}`}</title>
            <rect
              class="joined"
              x={at}
              y={MOVES - tall(joined)}
              width={wide}
              height={tall(joined)}
            />
            <rect class="left" x={at} y={MOVES} width={wide} height={tall(left)} />
          </g>
        );
      })}
    </g>
  );
}

function inWords(sizes: readonly Size[]): string {
  const [first] = sizes;
  const last = sizes.at(-1);
  if (!first || !last) return t('overview.size');
  const members = sizes.map((size) => size.members);
  return t('overview.sizeSummary', {
    from: dayInWords(first.day),
    first: first.members,
    to: dayInWords(last.day),
    last: last.members,
    most: Math.max(...members),
    least: Math.min(...members),
  });
}
