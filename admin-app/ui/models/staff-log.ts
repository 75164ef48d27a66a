import { type ReadonlySignal, signal } from '@preact/signals';
import type { StaffActView, StaffLogPage } from '../../contract/staff-log.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';

export interface StaffLogModel {
  readonly list: PagedList<StaffActView>;
  /** Everybody in the log, by number. */
  readonly staff: ReadonlySignal<readonly string[]>;
  dispose(): void;
}

export interface StaffLogFilter {
  readonly topic: string | null;
  readonly staff: string | null;
}

export function staffLogModel(api: Pick<Api, 'get'>, filter: StaffLogFilter): StaffLogModel {
  const staff = signal<readonly string[]>(filter.staff === null ? [] : [filter.staff]);
  const list = pagedList<StaffActView>(async (after, abort) => {
    const page = await api.get<StaffLogPage>('/api/staff-log', { ...filter, after }, abort);
    staff.value = page.staff;
    return { items: page.acts, after: page.after };
  });
  void list.restart();
  return { list, staff, dispose: list.dispose };
}
