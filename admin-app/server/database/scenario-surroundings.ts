/** What of the shop a scenario can be wrong about: other scenarios, audiences. */
import type { OtherScenario } from '../../core/scenario/surroundings.ts';
import type { ShopTransaction } from './tenant.ts';

/** Those not archived, each with the scenarios that it starts. */
export async function readOtherScenarios(tx: ShopTransaction): Promise<readonly OtherScenario[]> {
  return await tx.query<OtherScenario>(
    `select s.scenario_id as "scenarioId", s.name,
            array(select distinct called::bigint
                    from jsonb_path_query(coalesce(v.definition, s.draft),
                      '$.blocks[*] ? (@.kind == "start scenario").scenarioId') as called) as starts
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      where s.shop_id = $1 and s.kind = 'scenario' and s.status <> 'archived' order by s.scenario_id`,
    [tx.shopId],
  );
}

export async function readAudienceIds(tx: ShopTransaction): Promise<readonly number[]> {
  const rows = await tx.query<{ audience_id: number }>(
    'select audience_id from audiences where shop_id = $1 and archived_at is null',
    [tx.shopId],
  );
  return rows.map((row) => row.audience_id);
}
