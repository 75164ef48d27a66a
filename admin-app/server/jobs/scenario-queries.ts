/** Query texts in scenarios → what they ask, among the shop's segments and scenarios of this moment. */
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { resolveText, segmentBook } from '../../core/segment/segment-book.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';

export type QueryStore = Pick<typeof Segments, 'readSegments' | 'readNamedScenarios'>;

/**
 * Null for a text that cannot be asked (any more), because it names a segment that is gone: nobody matches it. A text
 * without conditions is matched by everybody.
 */
export async function resolveQueries(
  store: QueryStore,
  tx: ShopTransaction,
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, ResolvedQuery | null>> {
  const distinct = new Set(texts);
  if (distinct.size === 0) return new Map();
  const book = segmentBook(await store.readSegments(tx), await store.readNamedScenarios(tx));
  return new Map(
    [...distinct].map((text) => {
      const resolved = resolveText(book, text, null);
      return [text, resolved.ok ? resolved.query : null];
    }),
  );
}
