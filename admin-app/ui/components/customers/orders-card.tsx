import { useEffect, useState } from 'preact/hooks';
import type { CustomerView, OrderView } from '../../../contract/customers.ts';
import { dateOf, money } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import '../table.css';
import './customer.css';

const SHOWN_FIRST = 8;

/** Where an order stands on the customer's page. */
export function orderAnchor(orderId: number): string {
  return `#order-${orderId}`;
}

export function OrdersCard({ customer }: { readonly customer: CustomerView }) {
  const { orders, spentMinor, recentOrders } = customer;
  const [all, setAll] = useState(false);
  useEffect(() => {
    // Whoever comes from the activity to an order that is folded away shall find it.
    const unfold = () => setAll(all || location.hash.startsWith('#order-'));
    addEventListener('hashchange', unfold);
    return () => removeEventListener('hashchange', unfold);
  }, [all]);
  const total = t('orders.total', { n: orders, spent: money(spentMinor) });
  const shown = all ? recentOrders : recentOrders.slice(0, SHOWN_FIRST);
  return (
    <Card flush title={t('orders.title')} aside={<span class="card-note">{total}</span>}>
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
      </td>
      <td class="number">{dateOf(order.processedAt)}</td>
      <td class="amount">{money(order.totalMinor)}</td>
    </tr>
  );
}
