import type { SyncProblemsPage } from '../../contract/home.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';

export type SyncProblem = SyncProblemsPage['problems'][number];

export function syncProblemsModel(api: Api): PagedList<SyncProblem> {
  const list = pagedList<SyncProblem>(async (after, abort) => {
    const page = await api.get<SyncProblemsPage>('/api/sync/problems', { after }, abort);
    return { items: page.problems, after: page.after };
  });
  void list.restart();
  return list;
}
