/** Counts of pages as main.ts keeps them; a shop with more than `most` customers is counted behind those who look. */
import * as KeptCounts from '../../admin-app/server/database/kept-counts.ts';
import {
  createKeepCounts,
  type KeepCounts,
  type KeepCountsDeps,
} from '../../admin-app/server/jobs/keep-counts.ts';

export function keepCountsOf(
  parts: Pick<KeepCountsDeps, 'clock' | 'inShop'>,
  most?: number,
): KeepCounts {
  return createKeepCounts({
    ...parts,
    ...(most !== undefined && { most }),
    store: KeptCounts,
    onError: (error) => {
      throw error;
    },
  });
}
