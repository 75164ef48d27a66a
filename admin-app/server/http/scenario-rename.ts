/** A scenario or campaign gets another name: queries that mean it follow, in the transaction that saves it. */
import { fold } from '../../core/segment/fold.ts';
import type { NamedScenario } from '../../core/segment/resolve.ts';
import type { Instant } from '../../core/time.ts';
import type * as Renames from '../database/renames.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { refusal } from './refusal.ts';

export type ScenarioRenameStore = Pick<typeof Segments, 'lockSegments' | 'readNamedScenarios'> &
  Pick<typeof Scenarios, 'readAnyScenario'> &
  Pick<typeof Renames, 'carryRename' | 'whoNames'>;

interface Given {
  readonly scenarioId: number;
  readonly name: string;
  readonly at: Instant;
}

/**
 * Saves it. `unread` are those whose queries say the old name still, because they cannot be read. Throws Refusal where a
 * query would come to mean another scenario: of several with one name, the newest is meant.
 */
export async function saveNamed<Outcome>(
  store: ScenarioRenameStore,
  tx: ShopTransaction,
  given: Given,
  save: () => Promise<Outcome>,
): Promise<{ readonly outcome: Outcome; readonly unread: readonly Renames.QueryPlace[] }> {
  const { scenarioId, name } = given;
  const before = await store.readAnyScenario(tx, scenarioId);
  if (!before || before.name === name) return { outcome: await save(), unread: [] };
  // Before the scenario's own row is locked, as whoever renames a segment does it.
  await store.lockSegments(tx);
  const known = await store.readNamedScenarios(tx);
  const outcome = await save();
  return { outcome, unread: await carry(store, tx, given, known) };
}

async function carry(
  store: ScenarioRenameStore,
  tx: ShopTransaction,
  { scenarioId, name, at }: Given,
  known: readonly NamedScenario[],
): Promise<readonly Renames.QueryPlace[]> {
  const from = known.find((it) => it.scenarioId === scenarioId)?.name;
  if (from === undefined || from === name) return [];
  const others = known.filter((it) => it.scenarioId !== scenarioId);
  const other = meantBy(others, name);
  if (other && other.scenarioId < scenarioId && fold(from) !== fold(name))
    refuseAmbiguous(name, await store.whoNames(tx, 'scenario', name));
  if (meantBy(known, from)?.scenarioId !== scenarioId) return [];
  const rename = { of: 'scenario', names: new Map([[from, name]]) } as const;
  const { followed, unread } = await store.carryRename(tx, rename, at);
  if (other && other.scenarioId > scenarioId) refuseAmbiguous(name, followed);
  return unread;
}

/** The newest come first. */
function meantBy(known: readonly NamedScenario[], name: string): NamedScenario | undefined {
  return known.find((it) => fold(it.name) === fold(name));
}

function refuseAmbiguous(name: string, users: readonly string[]): void {
  if (users.length === 0) return;
  const quoted = users.map((user) => `“${user}”`).join(', ');
  throw refusal(422, 'scenario name ambiguous', { name, users: quoted }, 'name');
}
