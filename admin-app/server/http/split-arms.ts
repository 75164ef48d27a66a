/** The result of a split, arm by arm, for the arms that the draft has now. */
import type { SplitArmsView } from '../../contract/scenario-running.ts';
import { judgeSplit } from '../../core/results/split-arms.ts';
import type { Instant } from '../../core/time.ts';
import type { StoredDraft } from '../database/scenarios.ts';
import type { countArms } from '../database/split-arms.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { notFound } from './refusal.ts';
import { WINDOW_DAYS } from './results.ts';

export interface SplitArmsStore {
  readonly countArms: typeof countArms;
  readonly readScenario: (
    tx: ShopTransaction,
    scenarioId: number,
  ) => Promise<Pick<StoredDraft, 'draft'> | undefined>;
}

export async function readSplitArms(
  store: SplitArmsStore,
  tx: ShopTransaction,
  asked: { readonly scenarioId: number; readonly blockId: string; readonly now: Instant },
): Promise<SplitArmsView> {
  const scenario = await store.readScenario(tx, asked.scenarioId);
  const block = scenario?.draft.blocks.find(({ id }) => id === asked.blockId);
  if (block?.kind !== 'split') throw notFound('split');
  const stored = await store.countArms(tx, { ...asked, windowDays: WINDOW_DAYS });
  const counts = block.arms.map(({ id }) => ({
    ...{ entered: 0, customers: 0, returned: 0, opened: 0, clicked: 0 },
    ...stored.find(({ armId }) => armId === id),
    armId: id,
  }));
  return { windowDays: WINDOW_DAYS, ...judgeSplit(counts) };
}
