/** The versions of a scenario, and how many customers are in each. */
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface StoredVersion {
  readonly version: number;
  readonly activatedAt: Instant;
  readonly definition: ScenarioDefinition;
  readonly entered: number;
  readonly inside: number;
}

/** The newest first. */
export async function listVersions(
  tx: ShopTransaction,
  scenarioId: number,
  limit: number,
): Promise<readonly StoredVersion[]> {
  return await tx.query<StoredVersion>(
    `select v.version, v.activated_at as "activatedAt", v.definition,
            count(e.enrolment_id) as entered,
            count(e.enrolment_id) filter (where e.ended_at is null) as inside
       from (select version, activated_at, definition from scenario_versions
              where shop_id = $1 and scenario_id = $2 order by version desc limit $3) v
       left join enrolments e on e.shop_id = $1 and e.scenario_id = $2 and e.version = v.version
      group by v.version, v.activated_at, v.definition order by v.version desc`,
    [tx.shopId, scenarioId, limit],
  );
}
