/** Liquid as a Shopify theme has it: the objects' limits and the filters that themes and app blocks use. */
import { Drop, Liquid } from 'liquidjs';
import { formatMoney } from '../../../admin-app/core/money.ts';

export interface RenderContext {
  readonly currency: string;
  readonly locale: string;
  /** Text files for the `t` filter, the most specific first. */
  readonly texts: readonly unknown[];
  /** Where `asset_url` points. */
  readonly assetBase: string;
  readonly snippets: Readonly<Record<string, string>>;
}

/** Objects such as `customer` that the `json` filter refuses, as Shopify's does. */
export class GuardedDrop extends Drop {}

/** An engine for one page. Unknown filters and tags are errors; unknown variables are empty, as on Shopify. */
export function createLiquid(context: RenderContext): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: false,
    // A block that loops for ever must not take the store down with it.
    renderLimit: 2000,
    templates: { ...context.snippets },
  });
  const money = (minor: unknown) =>
    formatMoney(
      { amountMinor: Math.round(Number(minor)), currency: context.currency },
      context.locale,
    );
  engine.registerFilter('json', toSafeJson);
  engine.registerFilter('money', money);
  engine.registerFilter('money_with_currency', (minor) => `${money(minor)} ${context.currency}`);
  engine.registerFilter('color_contrast', (some, other) => contrastOf(String(some), String(other)));
  engine.registerFilter('asset_url', (name) => `${context.assetBase}/${String(name)}`);
  engine.registerFilter('script_tag', (url) => `<script src="${String(url)}"></script>`);
  engine.registerFilter(
    'stylesheet_tag',
    (url) => `<link href="${String(url)}" rel="stylesheet" type="text/css" media="all" />`,
  );
  engine.registerFilter('t', (key, ...replacements: [string, unknown][]) =>
    translate(context, String(key), replacements),
  );
  return engine;
}

/** JSON that cannot leave a script element or an attribute: `<`, `>`, `&` and line separators are written as escapes. */
export function toSafeJson(value: unknown): string {
  if (value instanceof GuardedDrop) return '{"error":"json not allowed for this object"}';
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The contrast of two colours `#rrggbb` as WCAG has it, 1 to 21, with one decimal as Shopify gives it. */
function contrastOf(some: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(some), luminanceOf(other)].sort((a, b) => a - b);
  return Math.round(((lighter + 0.05) / (darker + 0.05)) * 10) / 10;
}

function luminanceOf(colour: string): number {
  const [, ...channels] = /^#(\w\w)(\w\w)(\w\w)$/.exec(colour) ?? [];
  const [red = 0, green = 0, blue = 0] = channels
    .map((channel) => Number.parseInt(channel, 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function translate(
  context: RenderContext,
  key: string,
  replacements: readonly (readonly [string, unknown])[],
): string {
  const given = new Map(replacements);
  for (const texts of context.texts) {
    const text = lookUp(texts, key, given.get('count'));
    if (text !== null)
      return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => escapeHtml(given.get(name)));
  }
  return `Translation missing: ${context.locale}.${key}`;
}

function lookUp(texts: unknown, key: string, count: unknown): string | null {
  let found: unknown = texts;
  for (const part of key.split('.'))
    found = isRecord(found) && Object.hasOwn(found, part) ? found[part] : null;
  // With a count, a text has one form for 1 and one for others.
  if (isRecord(found)) found = found[Number(count) === 1 ? 'one' : 'other'];
  return typeof found === 'string' ? found : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function escapeHtml(value: unknown): string {
  return String(value ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
