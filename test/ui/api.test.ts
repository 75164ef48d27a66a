import { describe, expect, it } from 'vitest';
import { createApi, queryString, RequestFailed } from '../../admin-app/ui/api.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A server that gives the prepared answers one after the other, and what it was asked. */
function serverAnswering(...answers: readonly (Response | Error)[]) {
  const sent: Sent[] = [];
  let tokens = 0;
  const idToken = async () => {
    tokens += 1;
    return `token-${tokens}`;
  };
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url: String(url), init });
    const answer = answers[sent.length - 1];
    if (answer instanceof Response) return answer;
    throw answer ?? new Error('asked too often');
  };
  return { api: createApi({ idToken }, fetch), sent };
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

const STALE = () =>
  json({ error: { message: 'stale' } }, 401, { 'X-Shopify-Retry-Invalid-Session-Request': '1' });

function authorizationOf({ init }: Sent): string | null {
  return new Headers(init.headers).get('Authorization');
}

describe('the way to the server', () => {
  it('sends a fresh session token and the query with every request', async () => {
    const { api, sent } = serverAnswering(json({ n: 1 }), json({ n: 2 }));
    await api.get('/api/customers', { list: 'due', search: '', after: null });
    await api.get('/api/home');
    expect(sent.map((each) => each.url)).toEqual(['/api/customers?list=due', '/api/home']);
    expect(sent.map(authorizationOf)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('tries once more with a new token when the server calls the token stale', async () => {
    const { api, sent } = serverAnswering(STALE(), json({ n: 1 }));
    await expect(api.post('/api/sync')).resolves.toEqual({ n: 1 });
    expect(sent.map(authorizationOf)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(sent.map((each) => each.init.method)).toEqual(['POST', 'POST']);
  });

  it('takes an answer without content as done', async () => {
    const { api } = serverAnswering(new Response(null, { status: 204 }));
    await expect(api.post('/api/staff-alerts/1/close')).resolves.toBeUndefined();
  });

  it('fetches a file with a token, which a link could not send', async () => {
    const { api, sent } = serverAnswering(STALE(), new Response('a,b\r\n1,2\r\n'));
    expect(await (await api.download('/api/predictions/cases.csv')).text()).toBe('a,b\r\n1,2\r\n');
    expect(sent.map(authorizationOf)).toEqual(['Bearer token-1', 'Bearer token-2']);
    const refused = serverAnswering(json({ error: { message: 'no back-test yet' } }, 404));
    await expect(refused.api.download('/x')).rejects.toMatchObject({
      status: 404,
      message: 'no back-test yet',
    });
  });

  it('gives up after the second stale token', async () => {
    const { api, sent } = serverAnswering(STALE(), STALE());
    await expect(api.get('/api/home')).rejects.toMatchObject({ status: 401 });
    expect(sent).toHaveLength(2);
  });

  it('does not repeat a 401 that no new token would mend', async () => {
    const { api, sent } = serverAnswering(json({ error: { message: 'other shop' } }, 401));
    await expect(api.get('/api/home')).rejects.toMatchObject({ message: 'other shop' });
    expect(sent).toHaveLength(1);
  });

  it('hands on what the server says, and which field it means', async () => {
    const failure = { error: { message: 'give it a name', field: 'name' } };
    const { api } = serverAnswering(json(failure, 422));
    const error = await api.put('/api/scenarios/1', { name: '' }).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(RequestFailed);
    expect(error).toMatchObject({ status: 422, message: 'give it a name', field: 'name' });
  });

  it('says so when an error page instead of our own words comes back', async () => {
    const { api } = serverAnswering(
      new Response('<html>', { status: 502, statusText: 'Bad Gateway' }),
    );
    await expect(api.get('/api/home')).rejects.toMatchObject({
      status: 502,
      message: 'Bad Gateway',
      field: null,
    });
  });

  it('tells a server out of reach from one that refuses', async () => {
    const { api } = serverAnswering(new TypeError('Failed to fetch'));
    await expect(api.get('/api/home')).rejects.toMatchObject({ status: 'offline' });
  });

  it('leaves a request that its caller gave up unexplained', async () => {
    const { api } = serverAnswering(new DOMException('gone', 'AbortError'));
    await expect(api.get('/api/home')).rejects.toBeInstanceOf(DOMException);
  });

  it('sends bodies as JSON', async () => {
    const { api, sent } = serverAnswering(json({}));
    await api.put('/api/settings', { senderName: 'Pine' });
    expect(sent[0]?.init.body).toBe('{"senderName":"Pine"}');
    expect(new Headers(sent[0]?.init.headers).get('Content-Type')).toBe('application/json');
  });

  it.each([
    [{}, ''],
    [{ a: undefined, b: null, c: '' }, ''],
    [{ figure: 'held out', after: 7 }, '?figure=held+out&after=7'],
  ])('writes the query %j as "%s"', (query, text) => {
    expect(queryString(query)).toBe(text);
  });
});
