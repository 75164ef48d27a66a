import { html } from 'hono/html';
import type { Store } from '../store.ts';
import { heading, searchField } from './admin-layout.ts';
import { type Html, pager } from './layout.ts';
import { money, pageSize } from './orders.ts';

export function productsPage(
  store: Store,
  view: { readonly search: string; readonly offset: number; readonly storefrontUrl: string },
): Html {
  const wanted = view.search.trim().toLowerCase();
  const products = store
    .products()
    .filter(({ title, productType }) => `${title} ${productType}`.toLowerCase().includes(wanted));
  const shown = products.slice(view.offset, view.offset + pageSize);
  const href = (offset: number) =>
    `/admin/products?${new URLSearchParams({ q: view.search, offset: String(offset) })}`;
  return html`${heading('Products', searchField('/admin/products', view.search, 'Search products'))}
    <div class="card list">
      <div class="scroll"><table class="rows">
        <thead><tr><th>Product</th><th>Type</th><th>Vendor</th><th>SKU</th><th class="number">Price</th></tr></thead>
        <tbody>
          ${shown.map(
            (product) => html`<tr>
              <td>
                <span class="swatch" style="background:${product.color}"></span>
                <a href="${view.storefrontUrl}/products/${product.handle}" target="_blank">${product.title}</a>
              </td>
              <td class="quiet">${product.productType}</td>
              <td class="quiet">${product.vendor}</td>
              <td class="quiet">${product.sku}</td>
              <td class="number">${money(store, product.priceMinor)}</td>
            </tr>`,
          )}
        </tbody>
      </table></div>
      ${shown.length === 0 ? html`<p class="empty">No product matches.</p>` : ''}
      ${pager({ offset: view.offset, limit: pageSize, total: products.length, href })}
    </div>`;
}
