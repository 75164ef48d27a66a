/** One customer's activities over all channels, filtered as asked. */
import type {
  ActivitiesPage,
  ActivityChoices,
  ActivityView,
  ScenarioName,
} from '../../contract/customers.ts';
import type * as Activities from '../database/customer-activities.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { scenarioName } from './customers-view.ts';
import { misfit } from './parse-input.ts';

const PAGE = 50;

export async function activitiesPage(
  store: typeof Activities,
  tx: ShopTransaction,
  customerId: number,
  asked: Readonly<Record<string, string>>,
): Promise<ActivitiesPage> {
  const after = Number(asked.after ?? '') || null;
  const activities = await store.readActivities(tx, customerId, {
    ...parseFilters(asked),
    afterActivityId: after,
    limit: PAGE + 1,
  });
  const page = activities.slice(0, PAGE);
  return {
    activities: page.map(activityView),
    after: activities.length > PAGE ? String(page.at(-1)?.activity_id) : null,
    choices: after === null ? choicesOf(await store.readActivityKinds(tx, customerId)) : null,
  };
}

function parseFilters(asked: Readonly<Record<string, string>>): Activities.ActivityFilters {
  const { by = '', scenario = '' } = asked;
  if (by !== '' && by !== 'people' && by !== 'machines') {
    throw misfit(by, 'by', 'people or machines');
  }
  if (!/^\d{0,15}$/.test(scenario)) {
    throw misfit(scenario, 'scenario', 'the number of a scenario');
  }
  return {
    channel: asked.channel || null,
    kind: asked.kind || null,
    by: by === '' ? null : by,
    scenarioId: Number(scenario) || null,
  };
}

function activityView(row: Activities.StoredActivity): ActivityView {
  return {
    activityId: row.activity_id,
    at: row.at,
    channel: row.channel,
    kind: row.kind,
    byMachine: row.by_machine,
    what: row.what,
    scenario: scenarioOf(row),
    orderId: row.order_id,
    orderMinor: row.order_minor,
  };
}

function choicesOf(kinds: readonly Activities.ActivityKind[]): ActivityChoices {
  const scenarios = new Map<number, ScenarioName>();
  const seen = new Set<string>();
  for (const row of kinds) {
    const scenario = scenarioOf(row);
    if (scenario) scenarios.set(scenario.scenarioId, scenario);
  }
  return {
    channels: [...new Set(kinds.map(({ channel }) => channel))],
    kinds: kinds.flatMap(({ channel, kind }) => {
      if (seen.has(`${channel} ${kind}`)) return [];
      seen.add(`${channel} ${kind}`);
      return [{ channel, kind }];
    }),
    scenarios: [...scenarios.values()],
    machines: kinds.some(({ by_machine: byMachine }) => byMachine),
  };
}

function scenarioOf(row: Activities.ActivityKind | Activities.StoredActivity): ScenarioName | null {
  const { scenario_id, scenario_name, scenario_kind } = row;
  if (scenario_id === null || scenario_name === null || scenario_kind === null) return null;
  return scenarioName({ scenario_id, scenario_name, scenario_kind });
}
