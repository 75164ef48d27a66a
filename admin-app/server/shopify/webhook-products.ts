/** Products in the bodies of webhooks. */
import type { StoreProduct } from '../../core/store-records.ts';
import {
  asFields,
  decimal,
  type Fields,
  id,
  instant,
  list,
  optionalFields,
  optionalInstant,
  optionalText,
  text,
} from './record-fields.ts';

export function readProduct(payload: Fields): StoreProduct {
  const image = optionalFields(payload, 'image');
  const variants = list(payload, 'variants').map((variant) => asFields(variant, 'variants'));
  return {
    productId: id(payload, 'id'),
    title: text(payload, 'title'),
    productType: optionalText(payload, 'product_type') ?? '',
    handle: optionalText(payload, 'handle') ?? '',
    status: (optionalText(payload, 'status') ?? 'active').toLowerCase(),
    tags: readProductTags(payload),
    publishedAt: optionalInstant(payload, 'published_at'),
    imageUrl: image && optionalText(image, 'src'),
    imageAlt: (image && optionalText(image, 'alt')) ?? '',
    price: cheapest(variants.map((variant) => decimal(variant, 'price'))),
    inStock: readStock(variants),
    createdAt: instant(payload, 'created_at'),
    updatedAt: instant(payload, 'updated_at'),
  };
}

/** One text with commas between them. */
function readProductTags(payload: Fields): readonly string[] {
  return (optionalText(payload, 'tags') ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function cheapest(prices: readonly string[]): string | null {
  return prices.toSorted((a, b) => Number(a) - Number(b))[0] ?? null;
}

/** Null where it cannot be told: the inventory of some variant is tracked elsewhere. */
function readStock(variants: readonly Fields[]): boolean | null {
  const stocks = variants.map((variant) => {
    if (variant.inventory_management === null || variant.inventory_policy === 'continue')
      return true;
    const left = variant.inventory_quantity;
    if (typeof left !== 'number') return null;
    if (left > 0) return true;
    return variant.inventory_management === undefined ? null : false;
  });
  if (stocks.includes(true)) return true;
  return stocks.includes(null) || stocks.length === 0 ? null : false;
}
