/** How the arms of a split do. */
import type { SplitArmsView } from '../../contract/scenario-running.ts';
import type { BlockId } from '../../core/scenario/types.ts';
import type { Api } from '../api.ts';
import { type Resource, resource } from './resource.ts';

export function splitArmsModel(
  api: Api,
  scenarioId: number,
  blockId: BlockId,
): Resource<SplitArmsView> {
  const path = `/api/scenarios/${scenarioId}/blocks/${encodeURIComponent(blockId)}/arms`;
  const arms = resource(path, (abort) => api.get<SplitArmsView>(path, {}, abort));
  void arms.load();
  return arms;
}
