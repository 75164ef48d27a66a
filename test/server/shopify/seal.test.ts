import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal, SealError } from '../../../admin-app/server/shopify/seal.ts';

const key = randomBytes(32);
const context = 'access token of shop 1';

describe('sealing', () => {
  it('opens what it sealed, and never seals the same way twice', () => {
    const seal = createSeal([key]);
    const sealed = seal.seal('shpat_grüße', context);
    expect(seal.open(sealed, context)).toBe('shpat_grüße');
    expect(seal.seal('shpat_grüße', context)).not.toEqual(sealed);
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('shpat');
  });

  it('notices any changed byte', () => {
    const seal = createSeal([key]);
    const sealed = seal.seal('secret', context);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => seal.open(changed, context), `byte ${index}`).toThrow(SealError);
    }
    expect(() => seal.open(sealed.subarray(0, -1), context)).toThrow(SealError);
    expect(() => seal.open(Buffer.alloc(0), context)).toThrow(SealError);
  });

  it('refuses sealed bytes that were moved to another shop', () => {
    const seal = createSeal([key]);
    const sealed = seal.seal('secret', context);
    expect(() => seal.open(sealed, 'access token of shop 2')).toThrow(SealError);
  });

  it('goes on opening with an older key after the key was changed', () => {
    const before = createSeal([key]).seal('secret', context);
    const newKey = randomBytes(32);
    expect(createSeal([newKey, key]).open(before, context)).toBe('secret');
    expect(() => createSeal([newKey]).open(before, context)).toThrow('not configured');
  });

  it('refuses keys of another length', () => {
    expect(() => createSeal([randomBytes(16)])).toThrow('32 bytes');
    expect(() => createSeal([])).toThrow(SealError);
  });
});
