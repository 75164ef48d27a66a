/** Somebody to write to before there are customers: for previews, and for trying out what staff write. */
import type { MessageFields, TextFrame } from './types.ts';

export const EXAMPLE_FRAME: TextFrame = { language: 'en', currency: 'EUR' };

/** The examples of field-table.ts, as values. */
export const EXAMPLE_FIELDS: MessageFields = {
  customer: {
    first_name: 'Anna',
    last_name: 'Martin',
    language: 'en',
    tier: 'Gold',
    orders: 7,
    spent: 412.5,
    birthday: '1990-03-14',
  },
  tier: { benefits: 'Free delivery', until: '2026-12-15', keeps: '€49.00' },
  prediction: { due_date: '2026-11-03', days_overdue: 19 },
  last_order: {
    days_ago: 92,
    date: '2026-08-22',
    product: 'Linen shirt',
    category: 'Shirts',
  },
  coupon: { code: 'BACK-7K2M-9QXA', amount: '15% off', expires_on: '2026-12-06' },
  shop: { name: 'North & Pine', url: 'https://north.example' },
  links: {
    coupon: 'https://north.example/discount/BACK-7K2M-9QXA',
    unsubscribe: 'https://app.example/r/u/1',
  },
};
