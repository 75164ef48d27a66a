import { expect, it } from 'vitest';
import { LONGEST_COMMENT, readComment } from '../../../admin-app/core/message/comment.ts';

it.each([
  ['nothing', '', null],
  ['white space', ' \r\n\t ', null],
  ['lines of any system', ' one\r\ntwo\rthree\n', 'one\ntwo\nthree'],
  ['characters that nobody sees', 'a\u0000b\u001bc\u0085d', 'abcd'],
  ['no more than fits, in whole characters', '🙂'.repeat(1_001), '🙂'.repeat(LONGEST_COMMENT)],
])('keeps of %s what can be shown', (_, written, comment) => {
  expect(readComment(written)).toBe(comment);
});
