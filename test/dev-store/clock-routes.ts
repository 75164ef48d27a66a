/** The dev store's clock over HTTP: another process follows it line by line and can move it. */
import type { Hono } from 'hono';
import { stream } from 'hono/streaming';
import { HOUR_MS } from '../../admin-app/core/time.ts';
import type { MovableClock } from './clock.ts';

/** `GET /clock` streams `{"offsetMs":N}` lines, at once and at every jump; `POST /clock/advance {"hours":N}` jumps. */
export function addClockRoutes(http: Hono, clock: MovableClock): void {
  http.get('/clock', (context) => {
    context.header('content-type', 'application/x-ndjson');
    context.header('cache-control', 'no-store');
    return stream(context, async (body) => {
      let wake = () => {};
      const stopListening = clock.onChange(() => wake());
      body.onAbort(() => {
        stopListening();
        wake();
      });
      while (!body.aborted) {
        // Listening starts before writing, so that a jump during the write is not missed.
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await body.write(`${JSON.stringify({ offsetMs: clock.offsetMs })}\n`);
        await changed;
      }
    });
  });

  http.post('/clock/advance', async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    const hours = typeof body === 'object' && body !== null && 'hours' in body ? body.hours : null;
    if (typeof hours !== 'number' || !Number.isFinite(hours) || hours < 0)
      return context.json({ error: 'Expected {"hours": a number of at least 0}' }, 400);
    clock.advance(hours * HOUR_MS);
    return context.json({ offsetMs: clock.offsetMs });
  });
}
