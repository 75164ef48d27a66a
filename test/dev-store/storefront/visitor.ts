/** What the storefront remembers of a visitor, in cookies that the shop's pages read and the app proxy strips. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Customer, Product } from '../model.ts';
import type { Store } from '../store.ts';

const names = {
  customer: 'dev_store_customer',
  cart: 'dev_store_cart',
  locale: 'dev_store_locale',
  landing: 'dev_store_landing',
  code: 'dev_store_code',
} as const;

export const locales = { en: 'English', fr: 'Français', pl: 'Polski' } as const;
export type Locale = keyof typeof locales;

export interface CartItem {
  readonly product: Product;
  readonly quantity: number;
}

/** Who is logged in, if still a customer. */
export function loggedIn(c: Context, store: Store): Customer | null {
  return store.customer(Number(getCookie(c, names.customer))) ?? null;
}

export function logIn(c: Context, customer: Customer): void {
  setCookie(c, names.customer, String(customer.id), { httpOnly: true, sameSite: 'Lax', path: '/' });
}

export function logOut(c: Context): void {
  deleteCookie(c, names.customer, { path: '/' });
}

/** The language chosen by the visitor, otherwise the shop's own. */
export function localeOf(c: Context, store: Store): Locale {
  const chosen = getCookie(c, names.locale) ?? store.shop.primaryLocale;
  return isLocale(chosen) ? chosen : 'en';
}

export function isLocale(text: string): text is Locale {
  return Object.hasOwn(locales, text);
}

export function chooseLocale(c: Context, locale: Locale): void {
  setCookie(c, names.locale, locale, { sameSite: 'Lax', path: '/' });
}

/** The cart, without products that are gone. Kept as `id:quantity` pairs. */
export function cartOf(c: Context, store: Store): readonly CartItem[] {
  const pairs = (getCookie(c, names.cart) ?? '').split('_').map((pair) => pair.split('-'));
  return pairs.flatMap(([id, quantity]) => {
    const product = store.product(Number(id));
    const count = Number(quantity);
    return product && Number.isInteger(count) && count > 0 ? [{ product, quantity: count }] : [];
  });
}

export function keepCart(c: Context, items: readonly CartItem[]): void {
  const pairs = items.map(({ product, quantity }) => `${product.id}-${quantity}`);
  setCookie(c, names.cart, pairs.join('_'), { sameSite: 'Lax', path: '/' });
}

/** The discount code that the visitor gave, or came with; null for none. */
export function codeOf(c: Context): string | null {
  return getCookie(c, names.code) || null;
}

/** An empty code forgets the one before. */
export function keepCode(c: Context, code: string): void {
  if (code.trim() === '') deleteCookie(c, names.code, { path: '/' });
  else setCookie(c, names.code, code.trim().slice(0, 255), { sameSite: 'Lax', path: '/' });
}

/** Sets a product's quantity in the cart; 0 takes it out. At most 99 of each. */
export function withQuantity(
  items: readonly CartItem[],
  product: Product,
  quantity: number,
): readonly CartItem[] {
  const kept = Math.max(0, Math.min(99, Math.trunc(quantity) || 0));
  const others = items.filter((item) => item.product.id !== product.id);
  return kept > 0 ? [...others, { product, quantity: kept }] : others;
}

/** Remembers the first page of a visit, and the page a campaign's link led to; an order carries it. */
export function rememberLanding(c: Context): void {
  const { pathname, search, searchParams } = new URL(c.req.url);
  if (getCookie(c, names.landing) && !searchParams.has('utm_source')) return;
  setCookie(c, names.landing, pathname + search, { sameSite: 'Lax', path: '/' });
}

export function landingOf(c: Context): string | null {
  return getCookie(c, names.landing) ?? null;
}
