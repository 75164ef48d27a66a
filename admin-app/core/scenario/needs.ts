/** What of a customer the steps of a definition look at, so that the server loads no more than that. */
import type { Block, ScenarioDefinition } from './types.ts';

export interface Needs {
  /** The customer's own time zone; without it any will do. */
  readonly zone: boolean;
  readonly birthday: boolean;
  readonly dueDay: boolean;
  /** The weights by hour of the week. */
  readonly hours: boolean;
}

const known = new WeakMap<ScenarioDefinition, Needs>();

export function needsOf(definition: ScenarioDefinition): Needs {
  let needs = known.get(definition);
  if (!needs) {
    needs = findNeeds(definition);
    known.set(definition, needs);
  }
  return needs;
}

function findNeeds({ blocks, quiet }: ScenarioDefinition): Needs {
  const hasMessage = blocks.some(
    (block) => block.kind === 'message' && block.channel !== 'on-site',
  );
  return {
    zone: (quiet !== null && hasMessage) || blocks.some(readsClock),
    birthday: blocks.some((block) => waitsForDate(block, 'birthday')),
    dueDay: blocks.some((block) => waitsForDate(block, 'predicted_next_order_date')),
    hours: blocks.some((block) => block.kind === 'message' && block.sendTime.kind === 'best hour'),
  };
}

function readsClock(block: Block): boolean {
  if (block.kind === 'message') return block.sendTime.kind !== 'at once';
  return (
    block.kind === 'wait' && block.until.kind !== 'time' && block.until.kind !== 'messages settled'
  );
}

function waitsForDate(block: Block, date: 'birthday' | 'predicted_next_order_date'): boolean {
  return block.kind === 'wait' && block.until.kind === 'date' && block.until.date === date;
}
