/**
 * Texts with Liquid in them. Values come from `MessageFields` only: no files, no partials, no prototypes. What comes
 * out is plain text; whoever puts it into HTML escapes it afterwards, so that nothing can slip in, neither from a
 * customer's name nor from the text itself.
 */
import { Liquid, type Template } from 'liquidjs';
import type { MessageFields } from './types.ts';

/** What staff can write between {{ and }}. */
export const FIELD_NAMES = [
  'customer.first_name',
  'customer.last_name',
  'shop.name',
  'shop.url',
  'last_order.days_ago',
  'last_order.product',
] as const;

export type LiquidResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

const MAX_TEXT_LENGTH = 20_000;
const MAX_RENDER_MS = 1_000;
const MAX_RENDER_MEMORY = 1_000_000;
const MAX_KEPT_TEMPLATES = 500;

let engine: Liquid | undefined;
/** Parsed texts by their source: the same few are rendered for a hundred thousand customers. */
const templates = new Map<string, Template[]>();

/** Puts the customer's values into the text. */
export function renderLiquid(text: string, fields: MessageFields): LiquidResult {
  try {
    return { ok: true, text: String(liquid().renderSync(parse(text), fields)) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Why the text cannot be used, in one sentence: broken syntax, an unknown filter or field; null when it can. */
export function liquidFault(text: string): string | null {
  try {
    const unknown = liquid()
      .globalVariableSegmentsSync(parse(text))
      .map((segments) => segments.join('.'))
      .find((path) => !isKnownField(path));
    if (unknown === undefined) return null;
    return `there is no field “${unknown}”; there are ${FIELD_NAMES.join(', ')}`;
  } catch (error) {
    return problemOf(error);
  }
}

function liquid(): Liquid {
  engine ??= new Liquid({
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: MAX_TEXT_LENGTH,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_RENDER_MEMORY,
  });
  return engine;
}

function parse(text: string): Template[] {
  let template = templates.get(text);
  if (!template) {
    template = liquid().parse(text);
    if (templates.size >= MAX_KEPT_TEMPLATES) templates.clear();
    templates.set(text, template);
  }
  return template;
}

/** A field, the group it belongs to (`{% if last_order %}`), or a text's own `size`, `first`, `last`. */
function isKnownField(path: string): boolean {
  return FIELD_NAMES.some(
    (name) => path === name || name.startsWith(`${path}.`) || path === `${name}.size`,
  );
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
