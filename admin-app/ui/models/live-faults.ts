import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Fault, ScenarioDefinition } from '../../core/scenario/types.ts';

/** Finds what stands in the way of activating a definition. */
export type FindFaults = (definition: ScenarioDefinition) => Promise<readonly Fault[]>;

/** What is checked: null while the saved definition is on the screen, whose faults the server knows. */
type Unsaved = ReadonlySignal<ScenarioDefinition | null>;

/** The faults of what is on the screen, found anew after every edit. */
export function liveFaults(
  unsaved: Unsaved,
  saved: ReadonlySignal<readonly Fault[]>,
  findFaults: FindFaults,
): { readonly faults: ReadonlySignal<readonly Fault[]>; readonly stop: () => void } {
  const found = signal<readonly Fault[] | null>(null);

  async function look(definition: ScenarioDefinition): Promise<void> {
    const faults = await findFaults(definition);
    if (unsaved.peek() === definition) found.value = faults;
  }

  const stop = effect(() => {
    const definition = unsaved.value;
    if (definition) void look(definition);
    else found.value = null;
  });
  return { faults: computed(() => found.value ?? saved.value), stop };
}
