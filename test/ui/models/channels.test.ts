import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelsView } from '../../../admin-app/contract/channels.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { type ChannelsModel, channelsModel } from '../../../admin-app/ui/models/channels.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';
import { settled } from './answers-in-order.ts';

type Account = ChannelsView['sms']['account'];
const OWN: Account = { accountSid: 'AC0001', from: '+33612345678', own: true };
const TYPED = { accountSid: 'AC0002', authToken: 'secret', from: 'Lune' };

function viewWith(account: Account): ChannelsView {
  return {
    channels: [],
    sms: { account, inboundUrl: 'https://rondo.example/sms/inbound' },
    push: { subscribers: 0 },
    audience: { account: null, problem: null },
  };
}

/** A server that keeps the account and says nothing of the token. */
function server(account: Account) {
  const state = { account, sent: [] as unknown[], refusal: null as RequestFailed | null };
  const change = (next: Account) => {
    if (state.refusal) throw state.refusal;
    state.account = next;
    return viewWith(next) as never;
  };
  const api: Api = {
    get: async () => viewWith(state.account) as never,
    put: async (_path, body) => {
      state.sent.push(body);
      const { accountSid, from } = body as typeof TYPED; // the model's own request
      return change({ accountSid, from, own: true });
    },
    delete: async () => change(null),
    post: () => Promise.reject(new Error('nothing is posted')),
    download: async () => new Blob(),
  };
  return { api, state };
}

let model: ChannelsModel | undefined;
afterEach(() => {
  model?.dispose();
  forgetRemembered();
});

async function open(account: Account) {
  const { api, state } = server(account);
  model = channelsModel(api, { embedIsOn: async () => false });
  await settled();
  return { model, state };
}

describe('the account for text messages', () => {
  it.each<[string, Account, object]>([
    ['nothing where there is none', null, { accountSid: '', from: '' }],
    ['its own', OWN, { accountSid: 'AC0001', from: '+33612345678' }],
    ['nothing of one that is not its own', { ...OWN, own: false }, { accountSid: '', from: '' }],
  ])('begins with %s, and never with a token', async (_what, account, fields) => {
    const { model } = await open(account);
    expect(model.smsAccount.value.value).toEqual({ ...fields, authToken: '' });
    expect(model.smsAccount.dirty.value).toBe(false);
  });

  it('forgets the token once it is saved', async () => {
    const { model, state } = await open(null);
    model.smsAccount.edit(TYPED);
    expect(await model.smsAccount.save()).toBe(true);
    expect(state.sent).toEqual([TYPED]);
    expect(model.smsAccount.value.value).toEqual({ ...TYPED, authToken: '' });
    expect(model.smsAccount.dirty.value).toBe(false);
    expect(model.channels.value.value?.sms.account).toEqual({
      accountSid: 'AC0002',
      from: 'Lune',
      own: true,
    });
  });

  it('keeps what was typed where it is refused', async () => {
    const { model, state } = await open(OWN);
    state.refusal = new RequestFailed('the token is missing', 422, 'authToken');
    model.smsAccount.edit(TYPED);
    expect(await model.smsAccount.save()).toBe(false);
    expect(model.smsAccount.value.value).toEqual(TYPED);
    expect(model.smsAccount.failure.value?.field).toBe('authToken');
    expect(model.channels.value.value?.sms.account).toEqual(OWN);
  });

  it('keeps what is being typed when the channels are asked for again', async () => {
    const { model } = await open(OWN);
    model.smsAccount.edit({ from: 'Lune' });
    await model.channels.load();
    expect(model.smsAccount.value.value?.from).toBe('Lune');
  });

  it('is removed with its fields, or stays and says why', async () => {
    const { model, state } = await open(OWN);
    state.refusal = new RequestFailed('not now', 500);
    expect(await model.smsAccount.remove()).toBe('not now');
    expect(model.channels.value.value?.sms.account).toEqual(OWN);
    state.refusal = null;
    expect(await model.smsAccount.remove()).toBeNull();
    expect(model.channels.value.value?.sms.account).toBeNull();
    expect(model.smsAccount.value.value).toEqual({ accountSid: '', authToken: '', from: '' });
    expect(model.smsAccount.removing.value).toBe(false);
  });
});

it('says whether the theme shows the app embed', async () => {
  const { model } = await open(null);
  expect(model.embedOn.value).toBe(false);
});
