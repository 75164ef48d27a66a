/** An HTTP server on loopback for a Hono application, and its orderly end. */
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Listens at once, so that the port is known, but answers only after `ready`: routes that are added meanwhile are
 * there for the first request. Port 0 takes any free one. Rejects when the port is taken, naming it.
 */
export async function listen(http: Hono, port: number, ready: Promise<void>): Promise<Listening> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const starting = serve(
      {
        port,
        hostname: '127.0.0.1',
        fetch: async (request: Request, env: object) => {
          await ready;
          return await http.fetch(request, env);
        },
      },
      () => resolve(starting),
    );
    starting.on('error', (cause) =>
      reject(new Error(`The dev store cannot listen on 127.0.0.1:${port}`, { cause })),
    );
  });
  // A TCP server's address is always an AddressInfo.
  const { port: actualPort } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${actualPort}`, close: () => close(server) };
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Streams such as the clock stay open for ever; whoever follows them sees the connection end.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
