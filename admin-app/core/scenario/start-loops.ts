/** Scenarios that start each other in a ring would send customers round and round, and are refused. */
import { faultAt } from './fault.ts';
import type { Surroundings } from './surroundings.ts';
import type { Fault, ScenarioDefinition, StartScenarioBlock } from './types.ts';

/** One fault for each block whose scenario leads back to this one. */
export function startLoopFaults(
  { blocks }: ScenarioDefinition,
  surroundings: Surroundings,
): readonly Fault[] {
  return blocks.flatMap((block) =>
    block.kind === 'start scenario' ? loopFaults(block, surroundings) : [],
  );
}

function loopFaults(
  { id, scenarioId }: StartScenarioBlock,
  surroundings: Surroundings,
): readonly Fault[] {
  const own = surroundings.scenarioId;
  if (own === null) return [];
  if (scenarioId === own) {
    return [faultAt(id, 'scenarioId', 'The scenario would start itself.')];
  }
  const way = wayTo(own, scenarioId, surroundings);
  if (!way) return [];
  const names = way.map((each) => `“${nameOfScenario(each, surroundings)}”`);
  const message = `${names.join(' starts ')} starts this scenario again: customers would go round and round.`;
  return [faultAt(id, 'scenarioId', message)];
}

/** The scenarios from `from` on, of which the last one starts `target`; null when none does. */
function wayTo(
  target: number,
  from: number,
  { scenarios }: Surroundings,
): readonly number[] | null {
  const startsOf = new Map(scenarios.map((it) => [it.scenarioId, it.starts]));
  const seen = new Set<number>();
  const ways: (readonly number[])[] = [[from]];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const last = way.at(-1) ?? from;
    if (seen.has(last)) continue;
    seen.add(last);
    const starts = startsOf.get(last) ?? [];
    if (starts.includes(target)) return way;
    for (const next of starts) ways.push([...way, next]);
  }
  return null;
}

function nameOfScenario(scenarioId: number, { scenarios }: Surroundings): string {
  return scenarios.find((it) => it.scenarioId === scenarioId)?.name ?? `${scenarioId}`;
}

/** The scenarios that a definition's blocks start. */
export function scenariosStartedBy({ blocks }: ScenarioDefinition): readonly number[] {
  const ids = blocks.flatMap((block) => (block.kind === 'start scenario' ? block.scenarioId : []));
  return [...new Set(ids)];
}
