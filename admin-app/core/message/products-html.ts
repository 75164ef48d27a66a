/**
 * Products side by side: one large, two, or rows of three; on phones rows of two, or one below the other. Cells are
 * inline blocks, which wrap where the style sheet is dropped; Outlook on Windows, which knows no inline blocks, gets a
 * table of its own.
 */
import { INK, SOFT, text } from './email-look.ts';
import { escapeHtml } from './escape-html.ts';
import type { ResolvedBlock, ResolvedProduct } from './resolve-email.ts';

/** Within the media query for phones. */
export const PRODUCTS_STYLE =
  '.product{width:50%!important}.product-wide{width:100%!important}.product-wide img,.product img{width:100%!important}';

/** Of the card: 600 less its padding. */
const ROOM = 520;
const GAP = 16;

export function productsHtml({
  title,
  products,
}: Extract<ResolvedBlock, { kind: 'products' }>): string {
  const columns = columnsFor(products.length);
  const heading = title
    ? `<p class="ink" style="margin:0 0 14px;${text(18, 26)};font-weight:600;color:${INK}">${escapeHtml(title)}</p>`
    : '';
  const rows: string[] = [];
  for (let from = 0; from < products.length; from += columns) {
    rows.push(rowHtml(products.slice(from, from + columns), columns));
  }
  return heading + rows.join('');
}

/** 1 → one, 2 and 4 → rows of two, the others rows of three. */
function columnsFor(count: number): number {
  if (count === 1) return 1;
  return count === 2 || count === 4 ? 2 : 3;
}

function rowHtml(products: readonly ResolvedProduct[], columns: number): string {
  // The row reaches half a gap beyond the card's text on both sides, so that pictures end where the text does.
  const width = columns === 1 ? ROOM : Math.floor((ROOM + GAP) / columns);
  const cells = products.map((product) => {
    const name = columns === 1 ? 'product-wide' : 'product';
    return `<!--[if mso]><td width="${width}" valign="top"><![endif]--><div class="${name}" style="display:inline-block;width:${width}px;max-width:100%;vertical-align:top;box-sizing:border-box;padding:0 ${columns === 1 ? 0 : GAP / 2}px ${GAP}px;font-size:0">${productHtml(product, columns === 1 ? ROOM : width - GAP)}</div><!--[if mso]></td><![endif]-->`;
  });
  const margin = columns === 1 ? '' : `margin:0 -${GAP / 2}px;`;
  return `<!--[if mso]><table role="presentation" width="${ROOM}" cellpadding="0" cellspacing="0" border="0"><tr><![endif]--><div style="${margin}font-size:0;text-align:left">${cells.join('')}</div><!--[if mso]></tr></table><![endif]-->`;
}

function productHtml({ title, url, price, ...picture }: ResolvedProduct, width: number): string {
  const priceLine = price
    ? `<span class="soft" style="display:block;padding-top:2px;${text(14, 20)};color:${SOFT}">${escapeHtml(price)}</span>`
    : '';
  return `<a href="${escapeHtml(url)}" style="display:block;text-decoration:none">${pictureHtml(picture, width)}<span class="ink" style="display:block;padding-top:10px;${text(15, 21)};font-weight:600;color:${INK}">${escapeHtml(title)}</span>${priceLine}</a>`;
}

/** On a ground of its own, because pictures with a transparent one would vanish where the mail is dark. */
function pictureHtml(
  { imageUrl, imageAlt }: Pick<ResolvedProduct, 'imageUrl' | 'imageAlt'>,
  width: number,
): string {
  if (imageUrl === null) return '';
  return `<img src="${escapeHtml(sized(imageUrl, width))}" width="${width}" alt="${escapeHtml(imageAlt)}" style="display:block;width:${width}px;max-width:100%;height:auto;border:0;border-radius:8px;background:#f4f3ef;${text(14, 20)};color:${SOFT}">`;
}

/** Shopify's own pictures come in any width: twice what is shown, for sharp screens. */
function sized(url: string, width: number): string {
  if (!/^https:\/\/cdn\.shopify\.com\//.test(url)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}width=${width * 2}`;
}
