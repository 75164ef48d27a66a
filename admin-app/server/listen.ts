import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** A reverse proxy with the certificate stands in front; nothing else may reach the server. */
const LISTEN_ON = process.env.LISTEN_ON ?? '127.0.0.1';

/** Resolves when the server answers; `port` is another than asked for where that is 0. */
export async function listen(
  app: Hono,
  port: number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: LISTEN_ON }, (address) =>
      resolve({
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });
}
