import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { LinkTabs } from '../tabs.tsx';

/** The pages of the Customers area, in their order. */
const PAGES = [
  { page: 'customers', path: '/customers' },
  { page: 'inactive', path: '/customers/inactive' },
  { page: 'append', path: '/customers/append' },
  { page: 'retention', path: '/customers/retention' },
] as const;
export type CustomersArea = (typeof PAGES)[number]['page'];

/** Leads between the pages of the Customers area. */
export function CustomersTabs({ current }: { readonly current: CustomersArea }) {
  return (
    <LinkTabs
      area
      label={t('customers.area')}
      tabs={PAGES.map(({ page, path }) => ({
        href: to(path),
        label: t(`customers.area.${page}`),
        current: page === current,
      }))}
    />
  );
}
