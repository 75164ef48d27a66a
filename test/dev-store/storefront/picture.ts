/** Draws a product: a simple picture for its type in its own colour, so that the shop needs no photographs. */
import type { Product } from '../model.ts';

const drawings: Readonly<Record<string, string>> = {
  Coffee: `<path d="M130 96h140l14 30v170a12 12 0 0 1-12 12H128a12 12 0 0 1-12-12V126z" fill="COLOR"/>
    <path d="M130 96h140l14 30H116z" fill="#000" opacity=".18"/>
    <rect x="140" y="160" width="120" height="96" rx="6" fill="#fff" opacity=".92"/>
    <ellipse cx="200" cy="208" rx="20" ry="28" fill="COLOR" transform="rotate(28 200 208)"/>
    <path d="M190 184c16 14-4 32 18 50" stroke="#fff" stroke-width="4" fill="none"/>`,
  Tea: `<rect x="128" y="120" width="144" height="188" rx="14" fill="COLOR"/>
    <rect x="120" y="100" width="160" height="34" rx="10" fill="COLOR"/>
    <rect x="120" y="100" width="160" height="34" rx="10" fill="#000" opacity=".2"/>
    <circle cx="200" cy="218" r="46" fill="#fff" opacity=".92"/>
    <path d="M200 248c-34-22-30-50 0-62 30 12 34 40 0 62zm0 0v-40" fill="none" stroke="COLOR" stroke-width="5"/>`,
  Filters: `<path d="M112 124h176l-62 150a28 28 0 0 1-52 0z" fill="COLOR"/>
    <path d="M130 124h140l-52 136a20 20 0 0 1-36 0z" fill="#fff" opacity=".55"/>
    <path d="M200 124v130M164 124l22 120M236 124l-22 120" stroke="#000" opacity=".12" stroke-width="3"/>`,
  'Brewing gear': `<path d="M140 150h120l-12 140a18 18 0 0 1-18 16h-60a18 18 0 0 1-18-16z" fill="COLOR"/>
    <path d="M260 172c44-6 44 70-6 70" fill="none" stroke="COLOR" stroke-width="14"/>
    <rect x="132" y="132" width="136" height="22" rx="10" fill="COLOR"/>
    <rect x="132" y="132" width="136" height="22" rx="10" fill="#000" opacity=".25"/>
    <circle cx="200" cy="122" r="12" fill="COLOR"/>
    <path d="M156 172l8 110" stroke="#fff" opacity=".35" stroke-width="8" stroke-linecap="round"/>`,
  Gifts: `<rect x="120" y="164" width="160" height="140" rx="8" fill="COLOR"/>
    <rect x="110" y="136" width="180" height="44" rx="8" fill="COLOR"/>
    <rect x="110" y="136" width="180" height="44" rx="8" fill="#fff" opacity=".15"/>
    <rect x="186" y="136" width="28" height="168" fill="#fff" opacity=".8"/>
    <path d="M200 136c-60-6-52-56-20-46 18 6 20 30 20 46 0-16 2-40 20-46 32-10 40 40-20 46z" fill="none" stroke="#8a6a3f" stroke-width="8"/>`,
};

const parcel = `<rect x="124" y="130" width="152" height="160" rx="12" fill="COLOR"/>
  <path d="M124 170h152M200 130v160" stroke="#fff" opacity=".5" stroke-width="6"/>`;

export function picture({ productType, color }: Pick<Product, 'productType' | 'color'>): string {
  // The colour comes from whoever made the product; only a plain one may enter the drawing.
  const safe = /^#[0-9a-f]{3,8}$/i.test(color) ? color : '#8a6d5a';
  const drawing = (drawings[productType] ?? parcel).replaceAll('COLOR', safe);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">
    <rect width="400" height="400" fill="#efe8dc"/>
    <ellipse cx="200" cy="316" rx="110" ry="12" fill="#000" opacity=".08"/>
    ${drawing}
  </svg>`;
}
