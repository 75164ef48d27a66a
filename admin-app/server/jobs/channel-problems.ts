/** What stands in the way of sending in a shop, before anything is sent. */
import type { Channel } from '../../core/scenario/types.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { Couriers } from './courier.ts';

/** One sentence for each of these channels that nothing can go out by. */
export type ChannelProblems = (
  tx: ShopTransaction,
  channels: readonly Channel[],
) => Promise<readonly string[]>;

export function createChannelProblems(
  couriers: Couriers,
  readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>,
): ChannelProblems {
  return async (tx, channels) => {
    const settings = await readSettings(tx);
    const problems: string[] = [];
    for (const channel of channels) {
      const courier = couriers[channel];
      const opened = courier.problem ?? (await courier.open(tx, settings));
      if (typeof opened === 'string') problems.push(opened);
    }
    return problems;
  };
}
