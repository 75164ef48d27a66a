import type { CampaignState } from '../../../core/scenario/campaign.ts';
import { t } from '../../language/t.ts';
import { Badge, type Tone } from '../badge.tsx';

const TONES: Readonly<Record<CampaignState, Tone>> = {
  draft: 'quiet',
  scheduled: 'accent',
  sending: 'due',
  done: 'good',
  cancelled: 'quiet',
};

export function CampaignBadge({ state }: { readonly state: CampaignState }) {
  return <Badge tone={TONES[state]}>{t(`campaign.state.${state}`)}</Badge>;
}
