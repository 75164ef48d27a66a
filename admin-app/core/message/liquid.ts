/**
 * Texts with Liquid in them. Values come from `MessageFields` only: no files, no partials, no prototypes. What comes
 * out is plain text; whoever puts it into HTML escapes it afterwards, so that nothing can slip in, neither from a
 * customer's name nor from the text itself.
 */
import { Liquid, type Template } from 'liquidjs';
import { EXAMPLE_FIELDS, EXAMPLE_FRAME } from './example-fields.ts';
import { FIELD_NAMES } from './field-table.ts';
import { liquidCause, unknownField } from './liquid-cause.ts';
import { FILTERS } from './liquid-filters.ts';
import type { TextCause } from './text-problems.ts';
import type { MessageFields, TextFrame } from './types.ts';

export type LiquidResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly cause: TextCause };

/** Where filters find how to write; no field can be called so. */
const FRAME = ' frame';
const MAX_TEXT_LENGTH = 20_000;
const MAX_RENDER_MS = 1_000;
const MAX_RENDER_MEMORY = 1_000_000;
const MAX_KEPT_TEMPLATES = 500;

let engine: Liquid | undefined;
/** Parsed texts by their source: the same few are rendered for a hundred thousand customers. */
const templates = new Map<string, Template[]>();

/** Puts the customer's values into the text. */
export function renderLiquid(text: string, fields: MessageFields, frame: TextFrame): LiquidResult {
  // Most texts of a mail have no values in them.
  if (!text.includes('{')) return { ok: true, text };
  const made = fill(text, fields, frame);
  // While a machine stands still, any text takes long; one without an end does so again.
  const again = !made.ok && made.cause.code === 'takes too long';
  return again ? fill(text, fields, frame) : made;
}

function fill(text: string, fields: MessageFields, frame: TextFrame): LiquidResult {
  try {
    const globals = { [FRAME]: frame };
    return { ok: true, text: String(liquid().renderSync(parse(text), fields, { globals })) };
  } catch (error) {
    return { ok: false, cause: liquidCause(error) };
  }
}

/**
 * Why the text cannot be used: broken syntax, an unknown filter or field, or something that goes wrong
 * with the example's values already; null when it can.
 */
export function liquidFault(text: string): TextCause | null {
  if (!text.includes('{')) return null;
  try {
    const unknown = liquid()
      .globalVariableSegmentsSync(parse(text))
      .map((segments) => segments.join('.'))
      .find((path) => !isKnownField(path));
    if (unknown !== undefined) return unknownField(unknown);
    const tried = renderLiquid(text, EXAMPLE_FIELDS, EXAMPLE_FRAME);
    return tried.ok ? null : tried.cause;
  } catch (error) {
    return liquidCause(error);
  }
}

function liquid(): Liquid {
  if (engine) return engine;
  engine = new Liquid({
    templates: {},
    strictFilters: true,
    // What is not there at all (a coupon nobody issued) is refused, unless the text asks for it first.
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    parseLimit: MAX_TEXT_LENGTH,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_RENDER_MEMORY,
  });
  for (const [name, filter] of Object.entries(FILTERS)) {
    engine.registerFilter(name, function (value, ...settings) {
      // Given to every rendering above.
      return filter(this.context.globals[FRAME] as TextFrame, value, ...settings);
    });
  }
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
