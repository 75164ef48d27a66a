import type { Context } from 'hono';
import type { core, ZodType } from 'zod';
import { type Day, parseDay } from '../../core/time.ts';
import { reasonOf, sentenceFor } from './input-reason.ts';
import { Refusal, refusal } from './refusal.ts';

/** Reads a JSON body by its contract. Throws a Refusal naming the field, and what would have been right. */
export async function parseBody<T>(c: Context, shape: ZodType<T>): Promise<T> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw refusal(400, 'not json');
  }
  return parse(body, shape);
}

/** The same for what stands behind the `?` of an address. */
export function parseQuery<T>(c: Context, shape: ZodType<T>): T {
  return parse(c.req.query(), shape);
}

function parse<T>(given: unknown, shape: ZodType<T>): T {
  const result = shape.safeParse(given, { error: sentenceFor });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  // A refused value has at least one.
  const { message, path } = issue as core.$ZodIssue;
  throw new Refusal(422, { message, ...reasonOf(issue as core.$ZodIssue) }, path.join('.'));
}

/** A positive whole number in the path, such as a customer's id. */
export function parseId(c: Context, name: string, what: string): number {
  const text = c.req.param(name) ?? '';
  const id = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(id)) throw refusal(404, 'no number', { text, what });
  return id;
}

/** After whom a list goes on, by number: `?after=17`. Null from the beginning. */
export function parsePosition(c: Context): number | null {
  const text = c.req.query('after');
  if (!text) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw noPlace(text);
}

/** Refuses what is not among the known values, with them. */
export function oneOf<Value extends string>(
  known: readonly Value[],
  text: string,
  field: string,
): Value {
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  throw misfit(text, field, `one of ${known.join(', ')}`);
}

/** A day such as 2026-11-22, as it stands in an address. */
export function dayIn(text: string, field: string): Day {
  return parsed(text, parseDay, field);
}

/** What the core reads, and refuses in words for programs. */
export function parsed<Value>(text: string, parse: (text: string) => Value, field: string): Value {
  try {
    return parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw refusal(422, 'no day', { field, detail }, field);
  }
}

export function misfit(text: string, field: string, expected: string): Refusal {
  return refusal(422, 'misfit', { text, field, expected }, field);
}

/** A list goes on from where its page before ended; this is no such place. */
export function noPlace(text: string): Refusal {
  return refusal(422, 'no place in the list', { text }, 'after');
}
