/** Value tiers are named by id, which stays when a tier is renamed; older definitions name them as they were called. */
import type { CustomerChange, ScenarioDefinition, StartTrigger } from './types.ts';

export interface NamedTier {
  readonly id: string;
  readonly name: string;
}

/** The tier that an id, or in an older definition a name, stands for; an id goes before a name. */
export function tierCalled<Tier extends NamedTier>(
  tiers: readonly Tier[],
  called: string,
): Tier | undefined {
  return tiers.find(({ id }) => id === called) ?? tiers.find(({ name }) => name === called);
}

/** The definition with ids in place of names of these tiers; itself where there is none. What nobody is called stays. */
export function withTierIds(
  definition: ScenarioDefinition,
  tiers: readonly NamedTier[],
): ScenarioDefinition {
  const idOf = (called: string) => tierCalled(tiers, called)?.id ?? called;
  const blocks = definition.blocks.map((block) => {
    switch (block.kind) {
      case 'start': {
        const trigger = triggerWithIds(block.trigger, idOf);
        return trigger === block.trigger ? block : { ...block, trigger };
      }
      case 'update customer': {
        const changes = block.changes.map((change) => changeWithId(change, idOf));
        return changes.every((change, i) => change === block.changes[i])
          ? block
          : { ...block, changes };
      }
      default:
        return block;
    }
  });
  return blocks.every((block, i) => block === definition.blocks[i])
    ? definition
    : { ...definition, blocks };
}

function triggerWithIds(trigger: StartTrigger, idOf: (called: string) => string): StartTrigger {
  if (trigger.kind !== 'tier changes') return trigger;
  const { from, to } = trigger;
  const called = [...(from ?? []), ...(to ?? [])];
  if (called.every((each) => idOf(each) === each)) return trigger;
  return { ...trigger, from: from?.map(idOf) ?? null, to: to?.map(idOf) ?? null };
}

function changeWithId(change: CustomerChange, idOf: (called: string) => string): CustomerChange {
  if (change.kind !== 'set tier') return change;
  const tier = idOf(change.tier);
  return tier === change.tier ? change : { ...change, tier };
}
