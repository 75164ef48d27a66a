import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readUpload,
  type UploadedFile,
} from '../../../admin-app/server/append-file/read-upload.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 7) {
  const lines: (readonly string[])[] = [];
  const faults: string[] = [];
  const upload = readUpload(inPieces(bytes, size), 2);
  for (let next = await upload.next(); ; next = await upload.next()) {
    if (next.done) return { file: next.value as UploadedFile, lines, faults };
    for (const { fields, fault } of next.value) {
      lines.push(fields);
      if (fault) faults.push(fault);
    }
  }
}

const western = (text: string) => Buffer.from(text, 'latin1');

describe('an upload', () => {
  it.each([
    ['UTF-8', Buffer.from('k;ville\n1;Orléans\n'), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from('\ufeffk;ville\n1;Orléans\n'), 'utf-8'],
    ['Windows-1252', western('k;ville\n1;Orléans\n'), 'windows-1252'],
    ['Windows-1252 from its last letter on', western('k;ville\n1;Orléans\n2;é'), 'windows-1252'],
    ['UTF-16', Buffer.from('\ufeffk;ville\n1;Orléans\n', 'utf16le'), 'utf-16le'],
  ])('is read as %s, wherever it is cut', async (_, bytes, encoding) => {
    for (const size of [1, 2, 3, 5, 1_000]) {
      const { file, lines } = await read(bytes, size);
      expect(file).toMatchObject({ encoding, separator: ';', header: ['k', 'ville'] });
      expect(lines[0]).toEqual(['1', 'Orléans']);
    }
  });

  it('keeps its other lines where one is broken', async () => {
    const text = 'k,a\n1,"x\ny"\n2\n3,"un"closed\n4,z\n';
    const { file, lines, faults } = await read(Buffer.from(text));
    expect(file.lines).toBe(4);
    expect(lines[0]).toEqual(['1', 'x\ny']);
    expect(lines[3]).toEqual(['4', 'z']);
    expect(faults).toEqual(['fields', 'quotes']);
  });

  it('does not take a damaged UTF-8 file for another encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from('k,a\n1,éèà\n2,'),
      Buffer.from([0xff]),
      Buffer.from('\n'),
    ]);
    const { file, faults } = await read(bytes, 1_000);
    expect(file.encoding).toBe('utf-8');
    expect(faults).toEqual(['encoding']);
  });

  it('comes to the same wherever its bytes are cut', async () => {
    const text = fc.stringMatching(/^[a-zéł€,;"\n ]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 50 }), async (rest, size) => {
        const bytes = Buffer.from(`a,b\nx,y\n${rest}`);
        expect(await read(bytes, size)).toEqual(await read(bytes, 10_000));
      }),
      { numRuns: 200 },
    );
  });
});
