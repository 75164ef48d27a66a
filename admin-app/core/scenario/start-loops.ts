/** Scenarios that start each other in a ring would send customers round and round, and are refused. */
import { type Finding, found } from './finding.ts';
import type { Surroundings } from './surroundings.ts';
import type { ScenarioDefinition, StartScenarioBlock } from './types.ts';

/** One fault for each block whose scenario leads back to this one. */
export function startLoopFaults(
  { blocks }: ScenarioDefinition,
  surroundings: Surroundings,
): readonly Finding[] {
  return blocks.flatMap((block) =>
    block.kind === 'start scenario' ? loopFaults(block, surroundings) : [],
  );
}

function loopFaults(
  { id, scenarioId }: StartScenarioBlock,
  surroundings: Surroundings,
): readonly Finding[] {
  const own = surroundings.scenarioId;
  if (own === null) return [];
  if (scenarioId === own) {
    return [found(id, 'scenarioId', (words) => words.startsItself)];
  }
  const way = wayTo(own, scenarioId, surroundings);
  if (!way) return [];
  const names = way.map((each) => nameOfScenario(each, surroundings));
  return [found(id, 'scenarioId', (words) => words.startLoop(names))];
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
