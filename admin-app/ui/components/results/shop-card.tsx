import type { ResultsOverview } from '../../../contract/results.ts';
import { exactMoney, money, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import './results.css';
import { RevenueChart } from './revenue-chart.tsx';

interface Props {
  readonly overview: ResultsOverview;
  readonly onRules: () => void;
}

/** The shop's revenue of the period, credited or not: the two add up to all of it. */
export function ShopCard({ overview, onRules }: Props) {
  const { shop, before } = overview;
  const rest = shop.revenueMinor - shop.attributedMinor;
  const share = shop.revenueMinor === 0 ? 0 : shop.attributedMinor / shop.revenueMinor;
  return (
    <Card
      class="whole"
      title={t('results.reconcile')}
      aside={
        <Button compact icon="settings" onClick={onRules}>
          {t('results.rules')}
        </Button>
      }
    >
      <div class="stack">
        <p class="soft">{t('results.reconcileText')}</p>
        <dl class="reconcile">
          <Sum
            class="attributed"
            name={t('results.attributed')}
            orders={shop.attributedOrders}
            before={before?.attributedMinor}
          >
            <FigureLink scenarioId={null} figure="ordered" value={0}>
              {exactMoney(shop.attributedMinor)}
            </FigureLink>
          </Sum>
          <span class="sign" aria-hidden="true">
            +
          </span>
          <Sum
            class="rest"
            name={t('results.notAttributed')}
            orders={shop.orders - shop.attributedOrders}
            before={before ? before.revenueMinor - before.attributedMinor : undefined}
          >
            {exactMoney(rest)}
          </Sum>
          <span class="sign" aria-hidden="true">
            =
          </span>
          <Sum name={t('results.shopTotal')} orders={shop.orders} before={before?.revenueMinor}>
            {exactMoney(shop.revenueMinor)}
          </Sum>
        </dl>
        <div
          class="reconcile-bar"
          role="img"
          aria-label={`${t('results.attributed')}: ${percent(share)}`}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
        <RevenueChart overview={overview} />
      </div>
    </Card>
  );
}

interface SumProps {
  readonly name: string;
  readonly orders: number;
  readonly before: number | undefined;
  readonly children: preact.ComponentChildren;
  readonly class?: string;
}

function Sum({ name, orders, before, children, class: look }: SumProps) {
  return (
    <div class={look}>
      <dt>{name}</dt>
      <dd class="sum">{children}</dd>
      <dd class="small soft">
        {t('results.orders', { n: orders })}
        {before !== undefined && ` · ${t('results.was', { value: money(before) })}`}
      </dd>
    </div>
  );
}
