import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { LinkTabs } from '../tabs.tsx';
import './campaigns-tabs.css';

/** The pages of the Campaigns area, in their order. */
const PAGES = [
  { page: 'campaigns', path: '/campaigns' },
  { page: 'calendar', path: '/calendar' },
] as const;
export type CampaignsArea = (typeof PAGES)[number]['page'];

/** Leads between the list of campaigns and the coming days. */
export function CampaignsTabs({ current }: { readonly current: CampaignsArea }) {
  return (
    <div class="campaigns-area">
      <LinkTabs
        area
        label={t('campaigns.area')}
        tabs={PAGES.map(({ page, path }) => ({
          href: to(path),
          label: t(`campaigns.area.${page}`),
          current: page === current,
        }))}
      />
    </div>
  );
}
