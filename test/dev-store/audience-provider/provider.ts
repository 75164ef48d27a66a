/**
 * A social network's audiences on this machine, answering as the public documentation of Meta's Custom Audiences says:
 * `POST` and `DELETE /{audience}/users` with a session and a payload of hashes, errors with codes, limits.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { listen } from '../listen.ts';

/** May be changed while it runs. */
export interface AudienceFaults {
  /** This many next requests are answered with this status and error code. */
  readonly answer: {
    readonly requests: number;
    readonly status: number;
    readonly code: number;
    readonly retryAfterSeconds?: number;
  };
  /** This many next requests are carried out, but the connection breaks before the sender hears of it. */
  readonly dropAnswers: number;
  readonly delayMs: number;
}

export const noAudienceFaults: AudienceFaults = {
  answer: { requests: 0, status: 200, code: 0 },
  dropAnswers: 0,
  delayMs: 0,
};

export interface AudienceRequest {
  readonly method: string;
  readonly audienceId: string;
  readonly users: number;
  readonly session: { readonly id: number; readonly batch: number; readonly last: boolean };
}

export interface AudienceProvider {
  /** With the version, as the app's base URL has it. */
  readonly baseUrl: string;
  faults: AudienceFaults;
  readonly requests: readonly AudienceRequest[];
  /** People in an audience, each as "email hash, phone hash"; what the network cannot read is not among them. */
  membersOf(audienceId: string): ReadonlySet<string>;
  /** Puts an audience there that somebody made on the network's own pages. */
  add(audienceId: string, name: string): void;
  close(): Promise<void>;
}

const usersShape = z.object({
  session: z.object({
    session_id: z.int(),
    batch_seq: z.int().min(1),
    last_batch_flag: z.boolean(),
  }),
  payload: z.object({
    schema: z.tuple([z.literal('EMAIL'), z.literal('PHONE')]),
    data: z.array(z.tuple([z.string(), z.string()])),
  }),
});
const HASH = /^[0-9a-f]{64}$/;
const MOST_USERS = 10_000;

export async function startAudienceProvider(options: {
  readonly accessToken: string;
  readonly adAccountId: string;
  readonly port?: number;
}): Promise<AudienceProvider> {
  const audiences = new Map<string, { readonly name: string; readonly members: Set<string> }>();
  const requests: AudienceRequest[] = [];
  const provider = { faults: noAudienceFaults };
  const http = new Hono();

  http.use('/v25.0/*', async (c, next) => {
    const { answer, delayMs } = provider.faults;
    if (delayMs > 0) await sleep(delayMs);
    if (answer.requests > 0) {
      provider.faults = {
        ...provider.faults,
        answer: { ...answer, requests: answer.requests - 1 },
      };
      if (answer.retryAfterSeconds !== undefined) {
        c.header('Retry-After', String(answer.retryAfterSeconds));
      }
      return refuse(c, answer.status, answer.code, 'As asked for');
    }
    if (c.req.header('authorization') !== `Bearer ${options.accessToken}`) {
      return refuse(c, 401, 190, 'Invalid OAuth 2.0 Access Token');
    }
    return await next();
  });

  http.post('/v25.0/:account/customaudiences', async (c) => {
    if (c.req.param('account') !== options.adAccountId) return unknownObject(c, 'account');
    const body = z.object({ name: z.string().min(1) }).safeParse(await c.req.json());
    if (!body.success) return refuse(c, 400, 100, 'Invalid parameter');
    const id = String(120_000_000_000_000 + audiences.size + 1);
    audiences.set(id, { name: body.data.name, members: new Set() });
    return c.json({ id });
  });

  http.on(['POST', 'DELETE'], '/v25.0/:audience/users', async (c) => {
    const audienceId = c.req.param('audience');
    const audience = audiences.get(audienceId);
    if (!audience) return unknownObject(c, 'audience');
    const body = usersShape.safeParse(await c.req.json());
    if (!body.success) return refuse(c, 400, 100, z.prettifyError(body.error));
    const { session, payload } = body.data;
    if (payload.data.length > MOST_USERS) return refuse(c, 400, 100, 'Too many users in a request');
    const readable = payload.data.filter(isReadable);
    for (const [email, phone] of readable) {
      const member = `${email}, ${phone}`;
      if (c.req.method === 'POST') audience.members.add(member);
      else audience.members.delete(member);
    }
    requests.push({
      method: c.req.method,
      audienceId,
      users: payload.data.length,
      session: {
        id: session.session_id,
        batch: session.batch_seq,
        last: session.last_batch_flag,
      },
    });
    if (provider.faults.dropAnswers > 0) {
      provider.faults = { ...provider.faults, dropAnswers: provider.faults.dropAnswers - 1 };
      const { incoming } = c.env as { incoming: { socket: { destroy(): void } } };
      incoming.socket.destroy();
      return c.body(null, 500);
    }
    return c.json({
      audience_id: audienceId,
      session_id: String(session.session_id),
      num_received: payload.data.length,
      num_invalid_entries: payload.data.length - readable.length,
      invalid_entry_samples: {},
    });
  });

  const server = await listen(http, options.port ?? 0, Promise.resolve());
  return Object.assign(provider, {
    baseUrl: `${server.origin}/v25.0`,
    requests,
    membersOf: (audienceId: string) => audiences.get(audienceId)?.members ?? new Set<string>(),
    add: (audienceId: string, name: string) => {
      audiences.set(audienceId, { name, members: new Set() });
    },
    close: () => server.close(),
  });
}

/** At least one key, and no key that is anything but a hash. */
function isReadable([email, phone]: readonly [string, string]): boolean {
  const given = [email, phone].filter((key) => key !== '');
  return given.length > 0 && given.every((key) => HASH.test(key));
}

function unknownObject(c: Context, what: string): Response {
  return refuse(
    c,
    400,
    100,
    `Unsupported request. Object with ID '${c.req.param(what)}' does not exist`,
  );
}

function refuse(c: Context, status: number, code: number, message: string): Response {
  const type = code === 190 ? 'OAuthException' : 'GraphMethodException';
  const error = { message, type, code, fbtrace_id: 'local' };
  return new Response(JSON.stringify({ error }), {
    status,
    headers: { ...Object.fromEntries(c.res.headers), 'content-type': 'application/json' },
  });
}
