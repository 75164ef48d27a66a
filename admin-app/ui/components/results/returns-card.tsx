import type { ResultsView } from '../../../contract/results.ts';
import { money, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import { ReturnsChart } from './returns-chart.tsx';
import './results.css';
import { moneyOrDash, shareOf } from './words.ts';

/** How many came back, how soon, with what, and whether they stayed. */
export function ReturnsCard({ results }: { readonly results: ResultsView }) {
  const { returns, scenarioId, figures } = results;
  const treated = figures.entered - figures['held out'];
  return (
    <Card class="whole" title={t('results.returns')}>
      <div class="returns">
        <div class="stack">
          <p class="soft">{t('results.returnsText')}</p>
          {returns.treated.length + returns.heldOut.length > 0 && (
            <ReturnsChart treated={returns.treated} heldOut={returns.heldOut} />
          )}
        </div>
        <dl class="results-facts">
          {returns.within.map(({ days, customers }) => (
            <Fact key={days} name={t('results.within', { n: days })}>
              <FigureLink figure="returned" value={customers} {...{ scenarioId, days }} />
              <span class="small soft"> {shareOf(customers, treated)}</span>
            </Fact>
          ))}
          <Fact name={t('results.median')}>
            {returns.medianDays === null ? '–' : t('results.days', { n: returns.medianDays })}
          </Fact>
          <Fact name={t('results.second')}>
            <FigureLink figure="second order" value={returns.secondOrders} {...{ scenarioId }} />
          </Fact>
          <Fact name={t('results.basket')}>{moneyOrDash(returns.basketMinor)}</Fact>
          <Fact name={t('results.newBasket')}>{moneyOrDash(returns.newBasketMinor)}</Fact>
        </dl>
      </div>
    </Card>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: preact.ComponentChildren;
}

function Fact({ name, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{children}</dd>
    </div>
  );
}

/** Coupons given to these customers, and what they took off. */
export function CouponsCard({ results }: { readonly results: ResultsView }) {
  const { figures, couponMinor, scenarioId } = results;
  if (figures['coupon issued'] === 0) return null;
  return (
    <Card title={t('results.coupons')}>
      <dl class="results-facts">
        {(['coupon issued', 'coupon redeemed'] as const).map((figure) => (
          <Fact key={figure} name={t(`figure.${figure}`)}>
            <FigureLink {...{ scenarioId, figure }} value={figures[figure]}>
              {number(figures[figure])}
            </FigureLink>
          </Fact>
        ))}
        <Fact name={t('results.coupons.cost')}>{money(couponMinor)}</Fact>
      </dl>
    </Card>
  );
}
