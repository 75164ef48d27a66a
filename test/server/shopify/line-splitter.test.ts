import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../admin-app/server/shopify/line-splitter.ts';

function split(text: string, cuts: readonly number[]) {
  const bytes = Buffer.from(text);
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])];
  places.sort((one, other) => one - other);
  const splitter = new LineSplitter(0);
  const lines: string[] = [];
  const ends: number[] = [];
  places.slice(1).forEach((end, index) => {
    const group = splitter.push(bytes.subarray(places[index], end));
    if (group) {
      lines.push(...group.lines);
      ends.push(group.endByte);
    }
  });
  return { lines, ends, rest: splitter.end(), position: splitter.position };
}

describe('LineSplitter', () => {
  it('finds the same lines however the stream is cut, inside characters too', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🙂', '"', '\\', ' ') });
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), fc.array(fc.nat()), (lines, ended, cuts) => {
        const text = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
        const parts = text.split('\n');
        const last = parts.pop() ?? '';
        const found = split(text, cuts);
        expect(found.lines).toEqual(parts);
        expect(found.rest).toBe(last === '' ? null : last);
        expect(found.position).toBe(Buffer.byteLength(text));
        for (const end of found.ends) {
          expect(Buffer.from(text)[end - 1], 'the byte before the next line').toBe(0x0a);
        }
      }),
    );
  });

  it('keeps only the beginning of a line that never ends, and finds the next one', () => {
    const splitter = new LineSplitter(0);
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 20; count += 1) expect(splitter.push(megabyte)).toBeNull();
    const group = splitter.push(Buffer.from('xx\n{"id":1}\n'));
    expect(group?.lines).toEqual(['x'.repeat(2_000), '{"id":1}']);
  });
});
