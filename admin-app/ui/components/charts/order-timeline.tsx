import { type Day, formatDay } from '../../../core/time.ts';
import { day as dayInWords, money } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from './behind.tsx';
import './order-timeline.css';
import { anchorAt, BASE, Marks, type Placed, TOP } from './order-timeline-marks.tsx';
import {
  intervalInWords,
  inWords,
  type OrderDot,
  rowsOf,
  type TimelineOrders,
} from './order-timeline-words.ts';
import { monthTicks } from './time-axis.ts';
import { type TimeScale, timeScale } from './time-scale.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 204;

const EDGE = 14;

/** A customer's orders along time, the day the next was due with its interval, the wait since, and what to expect now. */
export function OrderTimeline(props: TimelineOrders) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const { orders, today, dueDay } = props;
  const range = rangeOf(props);
  const scale = timeScale({ ...range, silence: silenceOf(props), width, edge: EDGE });
  const { x } = scale;
  const most = Math.max(1, ...orders.map((order) => order.amountMinor));
  return (
    <div class="timeline">
      <div ref={frame} class="timeline-frame">
        <svg width={width} height={HEIGHT} role="img" aria-label={inWords(props)}>
          <Interval {...props} x={x} />
          <Expected {...props} x={x} />
          <line class="axis" x1={0} x2={width} y1={BASE} y2={BASE} />
          {dueDay !== null && dueDay < today && (
            <Wait from={dueDay} to={today} scale={scale} width={width} />
          )}
          <Ticks scale={scale} {...range} width={width} />
          {orders.map((order) => (
            <Dot key={order.id} order={order} x={x(order.day)} most={most} />
          ))}
          <Marks x={x} today={today} dueDay={dueDay} width={width} />
        </svg>
      </div>
      <Legend {...props} isFolded={scale.fold !== null} />
      <Behind
        about={t('prediction.title')}
        summary={t('customer.line.numbers')}
        heads={[t('customer.line.what'), t('customer.line.when'), t('customer.line.amount')]}
        rows={rowsOf(props)}
      />
    </div>
  );
}

function rangeOf({ orders, today, dueLatestDay, dueDay, next90Day }: TimelineOrders) {
  const from = Math.min(today, ...orders.map((order) => order.day));
  const to = Math.max(today, dueLatestDay ?? today, dueDay ?? today, next90Day ?? today);
  const margin = Math.max(2, (to - from) * 0.02);
  return { from: from - margin, to: to + margin };
}

/** From the last thing that is drawn until today. */
function silenceOf({ orders, today, dueDay, dueLatestDay }: TimelineOrders) {
  const last = Math.max(...orders.map((order) => order.day), dueDay ?? 0, dueLatestDay ?? 0);
  return last < today ? { from: last, to: today } : null;
}

function Interval({ dueEarliestDay, dueLatestDay, x }: TimelineOrders & Placed) {
  if (dueEarliestDay === null || dueLatestDay === null) return null;
  const left = x(dueEarliestDay);
  const width = Math.max(2, x(dueLatestDay) - left);
  return (
    <rect class="band" x={left} y={TOP} width={width} height={BASE - TOP} rx="5">
      <title>{intervalInWords(dueEarliestDay, dueLatestDay)}</title>
    </rect>
  );
}

/** From today on; of a customer who is not due yet, the due date says the same. */
function Expected({ today, dueDay, next10Day, next50Day, next90Day, x }: TimelineOrders & Placed) {
  if (next10Day === null || next50Day === null || next90Day === null) return null;
  if (dueDay === null || dueDay >= today) return null;
  const left = x(next10Day);
  return (
    <g class="expected">
      <rect
        x={left}
        y={TOP + 34}
        width={Math.max(2, x(next90Day) - left)}
        height={BASE - TOP - 34}
        rx="5"
      >
        <title>{intervalInWords(next10Day, next90Day)}</title>
      </rect>
      <line x1={x(next50Day)} x2={x(next50Day)} y1={TOP + 34} y2={BASE} />
    </g>
  );
}

/** The wait since the due date, with how long it is; folded where it is drawn shorter than it is. */
function Wait({
  from,
  to,
  scale,
  width,
}: {
  readonly from: Day;
  readonly to: Day;
  readonly scale: TimeScale;
  readonly width: number;
}) {
  const { x, fold } = scale;
  const [left, right] = [x(from), x(to)];
  const middle = fold ? (x(fold.from) + x(fold.to)) / 2 : (left + right) / 2;
  return (
    <g class="wait">
      <line class="late" x1={left} x2={right} y1={BASE} y2={BASE} />
      {fold && (
        <g class="fold">
          <path
            class="gap"
            d={`M${middle - 7} ${BASE + 8}l6 -16M${middle + 1} ${BASE + 8}l6 -16`}
          />
          <path d={`M${middle - 9} ${BASE + 8}l6 -16M${middle + 3} ${BASE + 8}l6 -16`} />
        </g>
      )}
      {right - left > 96 && (
        <text class="late-label" x={middle} y={BASE - 13} text-anchor={anchorAt(middle, width)}>
          {t('customer.line.overdue', { n: to - from })}
        </text>
      )}
    </g>
  );
}

interface TicksProps {
  readonly scale: TimeScale;
  readonly from: Day;
  readonly to: Day;
  readonly width: number;
}

/** Months, as many as there is room for; none within a silence that is folded. */
function Ticks({ scale: { x, fold }, from, to, width }: TicksProps) {
  const end = fold ? fold.from : to;
  const room = x(end) - x(from);
  const ticks = monthTicks(from, end, Math.max(2, Math.floor(room / 84)));
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick.day}>
          <line class="tick" x1={x(tick.day)} x2={x(tick.day)} y1={BASE} y2={BASE + 5} />
          <text x={x(tick.day)} y={BASE + 22} text-anchor={anchorAt(x(tick.day), width, 28)}>
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

function Legend(props: TimelineOrders & { readonly isFolded: boolean }) {
  const { dueDay, today, next50Day, isFolded } = props;
  const isLate = dueDay !== null && dueDay < today;
  return (
    <ul class="timeline-legend" aria-hidden="true">
      <li class="of-order">{t('customer.line.legendOrder')}</li>
      {dueDay !== null && <li class="of-due">{t('customer.line.legendDue')}</li>}
      {isLate && <li class="of-late">{t('customer.line.legendOverdue')}</li>}
      {isLate && next50Day !== null && <li class="of-next">{t('customer.line.legendNext')}</li>}
      {isFolded && <li class="of-fold">{t('customer.line.shortened')}</li>}
    </ul>
  );
}
