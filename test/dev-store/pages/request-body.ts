import type { Context } from 'hono';
import { z } from 'zod';

/** A request whose body is not what its endpoint takes. */
export class WrongInput extends Error {}

/** The JSON body in the endpoint's shape. Throws WrongInput naming each field that is wrong; no body counts as `{}`. */
export async function bodyOf<Shape extends z.ZodType>(
  c: Context,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const body: unknown = await c.req.json().catch(() => ({}));
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new WrongInput(z.prettifyError(parsed.error));
  return parsed.data;
}
