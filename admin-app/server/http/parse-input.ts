import type { Context } from 'hono';
import type { ZodType } from 'zod';
import { type Day, parseDay } from '../../core/time.ts';
import { Refusal } from './refusal.ts';

/** Reads a JSON body by its contract. Throws a Refusal naming the field, and what would have been right. */
export async function parseBody<T>(c: Context, shape: ZodType<T>): Promise<T> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw new Refusal(400, 'The request body is not JSON');
  }
  return parse(body, shape);
}

/** The same for what stands behind the `?` of an address. */
export function parseQuery<T>(c: Context, shape: ZodType<T>): T {
  return parse(c.req.query(), shape);
}

function parse<T>(given: unknown, shape: ZodType<T>): T {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new Refusal(422, issue?.message ?? 'The request does not have the expected shape', field);
}

/** A positive whole number in the path, such as a customer's id. */
export function parseId(c: Context, name: string, what: string): number {
  const text = c.req.param(name) ?? '';
  const id = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(id)) throw new Refusal(404, `"${text}" is not the number of a ${what}`);
  return id;
}

/** After whom a list goes on, by number: `?after=17`. Null from the beginning. */
export function parsePosition(c: Context): number | null {
  const text = c.req.query('after');
  if (!text) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Refusal(422, `"${text}" is not a place in the list`, 'after');
}

/** Refuses what is not among the known values, with them. */
export function oneOf<Value extends string>(
  known: readonly Value[],
  text: string,
  field: string,
): Value {
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  throw new Refusal(
    422,
    `"${text}" does not fit ${field}; expected one of ${known.join(', ')}`,
    field,
  );
}

/** A day such as 2026-11-22, as it stands in an address. */
export function dayIn(text: string, field: string): Day {
  try {
    return parseDay(text);
  } catch (error) {
    throw new Refusal(422, `${field}: ${error instanceof Error ? error.message : error}`, field);
  }
}
