import { useEffect, useState } from 'preact/hooks';
import type { CustomerView, OrderView } from '../../../contract/customers.ts';
import { dateOf, exactMoney, money } from '../../language/format.ts';
import { rich, t, textFor } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import '../table.css';
import './customer.css';
import { ScenarioLink } from './scenario-link.tsx';

const SHOWN_FIRST = 8;

/** Where an order stands on the customer's page. */
export function orderAnchor(orderId: number): string {
  return `#order-${orderId}`;
}

export function OrdersCard({ customer }: { readonly customer: CustomerView }) {
  const { orders, spentMinor, creditedMinor, recentOrders } = customer;
  const [all, setAll] = useState(false);
  useEffect(() => {
    // Whoever comes from the activity to an order that is folded away shall find it.
    const unfold = () => setAll(all || location.hash.startsWith('#order-'));
    addEventListener('hashchange', unfold);
    return () => removeEventListener('hashchange', unfold);
  }, [all]);
  const parts = [
    t('orders.total', { n: orders, spent: money(spentMinor) }),
    creditedMinor > 0 && t('customer.credit.total', { amount: money(creditedMinor) }),
  ];
  const shown = all ? recentOrders : recentOrders.slice(0, SHOWN_FIRST);
  return (
    <Card
      flush
      title={t('orders.title')}
      aside={<span class="card-note">{parts.filter(Boolean).join(' · ')}</span>}
    >
      {recentOrders.length === 0 ? (
        <p class="soft orders-none">{t('orders.none')}</p>
      ) : (
        <div class="table-scroll">
          <table class="table">
            <thead>
              <tr>
                <th>{t('orders.order')}</th>
                <th>{t('orders.date')}</th>
                <th class="amount">{t('orders.amount')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((order) => (
                <Order key={order.orderId} order={order} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < recentOrders.length && (
        <div class="table-more">
          <Button compact onClick={() => setAll(true)}>
            {t('customer.orders.all', { n: recentOrders.length })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Order({ order }: { readonly order: OrderView }) {
  const products = order.products.map(({ title, quantity }) =>
    quantity === 1 ? title : `${quantity} × ${title}`,
  );
  return (
    <tr class={order.counts ? '' : 'not-counted'} id={orderAnchor(order.orderId).slice(1)}>
      <td>
        {order.name}
        {!order.counts && <span class="small"> · {t('orders.notCounted')}</span>}
        <div class="order-products">{products.join(', ')}</div>
        {order.credit && <Credit credit={order.credit} />}
      </td>
      <td class="number">{dateOf(order.processedAt)}</td>
      <td class="amount">{exactMoney(order.totalMinor)}</td>
    </tr>
  );
}

/** What brought the order, as Results count it: the last message that was touched before it. */
function Credit({ credit }: { readonly credit: NonNullable<OrderView['credit']> }) {
  const { scenario, amountMinor, touch, touchedAt } = credit;
  return (
    <div class="order-credit">
      <Icon name="reaction" size={14} />
      <span>
        {rich('customer.credit', {
          scenario: <ScenarioLink scenario={scenario} />,
          amount: money(amountMinor),
          touch: textFor('customer.credit.touch', touch) ?? touch,
          day: dateOf(touchedAt),
        })}
      </span>
    </div>
  );
}
