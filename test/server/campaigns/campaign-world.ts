/** Campaigns in the scenarios' world: written and scheduled over HTTP, carried out by its engine. */
import type { CampaignCheck, CampaignView } from '../../../admin-app/contract/campaigns.ts';
import { type Campaign, newCampaign } from '../../../admin-app/core/scenario/campaign.ts';
import type { ShopTransaction } from '../../../admin-app/server/database/tenant.ts';
import { campaignRoutes } from '../../../admin-app/server/http/campaigns.ts';
import { createCheckCampaign } from '../../../admin-app/server/jobs/check-campaign.ts';
import { keepCountsOf } from '../../support/keep-counts.ts';
import { staffSession } from '../../support/staff-session.ts';
import type { World } from '../scenario/world.ts';

export const HELLO = {
  email: {
    en: {
      subject: 'Doors open',
      preheader: '',
      body: [
        { kind: 'text', text: 'Come in.' },
        { kind: 'button', label: 'Look around', url: 'https://north.example/new' },
      ],
    },
  },
  sms: {},
  push: {},
  'on-site': { en: { title: 'Doors open', body: 'Come in.', buttonLabel: '', buttonUrl: '' } },
} as const satisfies Campaign['messages'];

/** An e-mail to everybody, now, with nobody held out and no hour quiet. */
export function campaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    ...newCampaign('en'),
    messages: HELLO,
    timing: { kind: 'at once' },
    quiet: null,
    quietReason: 'tests never sleep',
    holdoutShare: 0,
    ...changes,
  };
}

export function campaignApi(world: World) {
  const app = staffSession({ shopId: world.shopId, zone: 'Europe/Warsaw' });
  const { clock, engine } = world;
  const { inShop, store, channelProblems } = engine;
  const checkCampaign = createCheckCampaign({ clock, store, channelProblems });
  const readLanguageCounts = async (tx: ShopTransaction) => ({
    counts: await store.countLanguages(tx),
    countedAt: null,
  });
  const deps = { clock, inShop, store, channelProblems, checkCampaign, readLanguageCounts };
  const keepCounts = keepCountsOf({ clock, inShop });
  app.route('/api/campaigns', campaignRoutes({ ...deps, keepCounts }));

  async function call<T>(method: string, path: string, body?: unknown) {
    const answer = await app.request(`/api/campaigns${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // The caller names the contract of the address it asks.
    return { status: answer.status, body: (await answer.json()) as T };
  }

  return {
    call,
    async written(content: Campaign = campaign(), name = 'Spring sale'): Promise<CampaignView> {
      const made = await call<CampaignView>('POST', '', { name });
      const path = `/${made.body.campaignId}`;
      return (await call<CampaignView>('PUT', path, { name, campaign: content })).body;
    },
    schedule: ({ campaignId, revision }: CampaignView, confirmed = true) =>
      call<CampaignView>('POST', `/${campaignId}/schedule`, {
        confirmed,
        language: 'en',
        revision,
      }),
    view: async ({ campaignId }: Pick<CampaignView, 'campaignId'>) =>
      (await call<CampaignView>('GET', `/${campaignId}`)).body,
    check: async (content: Campaign, language = 'en') =>
      (
        await call<CampaignCheck>('POST', '/check', {
          name: 'Spring sale',
          campaign: content,
          language,
        })
      ).body,
  };
}
