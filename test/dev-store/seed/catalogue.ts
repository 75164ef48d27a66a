/** What the shop sells: consumables that come back by themselves, gear that is bought once, and presents. */
export type ProductType = 'Coffee' | 'Tea' | 'Filters' | 'Brewing gear' | 'Gifts';

export interface CatalogueItem {
  readonly title: string;
  readonly productType: ProductType;
  readonly priceMinor: number;
  readonly color: string;
  readonly tags: readonly string[];
}

export const CATALOGUE: readonly CatalogueItem[] = [
  coffee('Harbour Blend 250 g', 890, '#5b3a29', 'blend'),
  coffee('Harbour Blend 1 kg', 2990, '#5b3a29', 'blend'),
  coffee('Morning Tide Espresso 250 g', 950, '#3f2a20', 'espresso'),
  coffee('Morning Tide Espresso 1 kg', 3250, '#3f2a20', 'espresso'),
  coffee('Ethiopia Guji 250 g', 1290, '#a0522d', 'single origin'),
  coffee('Colombia Huila 250 g', 1190, '#8b4a2b', 'single origin'),
  coffee('Kenya Nyeri 250 g', 1390, '#94412c', 'single origin'),
  coffee('Guatemala Antigua 250 g', 1150, '#7a4a33', 'single origin'),
  coffee('Quiet Evening Decaf 250 g', 1050, '#6e5a4e', 'decaf'),
  tea('Breakfast Black 100 g', 790, '#7b3f1d', 'black'),
  tea('Smoky Lapsang 100 g', 990, '#4a3527', 'black'),
  tea('Jasmine Pearls 75 g', 1490, '#9aa86b', 'green'),
  tea('Sencha Uji 100 g', 1390, '#6f8f4e', 'green'),
  tea('Garden Mint 50 g', 590, '#5d8a66', 'herbal'),
  tea('Rooibos Orange 100 g', 690, '#b4552d', 'herbal'),
  tea('Darjeeling First Flush 75 g', 1690, '#b08a4a', 'black'),
  item('Paper Filters No. 2, 200 pieces', 'Filters', 590, '#d9cbb4', 'consumable'),
  item('Cone Filters, 100 pieces', 'Filters', 790, '#e3d7c3', 'consumable'),
  item('Glass Dripper', 'Brewing gear', 2490, '#a9c4cc', 'coffee gear'),
  item('Hand Grinder', 'Brewing gear', 6900, '#60676b', 'coffee gear'),
  item('Moka Pot, 6 cups', 'Brewing gear', 3990, '#9a9a9a', 'coffee gear'),
  item('Cast Iron Teapot', 'Brewing gear', 5490, '#33413f', 'tea gear'),
  item('Gooseneck Kettle', 'Brewing gear', 8900, '#40474a', 'coffee gear'),
  item('Tasting Box: Four Coffees', 'Gifts', 3490, '#b5763f', 'present'),
  item('Tasting Box: Six Teas', 'Gifts', 3290, '#8fa05e', 'present'),
  item('Advent Calendar of Teas', 'Gifts', 4490, '#9c2f34', 'present'),
  item('Two Mugs from the Harbour', 'Gifts', 2790, '#3e6b7f', 'present'),
];

function coffee(title: string, priceMinor: number, color: string, tag: string): CatalogueItem {
  return item(title, 'Coffee', priceMinor, color, tag);
}

function tea(title: string, priceMinor: number, color: string, tag: string): CatalogueItem {
  return item(title, 'Tea', priceMinor, color, tag);
}

function item(
  title: string,
  productType: ProductType,
  priceMinor: number,
  color: string,
  tag: string,
): CatalogueItem {
  return { title, productType, priceMinor, color, tags: [tag] };
}
