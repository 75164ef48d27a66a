/**
 * Works off what concerns everybody inside a scenario: moving over to a new version, leaving an archived one. A thousand
 * at a time, each in a transaction of its own that also notes how far it came.
 */
import { moveOver } from '../../core/scenario/move-over.ts';
import type { Clock } from '../clock.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Chores from '../database/scenario-chores.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface ScenarioChoresDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof Chores,
    'holdChore' | 'readNextInside' | 'saveChore' | 'endChore' | 'saveVersion'
  > &
    Pick<typeof Enrolments, 'lockEnrolments' | 'saveStates' | 'insertSteps'>;
  readonly steps: ScenarioSteps;
}

/** The outcome of who was inside when the scenario was archived. */
const ARCHIVED = 'scenario archived';
/** The same of a campaign that was cancelled. */
const CANCELLED = 'campaign cancelled';
const AT_A_TIME = 1_000;

/** Deals with some enrolments of one chore; returns how many, 0 when there is no chore. */
export type DoScenarioChores = (shopId: number) => Promise<number>;

export function createScenarioChores(deps: ScenarioChoresDeps): DoScenarioChores {
  return (shopId) => deps.inShop(shopId, (tx) => doSome(deps, tx));
}

async function doSome(deps: ScenarioChoresDeps, tx: ShopTransaction): Promise<number> {
  const { store } = deps;
  const chore = await store.holdChore(tx);
  if (!chore) return 0;
  const ids = await store.readNextInside(tx, chore, AT_A_TIME);
  const through = ids.at(-1);
  if (through === undefined) {
    await store.endChore(tx, chore);
    return 1;
  }
  const enrolments = await store.lockEnrolments(tx, ids);
  const inside = enrolments.filter(({ state }) => !state.ended);
  if (chore.kind === 'let out') await letOut(deps, tx, inside, outcomeOf(chore));
  else if (chore.version !== null) await moveAllOver(deps, tx, inside, chore.version);
  await store.saveChore(tx, { ...chore, through });
  return ids.length;
}

function outcomeOf({ campaign }: Chores.HeldChore): string {
  return campaign ? CANCELLED : ARCHIVED;
}

async function letOut(
  { clock, steps }: ScenarioChoresDeps,
  tx: ShopTransaction,
  enrolments: readonly Enrolments.StoredEnrolment[],
  outcome: string,
): Promise<void> {
  const now = clock.now();
  const input = { kind: 'removed', outcome, at: now } as const;
  await steps.apply(
    tx,
    enrolments.map((enrolment) => ({ enrolment, input })),
    now,
  );
}

/** Those whose block is gone finish on the version they are in. */
async function moveAllOver(
  { clock, store, steps }: ScenarioChoresDeps,
  tx: ShopTransaction,
  enrolments: readonly Enrolments.StoredEnrolment[],
  version: number,
): Promise<void> {
  const moved: Enrolments.SteppedEnrolment[] = [];
  const history: Enrolments.EnrolmentStep[] = [];
  for (const { enrolmentId, scenarioId, state, ...enrolment } of enrolments) {
    if (enrolment.version === version) continue;
    const from = await steps.definitionOf(tx, { scenarioId, version: enrolment.version });
    const to = await steps.definitionOf(tx, { scenarioId, version });
    const next = moveOver(from, to, state);
    if (!next) continue;
    const step = state.steps + 1;
    moved.push({ enrolmentId, state: { ...next, steps: step } });
    const cause = `version ${version} was activated`;
    const result = `moved over from version ${enrolment.version}`;
    history.push({ enrolmentId, step, at: clock.now(), blockId: state.blockId, cause, result });
  }
  await store.saveStates(tx, moved);
  await store.saveVersion(
    tx,
    moved.map(({ enrolmentId }) => enrolmentId),
    version,
  );
  await store.insertSteps(tx, history);
}
