/** What every part of a campaign's form gets. */
import type { CampaignCheck } from '../../../contract/campaigns.ts';
import type { Campaign } from '../../../core/scenario/campaign.ts';

export interface FormPart {
  readonly campaign: Campaign;
  readonly onEdit: (change: Partial<Campaign>) => void;
  /** What is wrong with a field; null when nothing, or while nobody has asked yet. */
  readonly faultAt: (field: string) => string | null;
  /** Null until the server has looked. */
  readonly check: CampaignCheck | null;
}
