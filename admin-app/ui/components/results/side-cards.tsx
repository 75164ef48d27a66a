import type { ResultsView } from '../../../contract/results.ts';
import { money } from '../../language/format.ts';
import { refusalInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import './results.css';
import { shareOf } from './words.ts';

export function RevenueCard({ results }: { readonly results: ResultsView }) {
  const { revenueMinor, revenueOrders, shopRevenueMinor, scenarioId, before } = results;
  const share = shareOf(revenueMinor, shopRevenueMinor);
  return (
    <Card title={t('revenue.title')}>
      <div class="stack tight">
        <FigureLink class="figure-value" figure="ordered" value={0} scenarioId={scenarioId}>
          {money(revenueMinor)}
        </FigureLink>
        <p class="soft">
          {t('results.orders', { n: revenueOrders })}
          {before && ` · ${t('results.was', { value: money(before.revenueMinor) })}`}
        </p>
        <p class="small soft">
          {t('revenue.how')}{' '}
          {share !== null && t('revenue.share', { share, all: money(shopRevenueMinor) })}
        </p>
      </div>
    </Card>
  );
}

interface AnswersProps {
  readonly results: ResultsView;
  readonly labels: ReadonlyMap<string, string>;
}

export function AnswersCard({ results, labels }: AnswersProps) {
  const { answers, scenarioId } = results;
  return (
    <Card title={t('answers.title')}>
      {answers.length === 0 && <p class="soft">{t('answers.none')}</p>}
      <Bars
        scenarioId={scenarioId}
        figure="answered"
        by="answer"
        rows={answers.map(({ answer, customers }) => ({
          value: answer,
          label: labels.get(answer) ?? answer,
          customers,
        }))}
      />
    </Card>
  );
}

/** Why entries got nothing, reason by reason. */
export function ReasonsCard({ results }: { readonly results: ResultsView }) {
  const { notSent, scenarioId } = results;
  return (
    <Card title={t('results.notSentWhy')}>
      {notSent.length === 0 && <p class="soft">{t('results.notSentNone')}</p>}
      <Bars
        scenarioId={scenarioId}
        figure="not sent"
        by="reason"
        rows={notSent.map(({ reason, customers }) => ({
          value: reason,
          label: refusalInWords(reason),
          customers,
        }))}
      />
    </Card>
  );
}

interface BarsProps {
  readonly scenarioId: number;
  readonly figure: 'answered' | 'not sent';
  readonly by: 'answer' | 'reason';
  readonly rows: readonly {
    readonly value: string;
    readonly label: string;
    readonly customers: number;
  }[];
}

function Bars({ scenarioId, figure, by, rows }: BarsProps) {
  const most = Math.max(1, ...rows.map(({ customers }) => customers));
  return (
    <ul class="bars">
      {rows.map(({ value, label, customers }) => (
        <li key={value}>
          <span>{label}</span>
          <FigureLink
            class="number"
            {...{ scenarioId, figure, by }}
            group={value}
            value={customers}
          />
          <div class={by === 'reason' ? 'share-bar quiet' : 'share-bar'} aria-hidden="true">
            <span style={{ width: `${(customers / most) * 100}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
