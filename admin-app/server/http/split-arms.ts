/** The result of a split, arm by arm, for the arms that the draft has now. */
import type { ArmCustomers, SplitArmsView } from '../../contract/scenario-running.ts';
import { WINDOW_DAYS } from '../../core/results/figures.ts';
import { judgeSplit, SPLIT_FIGURES, type SplitFigure } from '../../core/results/split-arms.ts';
import type { SplitBlock } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { StoredDraft } from '../database/scenarios.ts';
import type { countArms, readArmCustomers } from '../database/split-arms.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { oneOf } from './parse-input.ts';
import { notFound } from './refusal.ts';

export interface SplitArmsStore {
  readonly countArms: typeof countArms;
  readonly readArmCustomers: typeof readArmCustomers;
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
  const block = await findSplit(store, tx, asked);
  const stored = await store.countArms(tx, { ...asked, windowDays: WINDOW_DAYS });
  const counts = block.arms.map(({ id }) => ({
    ...{ entered: 0, customers: 0, returned: 0, opened: 0, clicked: 0 },
    ...stored.find(({ armId }) => armId === id),
    armId: id,
  }));
  return { windowDays: WINDOW_DAYS, ...judgeSplit(counts) };
}

export function splitFigure(text: string | undefined): SplitFigure {
  return oneOf(SPLIT_FIGURES, text ?? '', 'figure');
}

const PAGE = 50;

/** The customers behind one number of an arm, as it is counted now. */
export async function listArmCustomers(
  store: SplitArmsStore,
  tx: ShopTransaction,
  asked: {
    readonly scenarioId: number;
    readonly blockId: string;
    readonly now: Instant;
    readonly armId: string;
    readonly figure: SplitFigure;
    readonly after: number;
  },
): Promise<ArmCustomers> {
  const block = await findSplit(store, tx, asked);
  if (!block.arms.some(({ id }) => id === asked.armId)) throw notFound('arm');
  const question = { ...asked, windowDays: WINDOW_DAYS };
  const customers = await store.readArmCustomers(tx, question, { ...asked, limit: PAGE });
  const next = customers.length === PAGE ? (customers.at(-1)?.customerId ?? null) : null;
  return { customers, next };
}

async function findSplit(
  store: SplitArmsStore,
  tx: ShopTransaction,
  asked: { readonly scenarioId: number; readonly blockId: string },
): Promise<SplitBlock> {
  const scenario = await store.readScenario(tx, asked.scenarioId);
  const block = scenario?.draft.blocks.find(({ id }) => id === asked.blockId);
  if (block?.kind !== 'split') throw notFound('split');
  return block;
}
