/** The webhook log and the ways to disturb deliveries: `/control/api/webhooks`. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { DevStore } from '../dev-store.ts';
import { bodyOf } from './request-body.ts';

export function webhooksApi({ webhooks }: DevStore): Hono {
  const api = new Hono();
  /** Newest first; `topic` and `limit` narrow the list. */
  api.get('/', (c) => {
    const limit = Number(c.req.query('limit') ?? 100);
    const deliveries = webhooks.deliveries(c.req.query('topic')).toReversed().slice(0, limit);
    return c.json({ holds: webhooks.holds, deliversTwice: webhooks.deliversTwice, deliveries });
  });
  api.post('/hold', (c) => {
    webhooks.hold();
    return c.json({ message: 'Webhooks are held back from now on.' });
  });
  api.post('/release', async (c) => {
    const shape = z.object({ order: z.enum(['first come', 'reversed']).default('first come') });
    const { order } = await bodyOf(c, shape);
    const held = webhooks.deliveries().filter(({ state }) => state === 'held').length;
    webhooks.release(order);
    return c.json({ message: `${held} held webhooks are on their way.` });
  });
  api.post('/twice', async (c) => {
    const { on } = await bodyOf(c, z.object({ on: z.boolean() }));
    webhooks.deliverTwice(on);
    return c.json({ message: on ? 'Every webhook comes twice now.' : 'Webhooks come once again.' });
  });
  api.post('/drop-next', async (c) => {
    const { topic } = await bodyOf(c, z.object({ topic: z.string().optional() }));
    webhooks.dropNext(topic || null);
    return c.json({ message: `The next ${topic || 'webhook'} will be lost.` });
  });
  api.post('/:id/redeliver', (c) => {
    webhooks.redeliver(c.req.param('id'));
    return c.json({ message: 'Sent again.' });
  });
  return api;
}
