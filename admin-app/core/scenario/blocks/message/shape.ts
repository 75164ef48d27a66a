import type { MessageBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';

export function nameOf(block: MessageBlock): string {
  return block.name;
}

/** The subject as staff wrote it, in the language that everybody can fall back to. */
export function describe(block: MessageBlock): string {
  const subject = block.content[block.fallbackLanguage]?.subject.trim();
  return subject ? `E-mail “${subject}”` : 'E-mail without a subject';
}

export function exitsOf(block: MessageBlock): readonly ExitPath[] {
  return [{ next: block.next, field: 'next', via: { kind: 'next' } }];
}
