import type { TiersView } from '../../contract/tiers.ts';
import type { Api } from '../api.ts';
import { type Resource, resource } from './resource.ts';

/** What the settings page says of value tiers. */
export function tiersSummaryModel(api: Api): {
  readonly view: Resource<TiersView>;
  dispose(): void;
} {
  const view = resource(
    '/api/tiers',
    (abort) => api.get<TiersView>('/api/tiers', {}, abort),
    ({ without }) => without === null,
  );
  void view.load();
  return { view, dispose: view.dispose };
}
