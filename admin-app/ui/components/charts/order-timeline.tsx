import type { Day } from '../../../core/time.ts';
import { formatDay } from '../../../core/time.ts';
import { day as dayInWords, money } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import './order-timeline.css';
import { monthTicks } from './time-axis.ts';
import { useWidth } from './use-width.ts';

export interface OrderDot {
  readonly id: number;
  readonly name: string;
  readonly day: Day;
  readonly amountMinor: number;
}

interface Props {
  readonly orders: readonly OrderDot[];
  readonly today: Day;
  readonly dueDay: Day | null;
  /** The 80 % interval of the due day. */
  readonly dueEarliestDay: Day | null;
  readonly dueLatestDay: Day | null;
}

const HEIGHT = 196;
const BASE = 158;
const TOP = 48;
const EDGE = 14;

/** A customer's orders along time, the day the next was due with its interval, and today. The orders' table is beside. */
export function OrderTimeline(props: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const { orders, today, dueDay } = props;
  const x = scaleOf(props, width);
  const most = Math.max(1, ...orders.map((order) => order.amountMinor));
  return (
    <div ref={frame} class="timeline">
      <svg width={width} height={HEIGHT} role="img" aria-label={inWords(props)}>
        <Interval {...props} x={x} />
        <line class="axis" x1={0} x2={width} y1={BASE} y2={BASE} />
        {dueDay !== null && dueDay < today && (
          <line class="late" x1={x(dueDay)} x2={x(today)} y1={BASE} y2={BASE} />
        )}
        <Ticks x={x} {...rangeOf(props)} width={width} />
        {orders.map((order) => (
          <Dot key={order.id} order={order} x={x(order.day)} most={most} />
        ))}
        <Marks x={x} today={today} dueDay={dueDay} width={width} />
      </svg>
    </div>
  );
}

type Scale = (day: Day) => number;

function rangeOf({ orders, today, dueLatestDay, dueDay }: Props): { from: Day; to: Day } {
  const from = Math.min(today, ...orders.map((order) => order.day));
  const to = Math.max(today, dueLatestDay ?? today, dueDay ?? today);
  const margin = Math.max(2, (to - from) * 0.02);
  return { from: from - margin, to: to + margin };
}

function scaleOf(props: Props, width: number): Scale {
  const { from, to } = rangeOf(props);
  return (day) => EDGE + ((day - from) / (to - from)) * Math.max(1, width - 2 * EDGE);
}

function Interval({ dueEarliestDay, dueLatestDay, x }: Props & { readonly x: Scale }) {
  if (dueEarliestDay === null || dueLatestDay === null) return null;
  const left = x(dueEarliestDay);
  const width = Math.max(2, x(dueLatestDay) - left);
  return (
    <rect class="band" x={left} y={TOP} width={width} height={BASE - TOP} rx="5">
      <title>{intervalInWords(dueEarliestDay, dueLatestDay)}</title>
    </rect>
  );
}

function Ticks({ x, from, to, width }: { x: Scale; from: Day; to: Day; width: number }) {
  return (
    <g>
      {monthTicks(from, to, Math.max(2, Math.floor(width / 84))).map((tick) => (
        <g key={tick.day}>
          <line class="tick" x1={x(tick.day)} x2={x(tick.day)} y1={BASE} y2={BASE + 5} />
          <text x={x(tick.day)} y={BASE + 21} text-anchor={anchorAt(x(tick.day), width, 28)}>
            {tick.label}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Height by the square root of the amount, so that one large order does not flatten the others. */
function Dot({ order, x, most }: { order: OrderDot; x: number; most: number }) {
  const y = BASE - 14 - 74 * Math.sqrt(Math.max(0, order.amountMinor) / most);
  return (
    <g>
      <title>{`${order.name} · ${dayInWords(formatDay(order.day))} · ${money(order.amountMinor)}`}</title>
      <line class="stem" x1={x} x2={x} y1={BASE} y2={y} />
      <circle class="order" cx={x} cy={y} r="5.5" />
    </g>
  );
}

interface MarksProps {
  readonly x: Scale;
  readonly today: Day;
  readonly dueDay: Day | null;
  readonly width: number;
}

/** Two heights for the two labels, so that they never cover each other. */
function Marks({ x, today, dueDay, width }: MarksProps) {
  return (
    <g>
      <line class="today-line" x1={x(today)} x2={x(today)} y1={TOP - 8} y2={BASE} />
      <text class="today-label" x={x(today)} y={TOP - 14} text-anchor={anchorAt(x(today), width)}>
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

/** Texts near an edge lean inwards, so that nothing is cut off. */
function anchorAt(x: number, width: number, room = 70): 'start' | 'middle' | 'end' {
  if (x < room) return 'start';
  return x > width - room ? 'end' : 'middle';
}

export function intervalInWords(earliest: Day, latest: Day): string {
  return t('chart.interval', {
    from: dayInWords(formatDay(earliest)),
    to: dayInWords(formatDay(latest)),
  });
}

function inWords({ orders, dueDay, dueEarliestDay, dueLatestDay, today }: Props): string {
  const parts = [t('chart.orders', { n: orders.length })];
  if (dueDay !== null) parts.push(t('chart.due', { day: dayInWords(formatDay(dueDay)) }));
  if (dueEarliestDay !== null && dueLatestDay !== null) {
    parts.push(intervalInWords(dueEarliestDay, dueLatestDay));
  }
  return [...parts, `${t('chart.today')}: ${dayInWords(formatDay(today))}`].join('; ');
}
