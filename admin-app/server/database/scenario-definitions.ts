/** Drafts and versions of all scenarios, where something they name has got another name. */
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { ShopTransaction } from './tenant.ts';

export interface StoredDefinition {
  readonly scenarioId: number;
  readonly name: string;
  readonly campaign: boolean;
  /** Null for the draft. */
  readonly version: number | null;
  readonly definition: ScenarioDefinition;
}

/** Those in whose queries the word stands, of whatever status. */
export async function readDefinitionsAsking(
  tx: ShopTransaction,
  word: string,
): Promise<readonly StoredDefinition[]> {
  return await tx.query<StoredDefinition>(
    `select * from (
       select scenario_id as "scenarioId", name, kind = 'campaign' as campaign, null::int as version, draft as definition
         from scenarios where shop_id = $1
       union all
       select v.scenario_id, s.name, s.kind = 'campaign', v.version, v.definition
         from scenario_versions v join scenarios s using (shop_id, scenario_id) where v.shop_id = $1) stored
      where position($2 in lower(definition::text)) > 0
      order by "scenarioId", version`,
    [tx.shopId, word],
  );
}

/** Versions may be touched only so that they say the same as before. */
export async function writeDefinition(
  tx: ShopTransaction,
  { scenarioId, version }: Pick<StoredDefinition, 'scenarioId' | 'version'>,
  definition: ScenarioDefinition,
): Promise<void> {
  const text = JSON.stringify(definition);
  if (version === null)
    await tx.execute('update scenarios set draft = $3 where shop_id = $1 and scenario_id = $2', [
      tx.shopId,
      scenarioId,
      text,
    ]);
  else
    await tx.execute(
      `update scenario_versions set definition = $4 where shop_id = $1 and scenario_id = $2 and version = $3`,
      [tx.shopId, scenarioId, version, text],
    );
}
