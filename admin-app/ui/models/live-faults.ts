import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Fault, ScenarioDefinition } from '../../core/scenario/types.ts';

/** Finds what stands in the way of activating a definition. */
export type FindFaults = (definition: ScenarioDefinition) => Promise<readonly Fault[]>;

/** What is checked: null while the saved definition is on the screen, whose faults the server knows. */
type Unsaved = ReadonlySignal<ScenarioDefinition | null>;

/** What the server has, and what it found wrong with it in this shop. */
export interface Checked {
  readonly definition: ScenarioDefinition;
  readonly faults: readonly Fault[];
}

/**
 * The faults of what is on the screen, found anew after every edit. What only the server can see (a segment that is
 * gone, a language that customers speak) stays at blocks that are as they were saved.
 */
export function liveFaults(
  unsaved: Unsaved,
  saved: ReadonlySignal<Checked | null>,
  findFaults: FindFaults,
): { readonly faults: ReadonlySignal<readonly Fault[]>; readonly stop: () => void } {
  const found = signal<readonly Fault[] | null>(null);

  async function look(definition: ScenarioDefinition): Promise<void> {
    const checked = saved.peek();
    const [faults, known] = await Promise.all([
      findFaults(definition),
      checked ? findFaults(checked.definition) : [],
    ]);
    const others = checked ? onlyTheServers(checked, known, definition) : [];
    if (unsaved.peek() === definition) found.value = [...faults, ...others];
  }

  const stop = effect(() => {
    const definition = unsaved.value;
    if (definition) void look(definition);
    else found.value = null;
  });
  return { faults: computed(() => found.value ?? saved.value?.faults ?? []), stop };
}

function onlyTheServers(
  { definition, faults }: Checked,
  known: readonly Fault[],
  current: ScenarioDefinition,
): readonly Fault[] {
  const blockIn = ({ blocks }: ScenarioDefinition, { blockId }: Fault) =>
    JSON.stringify(blocks.find(({ id }) => id === blockId));
  return faults.filter(
    (fault) =>
      !known.some((each) => isSame(each, fault)) &&
      (fault.blockId === null || blockIn(definition, fault) === blockIn(current, fault)),
  );
}

function isSame(a: Fault, b: Fault): boolean {
  return a.blockId === b.blockId && a.field === b.field && a.message === b.message;
}
