import type { CustomerView, OrderView } from '../../../contract/customers.ts';
import { dateOf, money } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import '../table.css';
import './customer.css';

export function OrdersCard({ customer }: { readonly customer: CustomerView }) {
  const { orders, spentMinor, recentOrders } = customer;
  const total = t('orders.total', { n: orders, spent: money(spentMinor) });
  return (
    <Card flush title={t('orders.title')} aside={<span class="card-note">{total}</span>}>
      {recentOrders.length === 0 ? (
        <p class="soft" style={{ padding: '0 var(--inset) var(--inset)' }}>
          {t('orders.none')}
        </p>
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
              {recentOrders.map((order) => (
                <Order key={order.orderId} order={order} />
              ))}
            </tbody>
          </table>
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
    <tr class={order.counts ? '' : 'not-counted'}>
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
