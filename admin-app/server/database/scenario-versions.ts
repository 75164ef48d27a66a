/** The versions of a scenario. */
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface StoredVersion {
  readonly version: number;
  readonly activatedAt: Instant;
  readonly definition: ScenarioDefinition;
}

/** The newest first. */
export async function listVersions(
  tx: ShopTransaction,
  scenarioId: number,
  limit: number,
): Promise<readonly StoredVersion[]> {
  return await tx.query<StoredVersion>(
    `select version, activated_at as "activatedAt", definition from scenario_versions
      where shop_id = $1 and scenario_id = $2 order by version desc limit $3`,
    [tx.shopId, scenarioId, limit],
  );
}
