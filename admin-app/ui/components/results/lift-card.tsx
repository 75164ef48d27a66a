import type { LiftView } from '../../../contract/results.ts';
import { day, money, number, percent, points } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { LiftChart } from './lift-chart.tsx';
import './results.css';

interface Props {
  readonly lift: LiftView;
  readonly windowDays: number;
}

/** What came back because of the scenario: treated against held out, with how sure that is. */
export function LiftCard({ lift, windowDays }: Props) {
  const { difference, treated, heldOut } = lift;
  return (
    <Card title={t('lift.title')} aside={<Verdict lift={lift} />}>
      <div class="stack">
        <p class="reason">{liftInWords(lift)}</p>
        <Money lift={lift} />
        {treated.customers + heldOut.customers > 0 && (
          <ul class="bars">
            <Group name={t('lift.treated')} group={treated} />
            <Group name={t('lift.heldOut')} group={heldOut} quiet />
          </ul>
        )}
        {difference && (
          <LiftChart difference={difference.value} low={difference.low} high={difference.high} />
        )}
        <p class="small soft">
          {lift.since !== null && t('lift.since', { day: day(lift.since) })}{' '}
          {t('lift.how', { n: windowDays })}
        </p>
      </div>
    </Card>
  );
}

function Verdict({ lift: { verdict } }: { readonly lift: LiftView }) {
  switch (verdict.kind) {
    case 'more come back':
      return <Badge tone="good">{t('lift.works')}</Badge>;
    case 'fewer come back':
      return <Badge tone="bad">{t('lift.harms')}</Badge>;
    case 'no difference to speak of':
      return <Badge>{t('lift.noDifference')}</Badge>;
    case 'too early':
      return <Badge tone="due">{t('lift.tooEarly')}</Badge>;
  }
}

function liftInWords({ difference, extraCustomers, verdict }: LiftView): string {
  if (!difference || !extraCustomers) return t('lift.noGroups');
  const { value, low, high } = extraCustomers;
  switch (verdict.kind) {
    case 'more come back':
      return t('lift.worksText', { n: value, low: number(low), high: number(high) });
    case 'fewer come back':
      return t('lift.harmsText', { n: -value, low: number(-high), high: number(-low) });
    case 'no difference to speak of':
      return t('lift.noDifferenceText', { margin: points(verdict.margin).replace('+', '') });
    case 'too early':
      return `${t('lift.tooEarlyText')} ${
        verdict.weeks === null ? t('lift.weeksUnknown') : t('lift.weeks', { n: verdict.weeks })
      }`;
  }
}

function Money({ lift: { difference, extraRevenueMinor: extra } }: { readonly lift: LiftView }) {
  if (!difference) return null;
  return (
    <p class="soft">
      {extra
        ? t('lift.money', {
            money: money(extra.value),
            low: money(extra.low),
            high: money(extra.high),
          })
        : t('lift.moneyEarly')}
    </p>
  );
}

interface GroupProps {
  readonly name: string;
  readonly group: LiftView['treated'];
  readonly quiet?: boolean;
}

function Group({ name, group: { customers, returned }, quiet }: GroupProps) {
  const share = customers === 0 ? 0 : returned / customers;
  return (
    <li>
      <span>{name}</span>
      <span class="number">
        {percent(share)}{' '}
        <span class="small soft">
          {number(returned)} {t('lift.of', { n: customers })}
        </span>
      </span>
      <div class={quiet ? 'share-bar quiet' : 'share-bar back'} aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
    </li>
  );
}
