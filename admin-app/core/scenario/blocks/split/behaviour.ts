/**
 * A split sends customers along its arms at random by weight. Who has an arm keeps it, in every later version that
 * still has it; who has none takes the winner, or while there is none the arm that a stable hash gives them.
 */

import type { CustomerMoment } from '../../enrolment-types.ts';
import { placeOf } from '../../holdout.ts';
import type { SplitArm, SplitBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: SplitBlock, { state, customer }: Arrival): Move {
  const arm = armOf(block, state.arms[block.id], customer);
  return arm
    ? {
        kind: 'go',
        next: arm.next,
        memory: { arms: { ...state.arms, [block.id]: arm.id } },
        remark: arm.name,
      }
    : { kind: 'go', next: '' };
}

function armOf(
  { id, arms, winner }: SplitBlock,
  taken: string | undefined,
  { shopId, scenarioId, customerId }: CustomerMoment,
): SplitArm | undefined {
  const find = (wanted: string | null | undefined) => arms.find((arm) => arm.id === wanted);
  return (
    find(taken) ??
    find(winner) ??
    armAt(arms, placeOf(`${shopId}:${scenarioId}:${id}:${customerId}`))
  );
}

/** The arm at a place from 0 to below 1 when all lie side by side, each as wide as its weight. */
function armAt(arms: readonly SplitArm[], place: number): SplitArm | undefined {
  const total = arms.reduce((sum, arm) => sum + widthOf(arm), 0);
  let edge = 0;
  for (const arm of arms) {
    edge += widthOf(arm);
    if (place * total < edge) return arm;
  }
  return arms[0];
}

function widthOf({ weight }: SplitArm): number {
  return weight > 0 && Number.isFinite(weight) ? weight : 0;
}
