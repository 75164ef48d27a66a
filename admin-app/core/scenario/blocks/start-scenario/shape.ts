import type { StartScenarioBlock } from '../../types.ts';
import { nextExit } from '../exit-path.ts';

export { nextExit as exitsOf };

export function nameOf(block: StartScenarioBlock): string {
  return describe(block);
}

export function describe({ scenarioId }: StartScenarioBlock): string {
  return `Start scenario ${scenarioId}`;
}
