import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createReactionTokens,
  type ReactionToken,
} from '../../../admin-app/server/channels/signed-token.ts';

const tokens = createReactionTokens(Buffer.alloc(32, 1));
const place = {
  shopId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  sendId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
};
const anyToken: fc.Arbitrary<ReactionToken> = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), ...place }),
  fc.record({ kind: fc.constant('unsubscribe' as const), ...place }),
  fc.record({ kind: fc.constant('status' as const), ...place }),
  fc.record({ kind: fc.constant('click' as const), ...place, url: fc.webUrl() }),
  fc.record({
    kind: fc.constant('answer' as const),
    ...place,
    answerId: fc.string({ unit: 'grapheme' }),
  }),
);

describe('a signed token', () => {
  it('says what was put into it', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        expect(tokens.read(tokens.write(token))).toEqual(token);
      }),
    );
  });

  it('fits into a path as it is', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        expect(tokens.write(token)).toMatch(/^[\w.-]+$/);
      }),
    );
  });

  it('says nothing after any character was changed', () => {
    fc.assert(
      fc.property(anyToken, fc.nat(), fc.constantFrom(...'0aZ_-.'), (token, at, character) => {
        const text = tokens.write(token);
        const index = at % text.length;
        const changed = text.slice(0, index) + character + text.slice(index + 1);
        fc.pre(changed !== text);
        // The last character of a signature carries bits that base64 does not need.
        fc.pre(index !== text.length - 1);
        expect(tokens.read(changed)).toBeNull();
      }),
    );
  });

  it('says nothing when another secret signed it', () => {
    const others = createReactionTokens(Buffer.alloc(32, 2));
    fc.assert(
      fc.property(anyToken, (token) => {
        expect(tokens.read(others.write(token))).toBeNull();
      }),
    );
  });

  it.each([
    '',
    '.',
    'o1.1..',
    'o1.1..AAAAAAAAAAAAAAAAAAAAAA',
    'constructor',
    '🙂',
    'o'.repeat(9999),
  ])('says nothing for "%s"', (text) => {
    expect(tokens.read(text)).toBeNull();
  });
});
