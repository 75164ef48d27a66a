import type { ComponentChildren } from 'preact';
import type { CustomerView } from '../../../contract/customers.ts';
import { reasonInWords } from '../../../core/prediction/reason-in-words.ts';
import type { Prediction } from '../../../core/prediction/types.ts';
import { dayOf, formatDay, parseDay } from '../../../core/time.ts';
import { day, money, number } from '../../language/format.ts';
import { language, t } from '../../language/t.ts';
import { shop } from '../../models/shop.ts';
import { Badge, type Tone } from '../badge.tsx';
import { Card } from '../card.tsx';
import { chanceInWords } from '../chance.tsx';
import { intervalInWords, OrderTimeline } from '../charts/order-timeline.tsx';
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
  const { dueDay, dueEarliestDay, dueLatestDay } = prediction;
  return (
    <dl class="facts">
      <Fact name={t('prediction.due')}>
        {dueDay === null ? t('prediction.noDate') : day(formatDay(dueDay))}
        {dueEarliestDay !== null && dueLatestDay !== null && (
          <div class="small soft">{intervalInWords(dueEarliestDay, dueLatestDay)}</div>
        )}
      </Fact>
      <ChanceFact name={t('prediction.chance30')} chance={prediction.chance30d} />
      <ChanceFact name={t('prediction.chance90')} chance={prediction.chance90d} />
      <ChanceFact name={t('prediction.chanceActive')} chance={prediction.chanceActive} />
      {prediction.expectedOrders365d !== null && (
        <Fact name={t('prediction.orders365')}>{number(prediction.expectedOrders365d, 1)}</Fact>
      )}
      {prediction.value365dMinor !== null && (
        <Fact name={t('prediction.value365')}>{money(prediction.value365dMinor)}</Fact>
      )}
    </dl>
  );
}

function ChanceFact({ name, chance }: { readonly name: string; readonly chance: number | null }) {
  return (
    <Fact name={name}>{chance === null ? t('prediction.notEnough') : chanceInWords(chance)}</Fact>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
