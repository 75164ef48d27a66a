import type { ComponentChildren } from 'preact';
import type { CustomerView } from '../../../contract/customers.ts';
import { reasonInWords } from '../../../core/prediction/reason-in-words.ts';
import type { Prediction } from '../../../core/prediction/types.ts';
import { type Day, dayOf, formatDay, parseDay } from '../../../core/time.ts';
import { day, money, number } from '../../language/format.ts';
import { language, t } from '../../language/t.ts';
import { shop } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { Badge, type Tone } from '../badge.tsx';
import { Card } from '../card.tsx';
import { ChanceFact } from '../chance.tsx';
import { OrderTimeline } from '../charts/order-timeline.tsx';
import { intervalInWords } from '../charts/order-timeline-words.ts';
import '../facts.css';
import './customer.css';

/** When the next order was to be expected, drawn and in words, and how sure that is. */
export function PredictionCard({ customer }: { readonly customer: CustomerView }) {
  const { prediction } = customer;
  const today = parseDay(customer.today);
  const zone = shop()?.timeZone ?? 'UTC';
  const counted = customer.recentOrders.filter((order) => order.counts);
  return (
    <Card
      title={t('prediction.title')}
      aside={prediction && <ConfidenceBadge confidence={prediction.confidence} />}
    >
      <div class="stack large">
        <p class="reason">
          {prediction
            ? `${reasonInWords(prediction, today, language())}.`
            : t('prediction.notComputed')}
        </p>
        {counted.length > 0 && (
          <OrderTimeline
            orders={counted.map((order) => ({
              id: order.orderId,
              name: order.name,
              day: dayOf(order.processedAt, zone),
              amountMinor: order.totalMinor,
            }))}
            today={today}
            dueDay={prediction?.dueDay ?? null}
            dueEarliestDay={prediction?.dueEarliestDay ?? null}
            dueLatestDay={prediction?.dueLatestDay ?? null}
            next10Day={prediction?.next10Day ?? null}
            next50Day={prediction?.next50Day ?? null}
            next90Day={prediction?.next90Day ?? null}
          />
        )}
        {prediction && prediction.confidence !== 'not enough yet' && (
          <PredictionFacts prediction={prediction} />
        )}
      </div>
    </Card>
  );
}

const TONES: Readonly<Record<Prediction['confidence'], Tone>> = {
  'own rhythm': 'good',
  'similar customers': 'due',
  'not enough yet': 'quiet',
};

function ConfidenceBadge({ confidence }: { readonly confidence: Prediction['confidence'] }) {
  return <Badge tone={TONES[confidence]}>{t(`confidence.${confidence}`)}</Badge>;
}

function PredictionFacts({ prediction }: { readonly prediction: Prediction }) {
  const { dueDay, dueEarliestDay, dueLatestDay, next10Day, next50Day, next90Day } = prediction;
  return (
    <div class="stack">
      <dl class="facts many">
        <Fact name={t('prediction.due')}>
          {dueDay === null ? t('prediction.noDate') : day(formatDay(dueDay))}
          <Interval from={dueEarliestDay} to={dueLatestDay} />
        </Fact>
        {next50Day !== null && (
          <Fact name={t('prediction.next')}>
            {day(formatDay(next50Day))}
            <Interval from={next10Day} to={next90Day} />
          </Fact>
        )}
        <Chance name={t('prediction.chance30')} chance={prediction.chance30d} />
        <Chance name={t('prediction.chance90')} chance={prediction.chance90d} />
        <Chance name={t('prediction.chance365')} chance={prediction.chance365d} />
        <Chance name={t('prediction.chanceActive')} chance={prediction.chanceActive} />
        {prediction.expectedOrders365d !== null && (
          <Fact name={t('prediction.orders365')}>
            {prediction.expectedOrders365d < 0.1
              ? t('prediction.fewerThan', { orders: number(0.1, 1) })
              : number(prediction.expectedOrders365d, 1)}
          </Fact>
        )}
        <Value name={t('prediction.value365')} minor={prediction.value365dMinor} />
        <Value name={t('prediction.valueTotal')} minor={prediction.valueTotalMinor} />
      </dl>
      <p class="small soft">
        {foundationOf(prediction)}{' '}
        {t('prediction.asOf', { day: day(formatDay(prediction.asOfDay)) })}{' '}
        <a href={to('/predictions')}>{t('prediction.howGood')}</a>
      </p>
    </div>
  );
}

/** What it rests on, in words: the badge above says it only in short. */
function foundationOf({ confidence, reason }: Prediction): string {
  return confidence === 'own rhythm' && reason
    ? t('prediction.restsOwn', { n: reason.repeatOrders })
    : t('prediction.restsShared');
}

function Interval({ from, to: until }: { readonly from: Day | null; readonly to: Day | null }) {
  if (from === null || until === null) return null;
  return <div class="small soft">{intervalInWords(from, until)}</div>;
}

interface ChanceProps {
  readonly name: string;
  readonly chance: number | null;
}

function Chance({ name, chance }: ChanceProps) {
  return (
    <Fact name={name}>
      {chance === null ? t('prediction.notEnough') : <ChanceFact chance={chance} />}
    </Fact>
  );
}

interface ValueProps {
  readonly name: string;
  readonly minor: number | null;
}

/** Null where the source has no amounts. */
function Value({ name, minor }: ValueProps) {
  return minor === null ? null : <Fact name={name}>{money(minor)}</Fact>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
