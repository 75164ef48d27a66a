import { describe, expect, it } from 'vitest';
import type { EmailContent } from '../../../admin-app/core/message/types.ts';
import {
  addAnswer,
  addBlock,
  EMAIL_BLOCK_KINDS,
  moveBlock,
  newEmailBlock,
  removeBlock,
  replaceBlock,
} from '../../../admin-app/ui/models/email-content.ts';

function mail(...texts: readonly string[]): EmailContent {
  return {
    subject: 'Hello',
    preheader: '',
    body: texts.map((text) => ({ kind: 'text', text })),
  };
}

function textsOf({ body }: EmailContent): string[] {
  return body.map((block) => (block.kind === 'text' ? block.text : block.kind));
}

describe('editing a mail', () => {
  it.each([
    [0, 1, ['b', 'a', 'c']],
    [2, -1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 1, ['a', 'b', 'c']],
    [7, -1, ['a', 'b', 'c']],
  ] as const)('moves block %i by %i', (at, by, expected) => {
    expect(textsOf(moveBlock(mail('a', 'b', 'c'), at, by))).toEqual(expected);
  });

  it('replaces, removes and adds without touching the rest', () => {
    const before = mail('a', 'b', 'c');
    expect(textsOf(replaceBlock(before, 1, { kind: 'divider' }))).toEqual(['a', 'divider', 'c']);
    expect(textsOf(removeBlock(before, 1))).toEqual(['a', 'c']);
    expect(textsOf(addBlock(before, { kind: 'text', text: 'd' }))).toEqual(['a', 'b', 'c', 'd']);
    expect(textsOf(before)).toEqual(['a', 'b', 'c']);
    expect(removeBlock(before, 1).subject).toBe('Hello');
  });

  it('offers a new block of every kind', () => {
    expect(EMAIL_BLOCK_KINDS.map((kind) => newEmailBlock(kind).kind)).toEqual(EMAIL_BLOCK_KINDS);
  });

  it('never gives a new answer the id of another, also after one was deleted', () => {
    const three = addAnswer(addAnswer(addAnswer([])));
    const again = addAnswer(three.filter(({ id }) => id !== 'answer-2'));
    expect(new Set(again.map(({ id }) => id)).size).toBe(3);
  });
});
