import type { ResultsView } from '../../../contract/results.ts';
import { money, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import './results.css';

export function RevenueCard({ results }: { readonly results: ResultsView }) {
  const { revenueMinor, revenueOrders, shopRevenueMinor, windowDays, scenarioId } = results;
  const share = shopRevenueMinor === 0 ? null : revenueMinor / shopRevenueMinor;
  return (
    <Card title={t('revenue.title')}>
      <div class="stack tight">
        <FigureLink class="figure-value" figure="returned" value={0} scenarioId={scenarioId}>
          {money(revenueMinor)}
        </FigureLink>
        <p class="soft">{t('revenue.orders', { n: revenueOrders })}</p>
        <p class="small soft">
          {t('revenue.how', { n: windowDays })}{' '}
          {share !== null &&
            t('revenue.share', { share: percent(share), all: money(shopRevenueMinor) })}
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
  const most = Math.max(1, ...answers.map((each) => each.customers));
  return (
    <Card title={t('answers.title')}>
      {answers.length === 0 && <p class="soft">{t('answers.none')}</p>}
      <ul class="bars">
        {answers.map(({ answer, customers }) => (
          <li key={answer}>
            <span>{labels.get(answer) ?? answer}</span>
            <FigureLink
              class="number"
              scenarioId={scenarioId}
              figure="answered"
              answer={answer}
              value={customers}
            />
            <div class="share-bar" aria-hidden="true">
              <span style={{ width: `${(customers / most) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
