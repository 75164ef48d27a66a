/** Who is at a block now, and one customer's passage, which staff can change by hand. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { CustomersAtBlock, EnrolmentView } from '../../contract/scenario-running.ts';
import type { BlockId } from '../../core/scenario/types.ts';
import type { Api, RequestFailed } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { asFailure, type Resource, resource } from './resource.ts';

export type CustomerAtBlock = CustomersAtBlock['customers'][number];

export function customersAtBlock(
  api: Api,
  scenarioId: number,
  blockId: BlockId,
): PagedList<CustomerAtBlock> {
  const path = `/api/scenarios/${scenarioId}/blocks/${encodeURIComponent(blockId)}/customers`;
  const list = pagedList<CustomerAtBlock>(async (after, abort) => {
    const { customers, next } = await api.get<CustomersAtBlock>(path, { after }, abort);
    return { items: customers, after: next === null ? null : String(next) };
  });
  void list.restart();
  return list;
}

export interface PassageModel {
  readonly passage: Resource<EnrolmentView>;
  /** Something done by hand is under way. */
  readonly working: ReadonlySignal<boolean>;
  /** Resolve to why it could not be done, or null when it was. */
  move(to: BlockId): Promise<RequestFailed | null>;
  remove(): Promise<RequestFailed | null>;
  dispose(): void;
}

export function passageModel(api: Api, scenarioId: number, enrolmentId: number): PassageModel {
  const path = `/api/scenarios/${scenarioId}/enrolments/${enrolmentId}`;
  const passage = resource(path, (abort) => api.get<EnrolmentView>(path, {}, abort));
  const working = signal(false);

  async function change(what: string, body?: unknown): Promise<RequestFailed | null> {
    working.value = true;
    try {
      passage.set(await api.post<EnrolmentView>(`${path}/${what}`, body));
      return null;
    } catch (error) {
      return asFailure(error);
    } finally {
      working.value = false;
    }
  }

  void passage.load();
  return {
    passage,
    working,
    move: (to) => change('move', { to }),
    remove: () => change('remove'),
    dispose: passage.dispose,
  };
}
