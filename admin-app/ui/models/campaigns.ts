import type { CampaignsView, CampaignView } from '../../contract/campaigns.ts';
import type { Api } from '../api.ts';
import { type Resource, resource } from './resource.ts';

export interface CampaignsModel {
  readonly list: Resource<CampaignsView>;
  /** Makes an empty draft; resolves to its number. Rejects with the server's reason. */
  create(name: string): Promise<number>;
  dispose(): void;
}

export function campaignsModel(api: Api): CampaignsModel {
  const list = resource('campaigns', (abort) =>
    api.get<CampaignsView>('/api/campaigns', {}, abort),
  );
  void list.load();
  return {
    list,
    create: async (name) => {
      return (await api.post<CampaignView>('/api/campaigns', { name })).campaignId;
    },
    dispose: list.dispose,
  };
}
