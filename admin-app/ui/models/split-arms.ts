/** How the arms of a split do. */
import type { ArmCustomers, SplitArmsView } from '../../contract/scenario-running.ts';
import type { SplitFigure } from '../../core/results/split-arms.ts';
import type { BlockId } from '../../core/scenario/types.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { type Resource, resource } from './resource.ts';

export function splitArmsModel(
  api: Api,
  scenarioId: number,
  blockId: BlockId,
): Resource<SplitArmsView> {
  const path = armsPath(scenarioId, blockId);
  const arms = resource(path, (abort) => api.get<SplitArmsView>(path, {}, abort));
  void arms.load();
  return arms;
}

export interface ArmFigure {
  readonly armId: string;
  readonly figure: SplitFigure;
}

export type ArmCustomer = ArmCustomers['customers'][number];

/** Whom a number of an arm counts. */
export function armCustomersModel(
  api: Api,
  split: { readonly scenarioId: number; readonly blockId: BlockId },
  { armId, figure }: ArmFigure,
): PagedList<ArmCustomer> {
  const arms = armsPath(split.scenarioId, split.blockId);
  const path = `${arms}/${encodeURIComponent(armId)}/customers`;
  const list = pagedList<ArmCustomer>(async (after, abort) => {
    const { customers, next } = await api.get<ArmCustomers>(path, { figure, after }, abort);
    return { items: customers, after: next === null ? null : String(next) };
  });
  void list.restart();
  return list;
}

function armsPath(scenarioId: number, blockId: BlockId): string {
  return `/api/scenarios/${scenarioId}/blocks/${encodeURIComponent(blockId)}/arms`;
}
