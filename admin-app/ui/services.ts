import { createContext } from 'preact';
import { useContext, useEffect, useMemo } from 'preact/hooks';
import type { Api } from './api.ts';
import type { Host } from './host/host.ts';

/** What pages need from outside themselves. */
export interface Services {
  readonly api: Api;
  readonly host: Host;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('a page was drawn outside of <ServicesContext.Provider>');
  return services;
}

/** A model that lives as long as its page shows the same thing (`key`); it is started and ended with it. */
export function useModel<Model extends { readonly dispose: () => void }>(
  create: (services: Services) => Model,
  key: unknown,
): Model {
  const services = useServices();
  const model = useMemo(() => create(services), [key]);
  useEffect(() => () => model.dispose(), [model]);
  return model;
}
