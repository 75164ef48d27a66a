import type { NotSentPage } from '../../contract/not-sent.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';

export type NotSentSend = NotSentPage['sends'][number];

/** The messages behind one reason; the reason is what the address of the page names. */
export function notSentModel(
  api: Pick<Api, 'get'>,
  reason: Readonly<Record<string, string>>,
): PagedList<NotSentSend> {
  const list = pagedList<NotSentSend>(async (after, abort) => {
    const page = await api.get<NotSentPage>('/api/not-sent/sends', { ...reason, after }, abort);
    return { items: page.sends, after: page.after };
  });
  void list.restart();
  return list;
}
