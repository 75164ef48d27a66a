import { FROM_ORDERS, type FromOrder, type RetentionCurves } from '../../../contract/retention.ts';
import { t } from '../../language/t.ts';
import {
  type Compared,
  curvesModel,
  type Period,
  type RetentionChoice,
} from '../../models/retention.ts';
import { setQuery } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import type { CurveLine } from '../charts/return-curves.tsx';
import { textOf } from '../field.tsx';
import { Bone } from '../skeleton.tsx';
import { CurveChart } from './curve-chart.tsx';
import { type ShareRow, ShareTable } from './share-table.tsx';
import './retention.css';
import { periodInWords } from './words.ts';

interface Props {
  readonly choice: RetentionChoice;
  /** When the figures were computed: others have to be asked for then. */
  readonly computedAt: number | null;
}

/** How long customers take from one order to the next. */
export function CurveCard({ choice, computedAt }: Props) {
  const { period, other } = choice;
  const key = JSON.stringify([period, other, computedAt]);
  const model = useModel(({ api }) => curvesModel(api, choice), key);
  return (
    <Card
      class="whole"
      title={t('retention.curve')}
      aside={other && <OrderChoice fromOrder={choice.fromOrder} />}
    >
      <div class="stack">
        <p class="soft">{t('retention.curveText')}</p>
        <Await of={model.figures} bones={<Bone height={360} />}>
          {(figures) => <Content figures={figures} choice={choice} />}
        </Await>
      </div>
    </Card>
  );
}

function OrderChoice({ fromOrder }: { readonly fromOrder: FromOrder }) {
  return (
    <select
      class="control fitting"
      aria-label={t('retention.whichOrder')}
      value={fromOrder}
      onChange={(event) => setQuery({ after: textOf(event) })}
    >
      {FROM_ORDERS.map((each) => (
        <option key={each} value={each}>
          {t(`retention.from.${each}`)}
        </option>
      ))}
    </select>
  );
}

interface ContentProps {
  readonly figures: Compared<RetentionCurves>;
  readonly choice: RetentionChoice;
}

interface Drawn {
  readonly line: CurveLine;
  readonly row: ShareRow;
}

function Content({ figures, choice }: ContentProps) {
  const drawn = choice.other ? sideBySide(figures, choice) : one(figures.of, choice.period);
  if (drawn.length === 0) return <p>{t('retention.noPeriod')}</p>;
  return (
    <div class="stack large">
      <CurveChart lines={drawn.map(({ line }) => line)} />
      <ShareTable
        about={t('retention.curve')}
        heading={t('retention.column.after')}
        rows={drawn.map(({ row }) => row)}
      />
    </div>
  );
}

const LOOKS = { 1: 'first', 2: 'second', 3: 'third' } as const;

function one({ curves }: RetentionCurves, period: Period): readonly Drawn[] {
  return curves.map((curve) =>
    drawnOf(curve, LOOKS[curve.fromOrder], t(`retention.from.${curve.fromOrder}`), period),
  );
}

function sideBySide(
  { of, other: against }: Compared<RetentionCurves>,
  { period, other, fromOrder }: RetentionChoice,
): readonly Drawn[] {
  const sides = [
    { curves: of.curves, look: 'first', period },
    ...(other && against
      ? [{ curves: against.curves, look: 'other', period: other } as const]
      : []),
  ] as const;
  return sides.flatMap((side) =>
    side.curves
      .filter((curve) => curve.fromOrder === fromOrder)
      .map((curve) => drawnOf(curve, side.look, periodInWords(side.period), side.period)),
  );
}

function drawnOf(
  { fromOrder, customers, points, shares }: RetentionCurves['curves'][number],
  look: CurveLine['look'],
  name: string,
  period: Period,
): Drawn {
  const heading = (
    <>
      <i class={`curve-mark ${look}`} aria-hidden="true" />
      {name}
    </>
  );
  const size = t(`retention.count.${fromOrder}`, { n: customers });
  const choice = { ...period, fromOrder };
  return { line: { look, name, points }, row: { key: look, name, heading, size, shares, choice } };
}
