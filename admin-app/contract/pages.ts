/** The module of each of the admin's pages by its address; what an address shows is the first that fits it. */
export const PAGE_MODULES = {
  '/': 'home',
  '/customers': 'customers',
  '/customers/append': 'append',
  '/customers/inactive': 'inactive',
  '/customers/retention': 'retention',
  '/customers/:id': 'customer',
  '/predictions': 'predictions',
  '/segments': 'segments',
  '/segments/new': 'new-segment',
  '/segments/:id': 'segment',
  '/scenarios': 'scenarios',
  '/scenarios/:id': 'scenario',
  '/scenarios/:id/results': 'results',
  '/results': 'all-results',
  '/campaigns': 'campaigns',
  '/calendar': 'calendar',
  '/campaigns/:id': 'campaign',
  '/on-site': 'on-site',
  '/settings': 'settings',
  '/settings/audiences': 'audiences',
  '/settings/channels': 'channels',
  '/settings/data': 'settings-data',
  '/settings/languages': 'settings-languages',
  '/settings/log': 'settings-log',
  '/settings/priorities': 'priorities',
  '/settings/status': 'settings-status',
  '/settings/tiers': 'tiers',
  '/not-sent': 'not-sent',
  '/sync/problems': 'sync-problems',
} as const;

export type PageAddress = keyof typeof PAGE_MODULES;

/** The address that a path such as "/scenarios/7" fits; null where there is no page. */
export function pageAddressAt(path: string): PageAddress | null {
  const asked = stepsOf(path);
  const addresses = Object.keys(PAGE_MODULES) as PageAddress[]; // a constant has no other keys
  return addresses.find((address) => fits(stepsOf(address), asked)) ?? null;
}

/** The module of the page that a path shows; null where there is none. */
export function pageModuleAt(path: string): string | null {
  const address = pageAddressAt(path);
  return address && PAGE_MODULES[address];
}

function fits(address: readonly string[], asked: readonly string[]): boolean {
  if (address.length !== asked.length) return false;
  return address.every((step, index) => step.startsWith(':') || step === asked[index]);
}

function stepsOf(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '');
}
