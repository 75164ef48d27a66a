/** Money as the API shows it: decimal text and a currency, the shop's and the customer's being the same here. */
import { formatDecimal } from '../../../../admin-app/core/money.ts';
import type { AdminContext } from '../context.ts';

export interface MoneyAnswer {
  readonly amount: string;
  readonly currencyCode: string;
}

/** Whole amounts are shown with one digit ("12.0"), as Shopify shows them. */
export function money(amountMinor: number, context: AdminContext): MoneyAnswer {
  const { currency } = context.store.shop;
  const decimal = formatDecimal({ amountMinor, currency });
  return { amount: shortened(decimal), currencyCode: currency };
}

export function moneyBag(
  amountMinor: number,
  context: AdminContext,
): { readonly shopMoney: MoneyAnswer; readonly presentmentMoney: MoneyAnswer } {
  const shopMoney = money(amountMinor, context);
  return { shopMoney, presentmentMoney: shopMoney };
}

/** "12.30" → "12.3", "12.00" → "12.0", "1200" → "1200.0". */
function shortened(decimal: string): string {
  if (!decimal.includes('.')) return `${decimal}.0`;
  const cut = decimal.replace(/0+$/, '');
  return cut.endsWith('.') ? `${cut}0` : cut;
}
