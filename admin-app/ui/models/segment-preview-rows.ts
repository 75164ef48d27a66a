/** Names for the customers of a preview: the snapshot has only their numbers. */
import type { CustomerRow } from '../../contract/customers.ts';
import type { SegmentCustomers } from '../../contract/segments.ts';
import { type Api, isAbort } from '../api.ts';

/** While somebody types, most lists are on the screen too shortly to be read. */
const PAUSE_MS = 150;

export interface PreviewRows {
  /** The rows if all are known; else null, and `named` once they are. */
  rowsOf(customerIds: readonly number[]): readonly CustomerRow[] | null;
  /** Facts may have changed: asks again for everybody. */
  forget(): void;
  dispose(): void;
}

export function previewRows(api: Api, named: () => void): PreviewRows {
  const known = new Map<number, CustomerRow | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function load(customerIds: readonly number[]): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    try {
      const { customers } = await api.post<SegmentCustomers>(
        '/api/segments/customers',
        { customerIds },
        own.signal,
      );
      if (own.signal.aborted) return;
      // Somebody may be gone since; they are not asked for again and again.
      for (const customerId of customerIds) known.set(customerId, null);
      for (const row of customers) known.set(row.customerId, row);
      named();
    } catch (error) {
      // The numbers stand without the names; the next list asks again.
      if (!isAbort(error)) return;
    }
  }

  return {
    rowsOf(customerIds) {
      clearTimeout(timer);
      const unknown = customerIds.filter((customerId) => !known.has(customerId));
      if (unknown.length === 0) return customerIds.flatMap((id) => known.get(id) ?? []);
      timer = setTimeout(() => void load(unknown), PAUSE_MS);
      return null;
    },
    forget: () => known.clear(),
    dispose() {
      clearTimeout(timer);
      running.abort();
    },
  };
}
