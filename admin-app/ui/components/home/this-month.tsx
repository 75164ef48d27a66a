import type { HomeView } from '../../../contract/home.ts';
import type { ResultsOverview } from '../../../contract/results.ts';
import { money } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Resource } from '../../models/resource.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { Bone } from '../skeleton.tsx';
import './home.css';

interface Props {
  readonly month: HomeView['month'];
  /** The month does not wait for them. */
  readonly results: Pick<Resource<ResultsOverview>, 'value' | 'failure'>;
  /** How many scenarios are active, of which the results will say something. */
  readonly count: number;
}

/** What came after messages this month, and of that what came because of them. */
export function ThisMonth({ month, results, count }: Props) {
  const { customers, orders, revenueMinor, shopRevenueMinor } = month;
  if (shopRevenueMinor <= 0) return null;
  const view = results.value.value;
  return (
    <Card
      title={t('home.month')}
      aside={
        <a href={to('/results', { from: month.from, to: month.to })}>{t('home.seeResults')}</a>
      }
    >
      <div class="stack tight">
        <p class="month-figure">
          <strong>{money(revenueMinor)}</strong>{' '}
          <span class="soft">{t('home.monthOf', { all: money(shopRevenueMinor) })}</span>
        </p>
        <div class="reach month" aria-hidden="true">
          {revenueMinor > 0 && <span class="back" style={{ flexGrow: revenueMinor }} />}
          <span style={{ flexGrow: shopRevenueMinor - Math.max(0, revenueMinor) }} />
        </div>
        <p class="soft">
          {orders === 0
            ? t('home.monthNone')
            : t('home.monthOrders', {
                n: orders,
                customers: t('home.monthCustomers', { n: customers }),
              })}
        </p>
        {view && <BecauseOfUs results={view} />}
        {!view && !results.failure.value && count > 0 && <Bone width={70} />}
      </div>
    </Card>
  );
}

const SHOWN = 3;

/** Treated against held out, since each scenario began: the only figure that says what came because of it. */
function BecauseOfUs({ results }: { readonly results: ResultsOverview }) {
  const scenarios = results.scenarios.filter(({ kind }) => kind === 'scenario');
  if (scenarios.length === 0) return null;
  const measured = scenarios.filter(({ figures }) => figures['held out'] > 0);
  const clear = measured.filter(({ lift }) => lift.verdict.kind !== 'too early').slice(0, SHOWN);
  if (clear.length === 0) {
    return <p class="soft">{measured.length > 0 ? t('home.liftEarly') : t('home.liftNone')}</p>;
  }
  return (
    <ul class="month-lift">
      {clear.map(({ scenarioId, name, lift }) => (
        <li key={scenarioId}>
          <a href={to(`/scenarios/${scenarioId}/results`)}>{name}</a>
          <span class="soft">{liftInWords(lift)}</span>
        </li>
      ))}
    </ul>
  );
}

function liftInWords(lift: ResultsOverview['scenarios'][number]['lift']): string {
  const { verdict, extraCustomers } = lift;
  const n = Math.abs(Math.round(extraCustomers?.value ?? 0));
  if (verdict.kind === 'more come back') return t('home.liftMore', { n });
  if (verdict.kind === 'fewer come back') return t('home.liftFewer', { n });
  return t('home.liftSame');
}
