import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AudienceView } from '../../../admin-app/contract/audiences.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { type AudiencesModel, audiencesModel } from '../../../admin-app/ui/models/audiences.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';

const AUDIENCE: AudienceView = {
  audienceId: 4,
  name: 'Silent',
  target: 'http',
  externalId: '6000111',
  createdAt: 0,
  syncedAt: null,
  syncError: null,
  members: 12,
  pending: 3,
};

/** A server with one audience, whose network is told a while after it was asked for. */
function server() {
  const state = {
    audiences: [AUDIENCE] as readonly AudienceView[],
    asked: [] as string[],
    sent: [] as unknown[],
    refusal: null as RequestFailed | null,
  };
  const answer = (request: string, body?: unknown) => {
    state.asked.push(request);
    if (body !== undefined) state.sent.push(body);
    if (state.refusal) throw state.refusal;
  };
  const channels = { audience: { account: null, problem: 'none' } };
  const api: Api = {
    get: async (path) => {
      state.asked.push(`GET ${path}`);
      const { audiences } = state;
      return (path === '/api/channels' ? channels : { audiences, networkProblem: null }) as never;
    },
    post: async (path, body) => {
      answer(`POST ${path}`, body);
      return state.audiences[0] as never;
    },
    put: async (path, body) => {
      answer(`PUT ${path}`, body);
      return channels as never;
    },
    delete: async (path) => {
      answer(`DELETE ${path}`);
      state.audiences = [];
      return undefined as never;
    },
    download: async (path) => {
      answer(`GET ${path}`);
      return new Blob(['email,phone']);
    },
  };
  return { api, state };
}

let model: AudiencesModel;
let state: ReturnType<typeof server>['state'];
beforeEach(async () => {
  vi.useFakeTimers();
  const made = server();
  state = made.state;
  model = audiencesModel(made.api);
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  model.dispose();
  forgetRemembered();
  vi.useRealTimers();
});

const shown = () => model.audiences.value.value?.audiences ?? [];

describe('a new audience', () => {
  it.each([
    ['file', '6000111', null],
    ['http', ' 6000111 ', '6000111'],
    ['http', ' ', null],
  ] as const)('for %s with the number "%s" is asked for with %s', async (target, typed, sent) => {
    expect(await model.create({ name: 'New', target, externalId: typed })).toBeNull();
    expect(state.sent).toEqual([{ name: 'New', target, externalId: sent }]);
  });

  it('that is refused says at which field', async () => {
    state.refusal = new RequestFailed('give the audience a name', 422, 'name');
    const failure = await model.create({ name: '', target: 'file', externalId: '' });
    expect(failure?.field).toBe('name');
  });
});

describe('a sync that staff ask for', () => {
  const lists = () => state.asked.filter((each) => each === 'GET /api/audiences').length;

  it('is followed until the network was told, and no longer', async () => {
    expect(await model.sync(4)).toBeNull();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shown()[0]?.syncedAt).toBeNull();
    state.audiences = [{ ...AUDIENCE, syncedAt: 5, pending: 0 }];
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shown()[0]).toMatchObject({ syncedAt: 5, pending: 0 });
    const looked = lists();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lists()).toBe(looked);
  });

  it('is followed for a while only where nothing happens', async () => {
    await model.sync(4);
    await vi.advanceTimersByTimeAsync(120_000);
    const looked = lists();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(lists()).toBe(looked);
  });

  it('is not followed once the page is left', async () => {
    await model.sync(4);
    model.dispose();
    const looked = lists();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lists()).toBe(looked);
  });
});

it('archives, or says why not', async () => {
  state.refusal = new RequestFailed('not now', 500);
  expect((await model.archive(4))?.message).toBe('not now');
  expect(shown()).toHaveLength(1);
  state.refusal = null;
  expect(await model.archive(4)).toBeNull();
  expect(shown()).toEqual([]);
  expect(model.busy.value).toBeNull();
});

it('sends no advertising account where none was typed, and looks at the audiences anew', async () => {
  state.audiences = [{ ...AUDIENCE, members: 13 }];
  model.account.edit({ accessToken: 'secret' });
  await model.account.save();
  expect(state.sent).toEqual([{ accessToken: 'secret', adAccountId: null }]);
  expect(model.account.value.value).toEqual({ accessToken: '', adAccountId: '' });
  expect(shown()[0]?.members).toBe(13);
});
