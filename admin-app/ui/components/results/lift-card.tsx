import type { Figure, LiftView, ResultsView } from '../../../contract/results.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import { LiftChart } from './lift-chart.tsx';
import './results.css';

/** What came back because of the scenario: treated against held out, with how sure that is. */
export function LiftCard({ results }: { readonly results: ResultsView }) {
  const { lift, windowDays } = results;
  const { difference, low, high } = lift;
  return (
    <Card title={t('lift.title')} aside={<Verdict lift={lift} />}>
      <div class="stack">
        <p class="reason">{liftInWords(lift)}</p>
        <ul class="bars">
          <Group
            results={results}
            name={t('lift.treated')}
            group={lift.treated}
            figure="returned"
          />
          <Group
            results={results}
            name={t('lift.heldOut')}
            group={lift.heldOut}
            figure="returned held out"
          />
        </ul>
        {difference !== null && low !== null && high !== null && (
          <LiftChart {...{ difference, low, high }} />
        )}
        <p class="small soft">{t('lift.how', { n: windowDays })}</p>
      </div>
    </Card>
  );
}

function Verdict({ lift }: { readonly lift: LiftView }) {
  if (lift.tooEarly || lift.low === null) return <Badge tone="due">{t('lift.tooEarly')}</Badge>;
  return lift.low > 0 ? (
    <Badge tone="good">{t('lift.works')}</Badge>
  ) : (
    <Badge tone="bad">{t('lift.harms')}</Badge>
  );
}

function liftInWords({
  difference,
  low,
  high,
  extraCustomers,
  tooEarly,
  treated,
}: LiftView): string {
  if (difference === null || low === null || high === null || extraCustomers === null) {
    return t('lift.noGroups');
  }
  if (tooEarly) return t('lift.tooEarlyText');
  const range = {
    low: number(Math.abs(low) * treated.customers),
    high: number(Math.abs(high) * treated.customers),
  };
  const n = Math.round(Math.abs(extraCustomers));
  return difference > 0
    ? t('lift.worksText', { n, ...range })
    : t('lift.harmsText', { n, low: range.high, high: range.low });
}

interface GroupProps {
  readonly results: ResultsView;
  readonly name: string;
  readonly group: LiftView['treated'];
  readonly figure: Figure;
}

function Group({ results, name, group, figure }: GroupProps) {
  const { treated, heldOut } = results.lift;
  const share = shareOf(group);
  const most = Math.max(shareOf(treated), shareOf(heldOut), 0.0001);
  return (
    <li>
      <span>{name}</span>
      <span class="small soft number">
        <FigureLink scenarioId={results.scenarioId} figure={figure} value={group.returned} />
        {` ${t('lift.of', { n: group.customers })} · ${percent(share)}`}
      </span>
      <div class={figure === 'returned' ? 'share-bar back' : 'share-bar quiet'} aria-hidden="true">
        <span style={{ width: `${(share / most) * 100}%` }} />
      </div>
    </li>
  );
}

function shareOf({ customers, returned }: LiftView['treated']): number {
  return customers === 0 ? 0 : returned / customers;
}
