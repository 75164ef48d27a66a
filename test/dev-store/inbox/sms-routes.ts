import { Hono } from 'hono';
import type { Surroundings } from '../pages/layout.ts';
import type { SmsProvider } from '../sms-provider/provider.ts';
import { smsPage } from './sms-page.ts';

const SHOWN = 100;

/** Everything under `/inbox/sms`, and the JSON that tests ask. */
export function smsRoutes(parts: {
  readonly sms: SmsProvider;
  readonly around: Surroundings;
}): Hono {
  const app = new Hono();
  const { sms, around } = parts;

  app.get('/inbox/sms', (c) => {
    const search = c.req.query('q')?.trim() ?? '';
    const found = sms.network.messages(search === '' ? {} : { with: search });
    const replied = c.req.query('replied');
    return c.html(
      smsPage({
        around,
        messages: found.slice(0, SHOWN),
        total: found.length,
        search,
        replied: replied === undefined ? null : Number(replied),
      }),
    );
  });

  app.post('/inbox/sms/:id/reply', async (c) => {
    const id = Number(c.req.param('id'));
    const message = sms.network.messages().find((it) => it.id === id);
    if (!message) return c.text(`There is no SMS ${c.req.param('id')}`, 404);
    const text = String((await c.req.formData()).get('text') ?? '');
    const status = await sms.reply(message.to, text);
    return c.redirect(`/inbox/sms?replied=${status ?? 0}`, 303);
  });

  app.get('/inbox/api/sms', (c) => {
    const number = c.req.query('with');
    const messages = sms.network.messages(number ? { with: number } : {});
    return c.json({ total: messages.length, messages: messages.slice(0, SHOWN) });
  });
  app.delete('/inbox/api/sms', (c) => {
    sms.network.clear();
    return c.json({ count: 0 });
  });
  return app;
}
