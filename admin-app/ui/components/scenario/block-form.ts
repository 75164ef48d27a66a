/** What the form of every kind of block gets. */
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';

export interface BlockForm<Kind extends Block> {
  readonly block: Kind;
  readonly definition: ScenarioDefinition;
  /** `about` names what is edited: edits in a row about the same are undone together; null is a step of its own. */
  readonly onEdit: (changed: Kind, about: string | null) => void;
  readonly onEndStep: () => void;
  /** Leads the exit at this path to another block, to `NEW_END`, or nowhere. */
  readonly onLead: (field: string, to: BlockId | null) => void;
  /** Takes something away that an exit belongs to; asks first where blocks would be lost. */
  readonly onCut: (take: (block: Kind) => Kind) => void;
  /** What is wrong with the field at this path of the block; null when nothing. */
  readonly faultAt: (field: string) => string | null;
  /** Paths of all fields that have a fault. */
  readonly faultyFields: readonly string[];
}
