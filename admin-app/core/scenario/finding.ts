import type { FaultWords } from './fault-words.ts';
import type { BlockId, Fault } from './types.ts';

/** A fault before it is put into words, so that the checks need not know the reader's language. */
export interface Finding extends Omit<Fault, 'message'> {
  readonly say: (words: FaultWords) => string;
}

/** Something that stands in the way of activating. */
export function found(blockId: BlockId | null, field: string | null, say: Finding['say']): Finding {
  return { severity: 'fault', blockId, field, say };
}

/** Something that staff must say yes to before activating. */
export function doubtful(
  blockId: BlockId | null,
  field: string | null,
  say: Finding['say'],
): Finding {
  return { severity: 'warning', blockId, field, say };
}

export function inWords(findings: readonly Finding[], words: FaultWords): readonly Fault[] {
  return findings.map(({ severity, blockId, field, say }) => ({
    severity,
    blockId,
    field,
    message: say(words),
  }));
}
