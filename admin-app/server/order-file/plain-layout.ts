/** Order files with the columns customer_id, order_date and amount, in any order, among others. */
import { createDayReader, type FileConventions, parseAmount } from './field-values.ts';
import { fault, type RowReader } from './order-row.ts';

/** The column `amount` may be absent; a customer's id is kept byte for byte. */
export function plainRowReader(header: readonly string[], conventions: FileConventions): RowReader {
  const customerAt = header.indexOf('customer_id');
  const dateAt = header.indexOf('order_date');
  const amountAt = header.indexOf('amount');
  const readDay = createDayReader();
  return (fields) => {
    const customer = fields[customerAt] ?? '';
    if (customer.trim() === '')
      return fault('customer_id', 'customer_id is empty; expected the id of the customer');
    const day = readDay(fields[dateAt] ?? '');
    if (typeof day !== 'number') return day;
    const amountMinor = parseAmount(fields[amountAt] ?? '', conventions);
    if (typeof amountMinor === 'object' && amountMinor !== null) return amountMinor;
    return { kind: 'order', order: { customer, day, amountMinor } };
  };
}
